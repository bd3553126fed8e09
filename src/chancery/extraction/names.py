"""Finds who and what is named: people with their titles, states, organisations and places.

A title, the state before it and the name after it become one mention ("Russian Foreign Minister
Sergei Lavrov"); a title alone becomes a description ("the minister"). Nothing is looked up, and
back-references are left as they are.

Source: codebook, section 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from chancery.codebooks.groups import match_group
from chancery.codebooks.names import given_names, openers
from chancery.codebooks.posts import can_be_surname
from chancery.codebooks.states import match_state, states
from chancery.extraction.context import Context, Found
from chancery.extraction.crowds import read_nationals, read_people
from chancery.extraction.gatherings import read_gathering
from chancery.extraction.people import FAMILY_FIRST, is_person, survey
from chancery.extraction.pieces import Piece, PieceKind, is_ordinary, scan
from chancery.extraction.runs import PLACE_HEADS
from chancery.extraction.sentence import Sentence
from chancery.extraction.standing import read_body, read_sides, read_state
from chancery.extraction.titles import of_state, read_title, with_apposition
from chancery.extraction.units import STANCES
from chancery.model.mentions import EntityKind, EntityMention, NamedBy
from chancery.model.text import Span

PRONOUNS: Final = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("they", "them", "their", "we", "us", "our", "i", "my", "me"), None),
}
_SECOND: Final = frozenset({"you", "your"})
_QUOTED: Final = frozenset('"\u201c\u201d')
_REGIONS: Final = frozenset(
    "Europe Asia Africa Eurasia Oceania Scandinavia Siberia Balkans Caucasus Levant Maghreb Sahel Arctic Antarctica "
    "Crimea Caribbean Mediterranean Donbas Donbass".split()
)
_PARTS: Final = frozenset("Central South North East West Southeast Northeast Eastern Western Northern Southern".split())
_NEAR: Final = frozenset({"in", "at", "near", "outside", "from"})
_KINDS_OF_PLACE: Final = frozenset("city town village province region port island district".split())
_NO_BODIES: Final = frozenset(
    "GDP CEO COVID USD EUR GMT UTC FAQ PDF ICT VAT NGO LNG IDP AIDS HIV MOU MoU PPE EDT EST CET ADDS UPDATE VIDEO "
    "PHOTO LIVE AND THE FOR BUT NOT ARE".split()
)
_COMPANY_NOUNS: Final = frozenset(
    "firm company producer supplier giant operator airline carrier manufacturer broadcaster newspaper daily startup "
    "contractor retailer lender miner".split()
)
_BODY_NOUNS: Final = frozenset(
    "group party union bank agency newspaper association movement conglomerate developer utility shipowner line lines "
    "shipyard exporter importer refiner builder insurer".split()
)
_PHRASE: Final = 5  # pieces from a state to the name: "the Greek shipping company X"
_SHORTEST: Final = 3
_ALONE_AFTER_THE: Final = frozenset({"latter", "former", "two", "pair", "duo", "three", "trio", "participants"})
_ACTING: Final = frozenset({"REB", "PRM", "PTY", "BUS", "NGO"})  # sectors of groups that act as bodies of their own
_NOT_BEFORE_NAMES: Final = frozenset("the a an his her its their our this that 's of".split())


def find_entities(sentences: Sequence[Sentence], times: Iterable[Span]) -> tuple[EntityMention, ...]:
    """Find every mention of a person, state, organisation or place.

    Args:
        sentences: The report's sentences, in order.
        times: Spans of time expressions, inside which nothing is a name.

    Returns:
        Mentions in the order of the text, none inside another.
    """
    scanned = _scan_all(sentences, sorted(times, key=lambda span: (span.start, span.end)))
    names = survey(zip(sentences, scanned, strict=True))
    found: list[EntityMention] = []
    for sentence, pieces in zip(sentences, scanned, strict=True):
        context = Context(sentence, pieces, names)
        at = 0
        while at < len(pieces):
            here, after = _read(context, at)
            found.extend(here)
            at = max(at + 1, after)
    return tuple(found)


def _scan_all(sentences: Sequence[Sentence], times: Sequence[Span]) -> list[tuple[Piece, ...]]:
    scanned: list[tuple[Piece, ...]] = []
    now = 0
    for sentence in sentences:
        while now < len(times) and times[now].end <= sentence.span.start:
            now += 1
        end = now
        while end < len(times) and times[end].start < sentence.span.end:
            end += 1
        scanned.append(scan(sentence, times[now:end]))
    return scanned


def _read(context: Context, at: int) -> Found:
    """Read the mention that begins at a piece, if one does."""
    if context.kind(at) is PieceKind.STATE and context.lower(at - 1) == "-" and context.lower(at - 2) in STANCES:
        return _plain(context, at)  # "anti-French rebels" are nobody's of France
    found = (
        read_gathering(context, at)
        or _titled(context, at)
        or read_title(context, at)
        or _honoured(context, at)
        or read_sides(context, at)
    )
    return found or read_people(context, at) or read_nationals(context, at) or _plain(context, at)


def _titled(context: Context, at: int) -> Found | None:
    """Read a family name that is a title elsewhere, of someone whom the report names in full: "Bishop said"."""
    piece = context.pieces[at]
    if piece.kind is not PieceKind.POST or not can_be_surname(piece.text) or context.lower(at - 1) in _NOT_BEFORE_NAMES:
        return None
    alone = context.kind(at + 1) is not PieceKind.NAME and context.kind(at - 1) is not PieceKind.STATE
    return _person(context, at) if alone and piece.lower in context.names.surnames else None


def _honoured(context: Context, at: int) -> Found | None:
    """Read "Mr Kazakbayev", "His Excellency President X"."""
    if context.kind(at) is not PieceKind.HONORIFIC:
        return None
    first = context.pieces[at]
    gender = first.gender
    end = at + 1
    while context.kind(end) is PieceKind.HONORIFIC:
        gender = gender or context.pieces[end].gender
        end += 1
    titled = _titled(context, end) if end < len(context.pieces) else None
    if titled:
        found, after = titled
    elif context.kind(end) is PieceKind.NAME and not context.pieces[end].is_body:
        found, after = _person(context, end)
    else:
        found, after = read_title(context, end) or ([], end)
        if not found or found[0].kind is not EntityKind.PERSON:
            return None
    found[0] = replace(found[0], gender=gender, whole=Span(first.span.start, found[0].whole.end))
    return found, after


def _plain(context: Context, at: int) -> Found:
    piece = context.pieces[at]
    if piece.kind is PieceKind.STATE:
        return _person(context, at) if _is_namesake(context, piece) else read_state(context, at)
    if piece.kind is PieceKind.ORGANISATION:
        return [context.make(EntityKind.ORGANISATION, piece, NamedBy.NAME, key=piece.organisation)], at + 1
    if piece.kind is PieceKind.NAME:
        return _name(context, at)
    if (piece.lower in PRONOUNS and piece.text != "US") or (piece.lower in _SECOND and _is_spoken(context)):
        mention = context.make(EntityKind.PERSON, piece, NamedBy.PRONOUN)
        return [replace(mention, gender=PRONOUNS.get(piece.lower))], at + 1
    if piece.text in _PARTS and at + 1 < len(context.pieces) and context.pieces[at + 1].text in _REGIONS:
        return [context.over(EntityKind.PLACE, at, at + 2, NamedBy.NAME)], at + 2
    if piece.lower == "it" and _takes_up(context, piece):
        return [context.make(EntityKind.PERSON, piece, NamedBy.PRONOUN)], at + 1
    if piece.lower == "the" and context.lower(at + 1) in _ALONE_AFTER_THE and _ends_phrase(context, at + 2):
        return [context.over(EntityKind.PERSON, at, at + 2, NamedBy.PRONOUN)], at + 2
    return read_body(context, at) or ([], at + 1)


def _is_spoken(context: Context) -> bool:
    """Tell whether a sentence is somebody's turn or has words in quotation marks: there "you" is somebody."""
    return context.sentence.block.speaker is not None or not _QUOTED.isdisjoint(context.sentence.text)


def _takes_up(context: Context, piece: Piece) -> bool:
    """Tell whether "it" stands for who acts or is acted on: "It asked Rome", "accused it of", not "it is expected"."""
    words = context.sentence.words
    word = words[piece.first]
    head = words[word.head]
    if word.head == piece.first or head.pos != "VERB":
        return False
    if word.rel in {"obj", "iobj"}:
        return piece.first > word.head
    # of what somebody says of himself the tree gives the subject: "Rome said it would send"
    return word.rel == "nsubj" and piece.first < word.head and head.rel in {"root", "conj", "parataxis"}


def _ends_phrase(context: Context, at: int) -> bool:
    """Tell whether the words before a piece stand for people: "the former said", not "the former president"."""
    if at >= len(context.pieces):
        return True
    word = context.sentence.words[context.pieces[at].first]
    if not word.text[:1].isalpha():
        return True
    return word.pos in {"VERB", "AUX", "ADV", "ADP", "SCONJ"} and context.kind(at) is PieceKind.WORD


def _is_namesake(context: Context, piece: Piece) -> bool:
    """Tell whether the form of a capital is a surname here: "Paris claims", after "Valeska Paris"."""
    seen = context.sentence.person_end(piece.first) == piece.last
    return seen and piece.lower in context.names.surnames and all(form.by == "capital" for form in piece.states)


def _name(context: Context, at: int) -> Found:
    """Read a run of capitals: a body, a person or a place, or none of them."""
    piece = context.pieces[at]
    if piece.is_body or piece.text in context.names.bodies or _is_abbreviation(context, at) or _is_group(context, at):
        return [_body(context, at)], at + 1
    words = piece.text.split()
    if len(words) == 1 and context.names.is_misprint(piece.text) and not is_ordinary(piece.text):
        return _person(context, at)
    if is_person(context.sentence, context.pieces, at) or (
        words[-1] not in PLACE_HEADS and context.names.knows(piece.text)
    ):
        return _person(context, at)
    if _is_place(context, at):
        return [context.make(EntityKind.PLACE, piece, NamedBy.NAME)], at + 1
    return [], at + 1


def _body(context: Context, at: int) -> EntityMention:
    piece = context.pieces[at]
    mention = context.make(EntityKind.ORGANISATION, piece, NamedBy.NAME, key=context.names.bodies.get(piece.text))
    state = match_state(context.sentence.texts, piece.first) if piece.is_body else None
    owned = state is not None and state.readings and state.readings[0].by in {"name", "adjective"}
    if state and owned:
        return replace(mention, of=state.readings[0].code)
    owner = _owner_before(context, at)
    return replace(mention, of=owner) if owner is not None else mention


def _owner_before(context: Context, at: int) -> str | None:
    """Return the state that stands before a body's name: "Japan's Nikko", "the Greek shipping company Thalassa"."""
    before = at - 1
    if context.lower(before) == "'s" and context.kind(before - 1) is PieceKind.STATE:
        before -= 1
    elif context.lower(before) in _COMPANY_NOUNS | _BODY_NOUNS:
        while before > max(0, at - _PHRASE) and context.kind(before) in {PieceKind.WORD, PieceKind.BODY}:
            before -= 1
            if context.sentence.words[context.pieces[before].first].pos not in {"ADJ", "NOUN", "PROPN"}:
                break
    if context.kind(before) is not PieceKind.STATE:
        return None
    form = context.reading(context.pieces[before])
    return form.code if form.by in {"name", "adjective"} and form.code in states() else None


def _is_group(context: Context, at: int) -> bool:
    """Tell whether a name is that of a party, firm or armed group, and of nobody whom the report names: "Frelimo"."""
    piece = context.pieces[at]
    found = match_group(context.sentence.texts, piece.first)
    if found is None or found[1] != piece.last or found[0].sector not in _ACTING:
        return False
    lone = " " not in piece.text and (is_ordinary(piece.text) or piece.text in given_names())
    if lone or context.kind(at - 1) in {PieceKind.POST, PieceKind.HONORIFIC}:
        return False
    return found[0].sector != "BUS" or not (piece.is_seen or context.names.knows(piece.text))


def _is_abbreviation(context: Context, at: int) -> bool:
    """Tell whether a body is named that nobody has introduced: "the ABC", "gas supplier Enagas"."""
    text = context.pieces[at].text
    if context.sentence.is_shouted or context.sentence.is_headline:
        return False
    if context.lower(at - 1) in _COMPANY_NOUNS and not context.names.knows(text):
        return True
    short = len(text) >= _SHORTEST and text.isupper() and text.isalpha() and text not in _NO_BODIES
    return short and context.lower(at - 1) == "the"


def _is_place(context: Context, at: int) -> bool:
    """Tell whether a name that is no person's is a place's: "in Osh", "the village of Kant", "Kant airport"."""
    text = context.pieces[at].text
    if text in _REGIONS or text in context.names.places:
        return True
    if context.sentence.is_headline or text.isupper():
        return False
    if text.split()[-1] in PLACE_HEADS:
        return " " in text
    before = context.lower(at - 1)
    if context.lower(at + 1) in {"airport", "airbase", "province", "region", "district", "oblast"}:
        return True
    if before == "of" and context.lower(at - 2) in _KINDS_OF_PLACE:
        return True
    lone = " " not in text and is_ordinary(text)
    listed = before == "and" and context.lower(at - 3) in {"in", "near"} and context.kind(at - 2) is not PieceKind.WORD
    return (before in _NEAR or listed) and not lone


def _person(context: Context, at: int) -> Found:
    """Read a person's name, and the title that may follow it in commas."""
    piece = _without_opener(context, at)
    mention = context.make(EntityKind.PERSON, piece, NamedBy.NAME)
    return [of_state(context, with_apposition(context, mention, at + 1), at + 1)], at + 1


def _without_opener(context: Context, at: int) -> Piece:
    """Cut an ordinary word at the head of a sentence off a name: "Visiting Sergei Lavrov"."""
    piece = context.pieces[at]
    words = piece.text.split()
    if (
        len(words) == 1
        or piece.is_seen
        or words[0] in FAMILY_FIRST
        or (at and context.lower(at - 1) not in {'"', "“", ":"})
        or words[0] in given_names()
    ):
        return piece
    rest = piece.text[piece.text.index(words[1], len(words[0])) :]
    named = words[1] in given_names() or (len(words) == 2 and context.names.knows(rest))  # noqa: PLR2004
    if words[0] not in openers() and not (is_ordinary(words[0]) and named):
        return piece
    return replace(piece, span=Span(piece.span.end - len(rest), piece.span.end), text=rest)
