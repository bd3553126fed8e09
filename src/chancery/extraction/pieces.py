"""The first look at a sentence: states, bodies, titles of office, names and plain words, in order.

Each piece is the longest known form at its place. What the pieces mean together is decided in
`names.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chancery.codebooks.names import given_names, match_honorific, not_names, openers
from chancery.codebooks.organisations import (
    BodyMatch,
    match_body,
    match_organisation,
    organisation,
    past_article,
)
from chancery.codebooks.posts import PostMatch, can_be_surname, is_middle, is_namesake
from chancery.codebooks.states import StateForm, match_state
from chancery.codebooks.titles import match_post
from chancery.extraction.inflection import can_be_noun, verb_lemmas
from chancery.extraction.runs import body_end, person_end, starts_name
from chancery.extraction.sentence import Sentence
from chancery.model.text import Span

# what acts for the body that it belongs to
_ORGANS = frozenset({"Council", "Secretariat", "Commission", "Assembly", "Presidency", "Committee", "Bureau"})
_FULL = 2  # words of a name with a given name


class PieceKind(StrEnum):
    """What a piece is."""

    STATE = "state"
    ORGANISATION = "organisation"
    POST = "post"
    BODY = "body"
    HONORIFIC = "honorific"
    NAME = "name"
    TIME = "time"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Piece:
    """One known form or one word.

    Attributes:
        first: Index of its first word in the sentence.
        last: One past its last word.
        span: Its characters.
        text: The words with straight apostrophes.
        is_body: True for a name with a head word of a body: "Investment Promotion Agency".
        is_seen: True for a name that the language model takes for a person's, whole.
    """

    kind: PieceKind
    first: int
    last: int
    span: Span
    text: str
    states: tuple[StateForm, ...] = ()
    organisation: str | None = None
    post: PostMatch | None = None
    body: BodyMatch | None = None
    gender: str | None = None
    is_body: bool = False
    is_seen: bool = False

    @property
    def lower(self) -> str:
        """The words in lower case."""
        return self.text.lower()


def scan(sentence: Sentence, times: Sequence[Span]) -> tuple[Piece, ...]:
    """Cut a sentence into pieces that cover all its words.

    Args:
        sentence: The sentence.
        times: Spans of time expressions in order, which are pieces of their own.
    """
    return tuple(_scan(sentence, times))


def _scan(sentence: Sentence, times: Sequence[Span]) -> Iterator[Piece]:
    texts = sentence.texts
    index = now = 0
    titled = False
    while index < len(texts):
        start = sentence.words[index].span
        while now < len(times) and times[now].end <= start.start:
            now += 1
        piece = _time(sentence, index, times[now : now + 1]) or _seen_person(sentence, index)
        piece = piece or _known(sentence, index, titled=titled)
        piece = piece or _name(sentence, index) or _make(sentence, PieceKind.WORD, index, index + 1)
        yield piece
        titled = piece.kind in (PieceKind.POST, PieceKind.HONORIFIC) and piece.text[:1].isupper()
        index = piece.last


def _make(sentence: Sentence, kind: PieceKind, first: int, last: int, **values: object) -> Piece:
    words = sentence.words[first:last]
    span = Span(words[0].span.start, words[-1].span.end)
    text = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]
    return Piece(kind, first, last, span, text, **values)  # type: ignore[arg-type]


def _time(sentence: Sentence, index: int, times: Sequence[Span]) -> Piece | None:
    for span in times:
        if span.overlaps(sentence.words[index].span):
            last = index + 1
            while last < len(sentence.words) and span.overlaps(sentence.words[last].span):
                last += 1
            return _make(sentence, PieceKind.TIME, index, last)
    return None


def _seen_person(sentence: Sentence, index: int) -> Piece | None:
    """Return the name of several words that the language model takes for a person's: "Paris Hall", "Rui Lima".

    Forms of states inside it are then parts of the name; titles, organisations and bodies are not.
    """
    texts, end = sentence.texts, sentence.person_end(index)
    if end - index < _FULL or not (texts[index][:1].isupper() and starts_name(texts[end - 1])):
        return None
    if match_honorific(texts, index) or match_organisation(texts, index) or body_end(texts, index) > index:
        return None
    state = match_state(texts, index)
    if state and (state.end > index + 1 or any(form.by not in {"capital", "name"} for form in state.readings)):
        return None
    whole = end - 1 if can_be_surname(texts[end - 1]) else end
    if (
        any(
            (match_post(texts, at) and not is_middle(texts, at, seen=index < at < end - 1)) or match_body(texts, at)
            for at in range(index, whole)
        )
        or person_end(texts, index) > end
    ):
        return None
    return _make(sentence, PieceKind.NAME, index, end, is_seen=True)


def _known(sentence: Sentence, index: int, *, titled: bool) -> Piece | None:
    """Return the longest state, organisation, title of office, body or honorific at a word."""
    texts = sentence.texts
    found = _forms(texts, index)
    if not found:
        return None
    last, kind, values = max(found, key=lambda hit: hit[0])
    if kind is PieceKind.STATE and last == index + 1 and _is_given_name(texts, index, titled=titled):
        return None
    if kind is PieceKind.POST and last == index + 1 and titled and is_namesake(texts, index):
        return None
    if kind is not PieceKind.POST and not sentence.is_headline:
        # "Kyrgyz Investment Promotion Agency" is one name, although its first word is a state's
        end = body_end(texts, index)
        if kind is PieceKind.ORGANISATION and end > last and _is_owned(texts, last, end, str(values["organisation"])):
            return _make(sentence, kind, index, end, **values)
        of_state = kind is PieceKind.BODY and texts[last : last + 1] == ("of",) and texts[last - 1] != "Party"
        if end > last and not of_state and not _is_listed(texts, last, end):
            return _make(sentence, PieceKind.NAME, index, end, is_body=True)
    return _make(sentence, kind, index, last, **values)


def _is_owned(texts: Sequence[str], last: int, end: int, known: str) -> bool:
    """Tell whether what follows a known body only says whose it is: "Islamic Revolutionary Guard Corps of Iran"."""
    at = past_article(texts, last + 1) if texts[last] == "of" else end
    owner = match_state(texts, at) if at < end else None
    codes = {form.code for form in owner.readings} if owner is not None and owner.end == end else set()
    return organisation(known).of in codes


def _is_listed(texts: Sequence[str], last: int, end: int) -> bool:
    """Tell whether a state is followed by a body that the codebook knows, or joined to another state."""
    if last + 1 < len(texts) and texts[last] in {"-", "–"} and match_state(texts, last + 1):
        return True
    body = match_body(texts, last)
    return body is not None and body.end >= end


def _forms(texts: Sequence[str], index: int) -> list[tuple[int, PieceKind, dict[str, object]]]:
    found: list[tuple[int, PieceKind, dict[str, object]]] = []
    state = match_state(texts, index)
    if state:
        kind = PieceKind.STATE if state.readings else PieceKind.WORD
        found.append((state.end, kind, {"states": state.readings}))
    organisation = match_organisation(texts, index)
    if organisation:
        found.append((organisation.end, PieceKind.ORGANISATION, {"organisation": organisation.id}))
    post = match_post(texts, index)
    if post:
        found.append((post.end, PieceKind.POST, {"post": post}))
    body = match_body(texts, index)
    if body:
        found.append((body.end, PieceKind.BODY, {"body": body}))
    honorific = match_honorific(texts, index)
    if honorific and texts[index][:1].isupper():
        found.append((honorific[1], PieceKind.HONORIFIC, {"gender": honorific[0].gender}))
    return found


def _name(sentence: Sentence, index: int) -> Piece | None:
    """Return the run of capitalised words at a word, with initials, hyphens and particles inside."""
    texts = sentence.texts
    end = index if sentence.is_headline else body_end(texts, index)
    if end > index:
        whole = _organ_of(texts, index, end)
        kind = PieceKind.ORGANISATION if whole else PieceKind.NAME
        return _make(sentence, kind, index, end, organisation=whole, is_body=True)
    end = person_end(texts, index)
    if end == index:
        return None
    if sentence.is_headline:
        end = _without_words(texts, index, end)
    return _make(sentence, PieceKind.NAME, index, end, is_seen=sentence.person_end(index) == end)


def _organ_of(texts: Sequence[str], index: int, end: int) -> str | None:
    """Return the organisation whose organ a body is: "Council of the Arab League"."""
    for at in range(index + 1, end):
        if texts[at] == "of" and texts[at - 1] in _ORGANS:
            whole = match_organisation(texts, past_article(texts, at + 1))
            return whole.id if whole is not None and whole.end == end else None
    return None


def _without_words(texts: Sequence[str], index: int, end: int) -> int:
    """End a name in a headline before the first ordinary word: "Asanov Meets Press"."""
    return next((i for i in range(index + 1, end) if is_ordinary(texts[i])), end)


def is_ordinary(word: str) -> bool:
    """Tell whether a capitalised word is an ordinary one of English."""
    lower = word.lower()
    return word in openers() or word in not_names() or bool(verb_lemmas(lower)) or can_be_noun(lower)


def _is_given_name(texts: Sequence[str], index: int, *, titled: bool) -> bool:
    """Tell whether a state's or capital's form is the first name of a person here: "President Nursultan N."."""
    if index + 1 >= len(texts) or not starts_name(texts[index + 1]) or texts[index + 1] in openers():
        return False
    if match_state(texts, index + 1) or match_post(texts, index + 1):
        return False
    found = match_state(texts, index)
    named = found is not None and all(reading.by in {"capital", "name"} for reading in found.readings)
    return texts[index] in given_names() or (titled and named)
