"""Furniture that its neighbours give away: menus, lists of headlines, posts, comments, the foot of a page.

1. A row of short lines of which some are widgets is a menu.
2. A teasers' heading takes the headlines under it along.
3. A post's handle takes hour and counts along; a heading of comments takes the thread.
4. Under the last paragraph, once furniture has begun, what is no sentence belongs to it.
5. A line that another paragraph holds word for word is a pull quote.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from chancery.reading.datelines import find_date, read_date_line
from chancery.reading.heads import BYLINE, CAPITAL_NAME, ORGAN, is_caption
from chancery.reading.pieces import Finding, Piece, fold, small_share
from chancery.reading.transcripts import find_label, is_sure_label

MAX_HEADLINE: Final = 22  # words
_MENU: Final = 4  # short lines in a row that make a menu
_LINK: Final = 8  # words of a link
_MENU_INSIDE: Final = 3
_SIGNED_FOR: Final = re.compile(r"(?:For|On behalf of) (?:the )?[A-Z].{2,60}?[:,]?")
_SIGNATORIES: Final = re.compile(
    r"(?:the )?(?:undersigned|(?:co-?)?signator(?:y|ies)|(?:co-?)?signed(?: by)?)(?: organi[sz]ations)?:?",
    re.IGNORECASE,
)
_IN_BRACKETS: Final = re.compile(r"(?:\([^()]+\) ?)+")  # a speaker's seat and party
_SHORT: Final = 3
_POST: Final = 6  # lines of a post after its handle
_THREAD: Final = 2  # signs of a thread that a heading of comments needs
_MIN_QUOTE: Final = 5  # words; shorter ones in quotation marks are headings
_MAX_QUOTE: Final = 40
_LONGEST_BODY: Final = 400  # pieces; longer ones are debates and books, which quote nothing out
_LOOSE: Final = 0.4  # share of words in small letters
_FIRST: Final = 3  # paragraphs that show how a page sets them off
_MIN_SENTENCE: Final = 4
OPENS_LIST: Final = frozenset({"teaser-heading", "navigation"})
_IN_TEXT: Final = frozenset(
    {"teaser", "advertising", "image-widget", "signs-only", "editors-mark", "debris", "pull-quote", "post", "link-line"}
)  # rules of what stands between paragraphs, and so opens no foot
_BOXED: Final = frozenset({"about-box"})
_HANDLE: Final = re.compile(r"@\w{2,30}")
_COUNTS: Final = re.compile(
    r"[\d.,]+ ?[kKmM]?|\d{1,2}[:.]\d\d ?(?:[AaPp]\.?[Mm]\.?)?.{0,30}|(?:reply|retweets?|reposts?|likes?|"
    r"copy link|quote|views?|"
    r"bookmark|follow|show (?:more|this thread)|view (?:post|on|more).{0,40}|\d+ (?:retweets|likes|"
    r"replies|views).{0,30})",
    re.IGNORECASE,
)
_COMMENTS: Final = re.compile(
    r"(?:\d+|one|two|three) (?:thoughts?|responses?|replies|comments?) (?:on|to) .{3,160}|"
    r"(?:\d+ )?(?:readers?[’']? )?(?:comments?|replies|responses|discussion)\W*(?:\d+\W*)?|(?:post|leave|"
    r"add|write)(?: a| your)? "
    r"(?:comment|reply).{0,20}|\d+ comments? so far|"
    r"join the (?:conversation|discussion|debate).{0,20}|what do you think\?",
    re.IGNORECASE,
)
_THREAD_SIGN: Final = re.compile(
    r".{2,30} says:|[^.:!?]{2,30}?(?:,| ?//| ?[|•—–-]) (?:\d{1,2}[./ ](?:\d{1,2}|\w{3,9})[./ ]\d{4}|"
    r"\w{3,9}\.? \d{1,2}(?:st|nd|rd|th)?, \d{4}),?(?: at| [-–|])? \d{1,2}[:.]\d\d.{0,9}|"
    r"(?:\w{3,9} \d{1,2}, \d{4}|\d{1,2} \w{3,9} \d{4}),? (?:at )?\d{1,2}[:.]\d\d ?(?:[ap]m)?.{0,20}|"
    r"(?:reply|report(?: (?:abuse|comment))?|like|upvote|downvote|flag|permalink|share|sort by.{0,20}|newest|oldest|"
    r"(?:\w+ )?\d+ (?:second|minute|hour|day|week|month|year)s? ago|(?:like|reply|recommend)s? ?\(?\d*\)?|"
    r"post(?: a)? comment|"
    r"your (?:name|email|e-mail|comment).{0,40}|\d{1,2} \w{3,9} \d{4} at \d{1,2}[:.]\d\d.{0,20})",
    re.IGNORECASE,
)
_CREDITS: Final = re.compile(
    r"\(?(?:with )?(?:additional |further )?(?:reporting|writing|editing|contributions?|material|"
    r"translat(?:ed|ion)|edited|"
    r"written|compiled)\b.{0,12}\b(?:by|from)\b.{3,250}|\(.{3,250}\)",
    re.IGNORECASE,
)


def find_menus(
    pieces: Sequence[Piece], found: Mapping[int, Finding], body: tuple[int, int], *, names: set[int]
) -> dict[int, Finding]:
    """Find rows of very short lines that hold widgets.

    Args:
        pieces: The page, in order.
        found: What is known to be furniture.
        body: First and last paragraph.
        names: Indices of authors' names, which are no part of a menu.
    """
    first, last = body
    menus: dict[int, Finding] = {}
    for run in _runs(pieces, found):
        outside = run[-1] < first or run[0] > last >= 0
        widgets = sum(1 for index in run if index in found)
        least = _MENU if outside else _MENU_INSIDE
        if len(run) >= least and 2 * widgets >= len(run) + (not outside):
            for index in run:
                if outside or not _may_head(pieces, index):
                    menus[index] = Finding("menu", "one of many short lines beside widgets", 1.0)
    spared = {
        index
        for index in menus
        if _is_named_again(pieces, index, body) or read_date_line(pieces[index].text) or opens_release(pieces, index)
    }
    spared |= {at + 1 for at in spared if at + 1 in menus and _IN_BRACKETS.fullmatch(pieces[at + 1].text)}
    spared |= {at for at in menus if at and _SIGNED_FOR.fullmatch(pieces[at - 1].text)}
    spared |= find_signatories(pieces, menus)
    return {
        index: finding
        for index, finding in menus.items()
        if index not in found and index not in names | spared and not BYLINE.fullmatch(pieces[index].text)
    }


def find_signatories(pieces: Sequence[Piece], among: Collection[int]) -> set[int]:
    """Return those of some lines that stand as names under a heading that says who signed, and the heading."""
    names: set[int] = set()
    gap = None
    for at, piece in enumerate(pieces):
        if _SIGNATORIES.fullmatch(piece.text):
            names, gap = names | {at}, None
        elif at - 1 in names and at in among and gap in {None, piece.gap}:
            names, gap = names | {at}, piece.gap if at - 2 in names else None
    return names


def opens_release(pieces: Sequence[Piece], index: int) -> bool:
    """Tell the kind of a release, with the office that issued it right under it."""
    texts = [piece.text for piece in pieces[index : index + 2]]
    return len(texts) > 1 and all(map(ORGAN.fullmatch, texts)) and pieces[index + 1].words > _SHORT


def find_beside(pieces: Sequence[Piece], found: Collection[int], half: Collection[int]) -> set[int]:
    """Return those of the half-told lines that stand beside furniture, or beside each other.

    A sentence needs furniture that is a sentence or a button itself; two courtesies of a speech are none.
    """
    told: set[int] = set()
    for at in half:
        near = {*found} if pieces[at].is_sentence else {*found, *half}
        if {at - 1, at + 1} & near and not _is_credit(pieces[at]):
            told.add(at)
    return told


def _is_named_again(pieces: Sequence[Piece], index: int, body: tuple[int, int]) -> bool:
    """Tell a person's name that the page repeats: an author's in a sentence, a speaker's above what is said."""
    text = fold(pieces[index].text)
    if not CAPITAL_NAME.fullmatch(pieces[index].text):
        return False
    near = pieces[:_LONGEST_BODY]
    return any(
        at != index
        and (
            (_SHORT < piece.words <= MAX_HEADLINE and text in fold(piece.text))
            or (body[0] <= at < body[1] and fold(piece.text) == text and near[at + 1].is_sentence)
        )
        for at, piece in enumerate(near)
        if at + 1 < len(near)
    )


def find_headlines(pieces: Sequence[Piece], found: Mapping[int, Finding], body: tuple[int, int]) -> dict[int, Finding]:
    """Take the headlines after a teasers' heading along with it: at the foot, and the list inside a report."""
    headlines: dict[int, Finding] = {}
    first, last = body
    sticking = find_sticking(pieces, frozenset(at for at in found if found[at].rule == "teaser-heading"))
    spaced = _is_spaced(pieces)
    under = False
    for index, piece in enumerate(pieces):
        if index in found:
            under = found[index].rule in OPENS_LIST or (under and found[index].rule not in _BOXED)
            continue
        if _is_credit(piece) or is_sure_label(piece.text):
            under = False
            continue
        set_off = spaced and piece.gap > 0
        under = under and not (piece.is_prose or (set_off and _is_short_sentence(piece)))
        listed = under and index > first and (index > last or not (set_off or piece.is_sentence))
        if index in sticking or (listed and piece.words <= MAX_HEADLINE):
            headlines[index] = Finding("headline", "a headline under the heading of other reports", 1.0)
    return headlines


def find_sticking(pieces: Sequence[Piece], headings: Collection[int]) -> set[int]:
    """Return the short lines that stick to a teasers' heading, in a page that sets off its paragraphs."""
    sticking: set[int] = set()
    if not _is_spaced(pieces):
        return sticking
    under = False
    for index, piece in enumerate(pieces):
        if index in headings:
            under = True
        elif under and piece.gap == 0 and piece.words <= MAX_HEADLINE:
            sticking.add(index)
        else:
            under = False
    return sticking


def find_posts(pieces: Sequence[Piece]) -> dict[int, Finding]:
    """Find what surrounds a post from a network: handle, hour and counts; its day and who posted it are its own."""
    posts: dict[int, Finding] = {}
    finding = Finding("post", "the frame of a post from a network", 1.0)
    for index, piece in enumerate(pieces):
        if not _HANDLE.fullmatch(piece.text):
            continue
        posts[index] = finding
        for at in range(index + 1, min(len(pieces), index + 1 + _POST)):
            if _COUNTS.fullmatch(pieces[at].text) and not find_date(pieces[at].text):
                posts[at] = finding
    return posts


def find_thread(pieces: Sequence[Piece]) -> dict[int, Finding]:
    """Find readers' comments: a heading under a paragraph, with signs of a thread under it."""
    start = next((index for index, piece in enumerate(pieces) if piece.is_prose), len(pieces))
    for index in range(start, len(pieces)):
        if not _COMMENTS.fullmatch(pieces[index].text):
            continue
        signs = [
            at
            for at in range(index + 1, len(pieces))
            if pieces[at].words <= 8 and _THREAD_SIGN.fullmatch(pieces[at].text)  # noqa: PLR2004
        ]
        if len(signs) >= _THREAD and sum(1 for piece in pieces[index : signs[1]] if piece.is_prose) <= _THREAD:
            finding = Finding("comments", "part of the readers' comments", 1.0)
            return {at: finding for at in range(index, len(pieces)) if not is_sure_label(pieces[at].text)}
    return {}


def find_foot(
    pieces: Sequence[Piece], found: Mapping[int, Finding], last: int, *, names: Collection[int]
) -> dict[int, Finding]:
    """Find the rest of the foot: what is no sentence and follows furniture under the last paragraph."""
    foot: dict[int, Finding] = {}
    if last < 0:
        return foot
    spaced, opened = _is_spaced(pieces), False
    finding = Finding("foot", "a line among the furniture under the report", 1.0)
    for index in range(last + 1, len(pieces)):
        piece = pieces[index]
        if index in found:
            opened = opened or found[index].rule not in _IN_TEXT
        elif piece.kind is not None or index in names or is_sure_label(piece.text) or _is_credit(piece):
            continue
        elif (opened and not piece.is_prose and not (spaced and piece.gap and _is_short_sentence(piece))) or (
            spaced and _sticks_to(pieces, index, found) and not piece.is_sentence and piece.words <= _LINK
        ):
            foot[index] = finding
    return foot


def _sticks_to(pieces: Sequence[Piece], index: int, found: Mapping[int, Finding]) -> bool:
    """Tell whether furniture that opens the foot follows a line without a blank line between."""
    for at in range(index + 1, min(len(pieces), index + 1 + _MENU)):
        if pieces[at].gap:
            return False
        if at in found and found[at].rule not in _IN_TEXT:
            return True
        if pieces[at].is_sentence:
            return False
    return False


def find_pull_quotes(pieces: Sequence[Piece], body: tuple[int, int]) -> dict[int, Finding]:
    """Find the lines inside a body that another paragraph of it holds word for word."""
    first, last = body
    if not 0 < last - first <= _LONGEST_BODY:
        return {}
    loose = [
        index
        for index in range(first, last + 1)
        if _MIN_QUOTE < pieces[index].words <= _MAX_QUOTE and _is_loose(pieces[index])
    ]
    if not loose:
        return {}
    longer = " | ".join(f" {fold(piece.text)} " for piece in pieces[first : last + 1] if piece.is_prose)
    finding = Finding("pull-quote", "words that another paragraph holds", 1.0)
    return {index: finding for index in loose if f" {fold(pieces[index].text)} " in longer}


def _is_loose(piece: Piece) -> bool:
    """Tell a line in words of prose or in quotation marks that is no paragraph, label or signature."""
    if piece.is_prose or find_label(piece.text) or piece.text[0] in "-–—":
        return False
    return piece.text[0] in '"“‘«' or small_share(piece.text) >= _LOOSE


def _runs(pieces: Sequence[Piece], found: Mapping[int, Finding]) -> Iterator[list[int]]:
    """Group the indices of neighbouring lines of at most three words, widgets included."""
    run: list[int] = []
    for index, piece in enumerate(pieces):
        if index in found or (piece.words <= _SHORT and "," not in piece.text and not is_sure_label(piece.text)):
            run.append(index)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _may_head(pieces: Sequence[Piece], index: int) -> bool:
    """Tell a line that may be the heading of the paragraph under it."""
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    return pieces[index].gap > 0 and bool(after and after.is_prose) and pieces[index].words > 0


def _is_spaced(pieces: Sequence[Piece]) -> bool:
    """Tell a page that sets off its paragraphs by blank lines, and not every line."""
    prose = [piece for piece in pieces if piece.is_prose]
    prose = prose[: max(_FIRST, len(prose) // 2)]
    spaced = sum(1 for piece in prose if piece.gap)
    return 2 * spaced > len(prose) and 5 * sum(1 for piece in pieces if piece.gap) > len(pieces)


def _is_short_sentence(piece: Piece) -> bool:
    return piece.words >= _MIN_SENTENCE and piece.text.endswith((".", ".”", '."', "!", "?”", '?"'))


def _is_credit(piece: Piece) -> bool:
    """Tell a byline, a caption or a line of credits, which is content at the foot too."""
    text = piece.text
    return bool(BYLINE.fullmatch(text) or _CREDITS.fullmatch(text) or read_date_line(text)) or is_caption(piece)
