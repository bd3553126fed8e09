"""Speakers' turns of transcripts: who speaks each paragraph, and whether they ask or answer.

1. A label is a name, title or role before a colon at the start of a line. A page is a transcript
   when labels of questions occur, or when at least two paragraphs bear labels that look like
   speakers' and one of them comes back.
2. A turn lasts until the next label.
3. What stands before the first label belongs to the speaker whom the title names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from chancery.codebooks.outlets import outlet_by_name
from chancery.codebooks.states import match_state
from chancery.model.text import TurnKind

_LABEL: Final = re.compile(
    # a time code and marks of bold type may stand before the label, and the marks again after its colon
    r"(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?[ \t-]*)?(?:\*\*|__)?(?P<label>(?:[^\W\d_][\w’'.-]*|"
    r"\([^()\n]{1,60}\)|&|–|-|#?\d{1,2})(?:,? (?:[\w’'.-]+|\([^()\n]{1,60}\)|&|"
    r"–|#?\d{1,2})){0,9})"
    r" ?(?:\*\*|__)?[:：](?:\*\*|__)?(?!\d|//)[ \t\u00a0]*"
)
_ASKS: Final = re.compile(
    r"(?:q|questions?|journalist|reporter|correspondent|media|press|from the floor)(?: ?#?\d+)?\b", re.IGNORECASE
)
_ANSWERS: Final = re.compile(r"(?:a|answers?)\Z", re.IGNORECASE)
_LETTER: Final = re.compile(r"(?P<label>[QA])[.)][ \t\u00a0]+(?=\S)")
_MEDIA: Final = re.compile(
    r"\b(?:news|newspaper|agency|television|radio|tv|channel|times|post|daily|gazette|herald|tribune|press|magazine|"
    r"journalist|correspondent|reporter)\b",
    re.IGNORECASE,
)
_OF_HOUSE: Final = re.compile(r"(?:(?:Mr|Ms|Mrs|Dr|Miss|Sir|Dame|Lord|Archbishop)\b\.? |The (?:Acting )?[A-Z])")
_HOST: Final = re.compile(
    r"(?:moderator|operator|host|interviewer|chair(?:man|woman|person)?|speaker|participant|interpreter|"
    r"translator|staff)\b",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    r"[^\W\d_a-z][\w’'.-]*(?: (?:[^\W\d_a-z][\w’'.-]*|of|the|for|and|al|bin|de|da|van|von|el|le|la|du|di|dos|"
    r"ibn|ul|&)){0,8}(?: \([^()]{1,60}\)){0,2}"
)
_NO_SPEAKER: Final = frozenset(
    "note source sources photo credit date time place location update correction background summary context "
    "editor tags "
    "topics read more related watch also see and but however first second third finally example examples remember "
    "participants participant agenda contact tel phone email subject to from re cc attachment analysis "
    "opinion exclusive "
    "breaking caption text begin end published updated by dateline headline issues documents annex warning "
    "result results "
    "conclusion key why what how who when where".split()
)  # fmt: skip
_MIN_LABELS: Final = 2
_SPARSEST: Final = 6  # paragraphs for each label, where labels are plain names
_HONORIFIC: Final = re.compile(
    r"\b(?:mr|mrs|ms|miss|dr|secretary|minister|president|premier|chancellor|ambassador|commissioner|"
    r"representative|director|general|"
    r"admiral|senator|governor|king|queen|prince|envoy|official|spokesperson|moderator|operator|under "
    r"?secretary|administrator|"
    r"chair\w*|lord|sir|lady|dame|hon)\b",
    re.IGNORECASE,
)
_SPEECH: Final = (
    r"(?:remarks|statements?|speech|address|comments?|repl(?:y|ies)|answers?|response|interview|message|briefing|"
    r"lecture|intervention|toast|presentation|press conference|news conference|talk|conversation)"
)
_ASIDE: Final = r"(?:after|ahead|at|before|during|following|in|on|upon|when|while|as)"
_TITLE_SPEAKER: Final = (
    # "Foreign Minister X's opening remarks"
    re.compile(
        r"(?P<name>[^\W\d_a-z][\w’'.-]*?(?: [^\W\d_a-z][\w’'.-]*?){1,3})[’']s? (?:opening |introductory |"
        r"closing |joint |press |"
        r"welcoming |keynote |brief )*(?:statement|remarks|speech|answers?|comments?|replies|reply|interview|"
        r"address|briefing|"
        r"presentation|message|press)"
    ),
    # "remarks by X", whatever stands between
    re.compile(rf"\b{_SPEECH}\b(?: (?!by\b)[\w’'-]+){{0,8}} by (?P<name>[^\n]{{3,160}})", re.IGNORECASE),
    # "statement of X", "message from X"; "with" names whom an interview is with, never whom a meeting was with
    re.compile(
        rf"\b{_SPEECH}(?: (?!{_ASIDE}\b)\w+){{0,3}} (?:of|from) (?P<name>[^\n]{{3,120}})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:interview|briefing|conversation|talk|q ?& ?a)(?: (?!{_ASIDE}\b)\w+){{0,3}} with "
        r"(?P<name>[^\n]{3,120})",
        re.IGNORECASE,
    ),
    # "X meets the press", "X speaks to reporters"
    re.compile(
        r"(?P<name>[^\W\d_a-z][\w’'.-]*(?: [^\W\d_a-z][\w’'.-]*){1,7}),? (?:meets|briefs|addresses|answers|takes|"
        r"speaks (?:to|with)|talks (?:to|with)|replies to) (?:(?:the|questions|from|of|by) )*"
        r"(?:press|media|journalists|reporters|questions|correspondents)\b"
    ),
)
_OTHER_SIDE: Final = re.compile(rf",? \b{_ASIDE}\b.*|,? \b(?:with|alongside|together with)\b.*|[(|–—].*", re.DOTALL)
_OFFICE: Final = frozenset(
    "mr mrs ms dr prime minister president foreign affairs secretary state deputy assistant acting first "
    "vice federal chancellor "
    "ambassador high representative spokesperson spokesman spokeswoman official ministry director general "
    "head his her excellency "
    "king queen prince crown lord sir lady senator department premier under special envoy representative "
    "chairman commissioner "
    "defence defense interior finance permanent union european nations united of the for and republic h.e. "
    "hon honourable external "
    "relations cooperation international trade information press senior national security advisor adviser "
    "council".split()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks a paragraph.

    Attributes:
        speaker: The label, without its colon.
        kind: Statement, question or answer.
        start: Where the paragraph's own words begin, after the label.
    """

    speaker: str
    kind: TurnKind
    start: int


def find_label(text: str) -> tuple[str, int] | None:
    """Read the label at the start of a paragraph.

    Args:
        text: The paragraph.

    Returns:
        The label and where the words after it begin; None if there is none. A colon in prose
        ("He said: ...", "The result: ...") is no label.
    """
    match = _LABEL.match(text[:160])
    if match is None:
        return None
    label = match["label"].strip()
    known = _ASKS.match(label) or _ANSWERS.match(label) or _HOST.match(label)
    if not known and not _looks_named(label.partition(", ")[0] if _of_outlet(label) else label):
        return None
    return label, match.end()


def is_sure_label(text: str) -> bool:
    """Tell whether a paragraph bears a label that no title or heading has: capitals, or "Question"."""
    found = find_label(text)
    if found is None:
        return False
    label = found[0]
    asks = _ASKS.match(label) or _ANSWERS.match(label) or _HOST.match(label)
    return bool(asks) or (label.isupper() and bool(_HONORIFIC.search(label)))


def names_official(text: str) -> bool:
    """Tell a line of capitals that holds no more than an office and a name."""
    return text.isupper() and len(text.split()) < 9 and bool(_HONORIFIC.search(text[:20]))  # noqa: PLR2004


def find_turns(paragraphs: Sequence[str], title: str | None) -> list[Turn | None]:
    """Tell the turns of a transcript.

    Args:
        paragraphs: The body's paragraphs, in order.
        title: The report's title, which may name who speaks first.

    Returns:
        For each paragraph its turn, or None; all None when the text is no transcript.
    """
    labels = [find_label(paragraph) for paragraph in paragraphs]
    letters = [_LETTER.match(paragraph) for paragraph in paragraphs]
    if any(letter and letter["label"] == "Q" for letter in letters):  # "Q. Will you ...", but "A. Berg said"
        labels = [
            (letter["label"], letter.end()) if letter else label for letter, label in zip(letters, labels, strict=True)
        ]
    if not _is_transcript(labels, paragraphs):
        return [None] * len(paragraphs)
    opening = title_speaker(title) if title else None
    turns: list[Turn | None] = []
    current = (opening, TurnKind.STATEMENT) if opening else None
    asked = False
    for label in labels:
        if label:
            asked, kind = _kind(label[0], asked=asked)
            current = (label[0], kind)
        turns.append(Turn(current[0], current[1], label[1] if label else 0) if current else None)
    return turns


def title_speaker(title: str) -> str | None:
    """Return the person whose statement or remarks a title announces.

    Nobody is named where several give them, and never the other side of a meeting.

    Example:
        >>> title_speaker("Remarks by Foreign Minister Aino Virtanen after a meeting with Oda Kesh")
        'Aino Virtanen'
    """
    for pattern in _TITLE_SPEAKER:
        match = pattern.search(title)
        givers = _OTHER_SIDE.sub("", match["name"]) if match else ""
        names = [name for name in map(_person, re.split(r",? and | & ", givers)) if name]
        if names:
            return names[0] if len(names) == 1 else None
    return None


def _person(words: str) -> str | None:
    """Strip offices and states before a name, and whatever follows it."""
    name: list[str] = []
    listed = words.replace(",", " , ").split()
    at = 0
    while at < len(listed):
        word = listed[at]
        bare = word.strip(".’'").casefold()
        there = match_state(listed, at) if not name and word[0].isupper() else None
        if there:
            at = there.end
            continue
        if word[0].isupper() and bare not in _OFFICE:
            name.append(word)
        elif word[0].isupper():
            name = []
        elif len(name) > 1:
            break
        else:
            name = []
        at += 1
    return " ".join(name[-3:]) if len(name) > 1 else None


def _of_outlet(label: str) -> bool:
    """Tell the label of a journalist or an outlet: "AFP", "Anna Berg (Radio Seagull)", "Anna Berg, Harbour Wire"."""
    name, _, after = label.rstrip(")").partition(", " if ", " in label else " (")
    if after:
        return outlet_by_name(after) is not None or bool(_MEDIA.search(after))
    return outlet_by_name(name) is not None or (bool(_MEDIA.search(name)) and not _HONORIFIC.search(name))


def _looks_named(label: str) -> bool:
    words = label.split()
    if words[0].casefold().strip(".") in _NO_SPEAKER or (len(words) == 1 and not label.isupper()):
        return False
    return label.isupper() or bool(_NAMED.fullmatch(label))


def _is_transcript(labels: Sequence[tuple[str, int] | None], paragraphs: Sequence[str]) -> bool:
    found = [label[0] for label in labels if label]
    if any(_ASKS.match(label) for label in found) and len(found) >= _MIN_LABELS:
        return True
    counts = Counter(label.casefold() for label in found)
    titled = [label for label in found if label.isupper() and (_HONORIFIC.search(label) or _HOST.match(label))]
    if titled:
        return True
    house = sum(1 for label in found if _OF_HOUSE.match(label))
    if house >= _MIN_LABELS and _SPARSEST * len(found) >= len(paragraphs):
        return True
    spoken = sum(1 for label in found if counts[label.casefold()] > 1 or _HOST.match(label))
    return spoken >= _MIN_LABELS and _SPARSEST * len(found) >= len(paragraphs)


def _kind(label: str, *, asked: bool) -> tuple[bool, TurnKind]:
    """Tell the turn's kind: after the first question, whoever does not ask answers."""
    if _ASKS.match(label) or _of_outlet(label):
        return True, TurnKind.QUESTION
    if _HOST.match(label) and not asked:
        return asked, TurnKind.STATEMENT
    return asked, TurnKind.ANSWER if asked or _ANSWERS.match(label) else TurnKind.STATEMENT
