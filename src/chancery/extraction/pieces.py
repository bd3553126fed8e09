"""The first look at a sentence: states, bodies, titles of office, names and plain words, in order.

Each piece is the longest known form at its place. What the pieces mean together is decided in
`names.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from chancery.codebooks.names import given_names, match_honorific, not_names, openers, particles
from chancery.codebooks.organisations import BodyMatch, match_body, match_organisation
from chancery.codebooks.posts import PostMatch, match_post
from chancery.codebooks.states import StateForm, match_state
from chancery.extraction.sentence import Sentence
from chancery.model.text import Span

# head words of bodies that no list can hold: "Investment Promotion Agency", "Bank of X"
BODY_HEADS = frozenset(
    "Agency Authority Academy Alliance Assembly Association Bank Board Bureau Centre Center Chamber Club Coalition "
    "Command Commission Committee Company Confederation Conference Congress Corporation Council Court Department "
    "Directorate Embassy Federation Force Forces Forum Foundation Fund Front Group House Initiative Institute League "
    "Ministry Mission Movement Office Organisation Organization Parliament Party Program Programme Secretariat Senate "
    "Service Society Tribunal Union University".split()
)
_MORE = frozenset({"of", "for", "on", "and", "the"})


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
    gender: str | None = field(default=None)

    @property
    def lower(self) -> str:
        """The words in lower case."""
        return self.text.lower()


def scan(sentence: Sentence, times: Collection[Span]) -> tuple[Piece, ...]:
    """Cut a sentence into pieces that cover all its words.

    Args:
        sentence: The sentence.
        times: Spans of time expressions, which are pieces of their own.
    """
    return tuple(_scan(sentence, times))


def _scan(sentence: Sentence, times: Collection[Span]) -> Iterator[Piece]:
    texts = [word.text for word in sentence.words]
    index = 0
    while index < len(texts):
        piece = _time(sentence, index, times) or _known(sentence, index, texts) or _name(sentence, index, texts)
        yield piece or _make(sentence, PieceKind.WORD, index, index + 1)
        index = piece.last if piece else index + 1


def _make(sentence: Sentence, kind: PieceKind, first: int, last: int, **values: object) -> Piece:
    words = sentence.words[first:last]
    span = Span(words[0].span.start, words[-1].span.end)
    text = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]
    return Piece(kind, first, last, span, text, **values)  # type: ignore[arg-type]


def _time(sentence: Sentence, index: int, times: Collection[Span]) -> Piece | None:
    here = sentence.words[index].span
    for span in times:
        if span.overlaps(here):
            last = index + 1
            while last < len(sentence.words) and span.overlaps(sentence.words[last].span):
                last += 1
            return _make(sentence, PieceKind.TIME, index, last)
    return None


def _known(sentence: Sentence, index: int, texts: list[str]) -> Piece | None:
    """Return the longest state, organisation, title of office, body or honorific at a word."""
    found = _forms(texts, index)
    if not found:
        return None
    last, kind, values = max(found, key=lambda hit: hit[0])
    if kind is PieceKind.STATE and last == index + 1 and _is_given_name(texts, index):
        return None
    if kind is not PieceKind.POST:
        # "Kyrgyz Investment Promotion Agency" is one name, although its first word is a state's
        own = _name(sentence, index, texts)
        if own is not None and own.last > last and own.text.split()[-1] in BODY_HEADS:
            return own
    return _make(sentence, kind, index, last, **values)


def _forms(texts: list[str], index: int) -> list[tuple[int, PieceKind, dict[str, object]]]:
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


def _name(sentence: Sentence, index: int, texts: list[str]) -> Piece | None:
    """Return the run of capitalised words at a word, with initials, hyphens and particles inside."""
    words = sentence.words
    if not _starts_name(texts[index]):
        return None
    last = index + 1
    while last < len(words):
        if _is_glued(sentence, last):
            last += 2
        elif words[last].is_capitalised and _can_continue(texts, last):
            last += 1
        elif words[last].lower in particles() and last + 1 < len(words) and words[last + 1].is_capitalised:
            last += 2
        else:
            break
    last = _lengthen_body(sentence, index, min(last, len(words)))
    return _make(sentence, PieceKind.NAME, index, last)


def _is_given_name(texts: list[str], index: int) -> bool:
    """Tell whether a state's or capital's form is the first name of a person here: "President Nursultan N."."""
    if index + 1 >= len(texts) or not _starts_name(texts[index + 1]) or not _can_continue(texts, index + 1):
        return False
    after_title = any(match_post(texts, start) for start in range(max(0, index - 3), index))
    found = match_state(texts, index)
    capital = found is not None and all(reading.by == "capital" for reading in found.readings)
    return texts[index] in given_names() or (after_title and capital)


def _starts_name(text: str) -> bool:
    return len(text) > 1 and text[0].isupper() and text[1:].isalpha() and text not in not_names()


def _can_continue(texts: list[str], index: int) -> bool:
    if texts[index] in openers() or match_post(texts, index):
        return False
    return match_state(texts, index) is None


def _is_glued(sentence: Sentence, index: int) -> bool:
    """Tell whether "-X" follows without a space: "Gulnara-Klara", "Jong-un"."""
    words = sentence.words
    if index + 1 >= len(words) or words[index].text not in {"-", "‑"}:
        return False
    return words[index - 1].span.end == words[index].span.start and words[index].span.end == words[index + 1].span.start


def _lengthen_body(sentence: Sentence, first: int, last: int) -> int:
    """Take "of Stabilisation and Development" into the name of a body."""
    words = sentence.words
    if not any(word.text in BODY_HEADS for word in words[first:last]):
        return last
    while last < len(words) and words[last].lower in _MORE:
        ahead = last
        while ahead < len(words) and words[ahead].lower in _MORE:
            ahead += 1
        if (
            ahead >= len(words)
            or not words[ahead].is_capitalised
            or (words[last].lower in {"and", "the"} and ahead - last > 1)
        ):
            return last
        if words[last].lower == "and" and match_post([word.text for word in words], ahead):
            return last
        while ahead < len(words) and words[ahead].is_capitalised:
            ahead += 1
        last = ahead
    return last
