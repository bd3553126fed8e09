"""Tells people from other names, by what stands in and around a run of capitals.

One sentence is seldom enough: the report is surveyed first, so that a surname introduced once with a
title or a given name is known in every other sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from chancery.codebooks.names import given_names, particles, unaccented
from chancery.codebooks.statesmen import match_statesman
from chancery.extraction.pieces import Piece, PieceKind, is_ordinary
from chancery.extraction.runs import BODY_HEADS, PLACE_HEADS, is_initial
from chancery.extraction.sentence import Sentence

SPEECH: Final = frozenset(
    "said says told tells added adds noted notes stressed stated warned argued argues explained recalled replied wrote "
    "insisted declared remarked observed emphasised emphasized tweeted".split()
)
_PERSONAL: Final = frozenset(
    "met arrived flew travelled traveled visited thanked congratulated resigned teaches taught succeeded replaced "
    "hosted received greeted attended recalled toured was who whose whom".split()
)
_LONE_ACTS: Final = frozenset("met visited travelled traveled flew paid told resigned congratulated thanked".split())
_ROLES: Final = frozenset(
    "analyst expert historian researcher professor journalist reporter correspondent activist lawyer economist "
    "scientist scholar lecturer academic businessman businesswoman entrepreneur politician fellow commentator author "
    "writer observer candidate veteran farmer trader driver teacher student resident lawmaker deputy opposition "
    "dissident photographer editor columnist pilot engineer manager director spokesman spokeswoman ambassador".split()
)
_MOVES: Final = frozenset({"in", "at", "near", "from", "to", "into", "outside"})
# names written surname first, whose surname then stands alone: "Xi Jinping", "Kim Jong-un"
FAMILY_FIRST: Final = frozenset(
    "Xi Li Wang Zhang Yang Zhao Chen Liu Hu Wen Jiang Deng Mao Zhou Han Qin Ding He Sun Xu Zhu Ma Wu Guo Lin Huang "
    "Cai Tsai Kim Lee Park Moon Yoon Choi Chung Kang Cho Jang Ri Roh Ban Nguyen Nguyễn Tran Trần Pham Phạm Le Lê To Tô "
    "Pan Vo Võ Truong Trương Phan Bui Hun Lam Vu Vũ Dang Hoang Ho".split()
)
_SURNAME: Final = re.compile(
    r"(?:ov|ova|ev|eva|enko|chuk|sky|skiy|skyi|ski|ska|skaya|shvili|adze|idze|yan|oğlu|oglu|ić|vić|vic|opoulos|akis|idis|"
    r"sson|ssen|stein|berg|escu|ovich|evich|ovna|evna|uulu|zadeh|zade|bayev|baev|mukhamedov)$"
)
# what people believe, never whom: "Roman Catholic", "Greek Orthodox"
_CREEDS: Final = frozenset(
    "Catholic Catholics Orthodox Protestant Protestants Christian Christians Muslim Muslims Islamic Jewish Jews Jew "
    "Buddhist Buddhists Hindu Hindus Sikh Sikhs Sunni Sunnis Shia Shias Shiite Shiites Anglican Anglicans Lutheran "
    "Methodist Baptist Evangelical Mormon".split()
)
# what names in capitals end in that are no people's
THINGS: Final = frozenset(
    "Meeting Meetings Summit Forum Conference Dialogue Dialogues Act Initiative Program Programme Plan Process "
    "Agreement Treaty Statement Declaration Accord Accords Convention Protocol Charter Strategy Framework Partnership "
    "Mechanism Project Agenda Session Consultations Talks Antisemitism Operations Affairs Resources Compact Roadmap "
    "Fund".split()
)
_COMPANIES: Final = frozenset("Air Airlines Airways Group Energy Oil Bank Telecom Holding Corporation Company".split())
_ARTICLE: Final = re.compile(r"^(?:al|el|ar|as|ash|ad|an|at|az)-")
_SHORT: Final = 3  # letters of a name that may be a word
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")
_TOO_LONG: Final = 6  # words; longer runs without a title are lists or headings
_NEAR: Final = 7


@dataclass(slots=True)
class Names:
    """What the whole report shows of its names.

    Attributes:
        people: Short forms of people, in small letters: surnames, and first words of full names.
        surnames: The last words alone, in small letters.
        slips: Surnames by what they are with one letter left out.
        bodies: Key of each body that the codebook lacks, by short or full form.
        places: Single names that stand after "in" once: places wherever else they stand.
        states: How often each state is named beyond doubt.
        is_caucasian: Whether a word for Georgia is there that America's has not: "Georgian", "Tbilisi".
        seen: How often the language model takes a single name for a person's.
    """

    people: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    slips: dict[str, set[str]] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)
    states: Counter[str] = field(default_factory=Counter)
    is_caucasian: bool = False
    seen: Counter[str] = field(default_factory=Counter)

    def add_person(self, text: str) -> None:
        """Remember a person's full name or surname."""
        words = [word for word in text.split() if not is_initial(word)]
        if not words:
            return
        last = words[-1].lower()
        self.people.add(last)
        self.surnames.add(last)
        bare = _ARTICLE.sub("", last)  # "al-Mannai" is "Mannai" a sentence later
        if bare != last and len(bare) > _SHORT:
            self.people.add(bare)
            self.surnames.add(bare)
        if len(words) > 1 and (words[0] in FAMILY_FIRST or words[0] in given_names() or not is_ordinary(words[0])):
            self.people.add(words[0].lower())
        if len(words) > 2 and words[-2].lower() in particles():  # noqa: PLR2004 - "Ursula von der Leyen"
            self.people.add(words[-1].lower())
        for short in _shortened(last):
            self.slips.setdefault(short, set()).add(last)

    def knows(self, text: str) -> bool:
        """Tell whether a run of words ends in, or is, the name of a person of this report."""
        words = text.split()
        return words[-1].lower() in self.surnames or (len(words) == 1 and words[0].lower() in self.people)

    def is_misprint(self, word: str) -> bool:
        """Tell whether a word is a letter away from one person's surname: "Jenbekov" beside "Jeenbekov"."""
        lower = word.lower()
        if len(lower) < _NEAR - 1 or lower in self.people:
            return False
        near = {name for short in _shortened(lower) for name in self.slips.get(short, ())}
        return len(near) == 1 and next(iter(near))[0] == lower[0]


def _shortened(word: str) -> Iterator[str]:
    """Yield the word and what it is with one letter left out: two words one letter apart share one."""
    yield word
    if _NEAR - 2 < len(word) < 40:  # noqa: PLR2004 - no surname is longer
        yield from (word[:i] + word[i + 1 :] for i in range(len(word)))


def is_person(sentence: Sentence, pieces: Sequence[Piece], index: int) -> bool:
    """Tell whether a run of capitals is a person by what stands around and in it."""
    piece = pieces[index]
    words = piece.text.split()
    if piece.is_body or words[-1] in PLACE_HEADS:
        return False
    before = pieces[index - 1] if index else None
    if before is not None and before.kind is PieceKind.HONORIFIC:
        return True
    if before is not None and before.kind is PieceKind.POST and before.post is not None:
        return not sentence.is_headline or (not before.post.plural and not is_ordinary(words[0]))
    if sentence.is_headline or len(words) > _TOO_LONG:
        return _has_given_name(words) and len(words) > 1
    if words[-1] in _CREEDS or words[-1] in THINGS:
        return False
    if len(words) == 1:
        return _is_introduced(pieces, index) and not words[0].isupper()
    capitals = all(word.isupper() and word.isalpha() for word in words) and not sentence.is_shouted
    if words[-1] in BODY_HEADS or capitals:
        return _has_given_name(words)
    return piece.is_seen or _looks_personal(words) or _is_introduced(pieces, index) or _follows_title(pieces, index)


def _has_given_name(words: Sequence[str]) -> bool:
    return words[0].title() in given_names() or words[0] in given_names()


def _looks_personal(words: Sequence[str]) -> bool:
    """Tell whether the words themselves are a person's: a given name, an initial, a particle, an ending."""
    if _has_given_name(words) or any(is_initial(word) for word in words):
        return True
    if words[0].split("-")[0] in given_names():
        return True
    if any(word in {"bin", "bint", "ibn", "von", "uulu", "kyzy", "abu", "abdel"} for word in words[1:-1]):
        return True
    family_first = words[0] in FAMILY_FIRST and len(words) <= 3  # noqa: PLR2004
    return family_first or bool(_SURNAME.search(words[-1]))


def _follows_title(pieces: Sequence[Piece], index: int) -> bool:
    """Tell whether a title stands a comma away: "the acting mayor of X, NAME"."""
    window = pieces[max(0, index - 5) : index]
    return index > 0 and pieces[index - 1].text == "," and any(p.kind is PieceKind.POST for p in window)


def _is_introduced(pieces: Sequence[Piece], index: int) -> bool:
    """Tell whether the words around say that this is a person: a role, an act of speech, an age."""
    lone = " " not in pieces[index].text
    before = pieces[index - 1].lower if index else ""
    after = [piece.lower for piece in pieces[index + 1 : index + 4]] + ["", "", ""]
    quoted = before in SPEECH and not lone and index > 1 and pieces[index - 2].text in {'"', "”", ",", "'"}
    if before in _ROLES or quoted:
        return True
    if lone:
        return _is_addressed(pieces, index) or (
            after[0] in _LONE_ACTS and before != "of" and not is_ordinary(pieces[index].text)
        )
    if before in _MOVES:
        return False
    if before in {'"', "”", ","} and after[0] in {"said", "says"}:
        return True
    if after[0] in SPEECH | _PERSONAL and after[0] != "was":
        return True
    return after[0] == "," and (after[1] in {"who", "whose"} or _has_role(pieces, index + 2) or after[1].isdigit())


def _is_addressed(pieces: Sequence[Piece], index: int) -> bool:
    """Tell whether a speaker calls someone by the given name: "Ana, welcome"."""
    opens = index == 0 or pieces[index - 1].lower in {",", '"', "“", "so", "thank", "dear"}
    closes = index + 1 < len(pieces) and pieces[index + 1].text in {",", "."}
    return opens and closes and pieces[index].text in given_names() and (index > 0 or pieces[index + 1].text == ",")


def _has_role(pieces: Sequence[Piece], at: int) -> bool:
    """Tell whether an apposition names a title or a role: ", a historian in Osh"."""
    for piece in pieces[at : at + 6]:
        if piece.kind is PieceKind.POST or piece.lower in _ROLES:
            return True
        if piece.text == "," or piece.lower in {"and", "of", "in"} or piece.kind is PieceKind.NAME:
            return False
    return False


def survey(scanned: Iterable[tuple[Sentence, tuple[Piece, ...]]]) -> Names:
    """Learn from the whole report which names are people, and what its abbreviations stand for."""
    names = Names()
    for sentence, pieces in scanned:
        for index, piece in enumerate(pieces):
            if piece.kind is PieceKind.STATE and len({form.code for form in piece.states}) == 1:
                names.states[piece.states[0].code] += 1
                names.is_caucasian |= piece.states[0].code == "GEO" and piece.text != "Georgia"
            if piece.kind is PieceKind.NAME:
                _learn(names, sentence, pieces, index)
            introduced = introduced_by(pieces, index)
            if introduced is not None:
                _add_body(names, introduced, piece)
    for name, times in names.seen.items():
        known = times > 1 or match_statesman([name]) is not None  # "Putin's war" needs no introduction
        if known and name not in names.bodies and name not in names.places:
            names.add_person(name)
    return names


def _learn(names: Names, sentence: Sentence, pieces: Sequence[Piece], index: int) -> None:
    """Learn from one run of capitals."""
    text = pieces[index].text
    if is_person(sentence, pieces, index):
        names.add_person(text)
        return
    words = text.split()
    if pieces[index].is_seen and len(words) == 1 and not is_ordinary(text) and not text.isupper():
        names.seen[text] += 1
    if pieces[index].is_body and len(words) == 2 and words[1] in _COMPANIES and not is_ordinary(words[0]):  # noqa: PLR2004
        names.bodies[words[0]] = names.bodies[text] = body_key(text)
    before = pieces[index - 1].lower if index else ""
    if before in {"in", "near"} and not sentence.is_headline and len(words) == 1 and not is_ordinary(text):
        names.places.add(text)


def introduced_by(pieces: Sequence[Piece], index: int) -> Piece | None:
    """Return the abbreviation in brackets after a body: "Progressive Party of Working People (AKEL)"."""
    piece = pieces[index]
    is_body = piece.kind is PieceKind.ORGANISATION or (piece.kind is PieceKind.NAME and " " in piece.text)
    if not is_body or index + 3 >= len(pieces) or pieces[index + 1].text != "(":
        return None
    at = index + 2
    while at < len(pieces) - 1 and (pieces[at].lower == "the" or pieces[at].text in {'"', "“", "'"}):
        at += 1
    short = pieces[at]
    capitals = sum(letter.isupper() for letter in short.text)
    closes = any(p.text == ")" for p in pieces[at + 1 : at + 3])
    fits = short.kind in (PieceKind.NAME, PieceKind.ORGANISATION) and " " not in short.text and capitals > 1
    surely = piece.is_body or piece.kind is PieceKind.ORGANISATION
    return short if fits and closes and (surely or short.text[0] in _initials(piece.text)) else None


def _initials(text: str) -> set[str]:
    return {word[:1].upper() for word in text.replace("-", " ").split()}


def _add_body(names: Names, short: Piece, piece: Piece) -> None:
    key = piece.organisation or short.organisation or names.bodies.get(piece.text) or body_key(piece.text)
    names.bodies[short.text] = names.bodies[piece.text] = key


def body_key(name: str) -> str:
    """Return a key for a body that the codebook lacks.

    Example:
        >>> body_key("Progressive Party of Working People")
        'org-progressive-party-of-working-people'
    """
    plain = _NOT_SLUG.sub("-", unaccented(name).casefold()).strip("-").removeprefix("the-")
    for one, other in (("organization", "organisation"), ("centre", "center"), ("programme", "program")):
        plain = plain.replace(one, other)
    return f"org-{plain.replace('defence', 'defense')}"
