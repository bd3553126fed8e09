"""Codes sentences one by one, without a record: what each says, and why.

The same stages as for a report (`pipeline`), so that a sentence is coded as it would be in a record of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from chancery.errors import InputError
from chancery.extraction.candidates import Candidate, find_candidates
from chancery.extraction.dates import find_times
from chancery.extraction.names import find_entities
from chancery.extraction.observe import observe, read_rows
from chancery.extraction.pairs import Typed, classify, pair_features
from chancery.extraction.sentence import Sentence, sentences_of
from chancery.language.pipeline import annotate_all
from chancery.model.dates import Edtf
from chancery.model.events import Event
from chancery.model.mentions import EventMention, Observations
from chancery.model.offices import Entity
from chancery.model.text import Block, BlockKind, DateBasis, Document, Report, Span, content_id
from chancery.resolution.conclude import conclude

_GROUP = 64  # texts that are annotated together
_PROGRAM = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A sentence, or a few, to be coded.

    Attributes:
        id: The user's name for it, or None.
        text: The words.
        date: The day it was written, if known.
    """

    id: str | None
    text: str
    date: Edtf | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A text with what was coded of it.

    Attributes:
        text: The text.
        seen: What extraction found, to which the mentions of `events` point.
        events: Each event with the clauses that tell of it.
        entities: Those of the text, by id.
        unnamed: Clauses that tell of an event in which no state or body could be named.
    """

    text: Text
    seen: Observations
    events: tuple[tuple[Event, tuple[EventMention, ...]], ...]
    entities: dict[str, Entity]
    unnamed: tuple[EventMention, ...]


def code_texts(texts: Iterable[Text]) -> Iterator[Coded]:
    """Code texts one after another, taking only a group of them at a time.

    Args:
        texts: The texts; an empty one has no event.

    Yields:
        Each with its events.
    """
    for coded, _ in _coded(texts):
        yield coded


@dataclass(frozen=True, slots=True)
class Explanation:
    """A coded text with its reasons.

    Attributes:
        coded: What was coded.
        candidates: What became of each predicate that the codebook knows.
        opinions: What the classifier says of the parties of an event, beside the codebook.
    """

    coded: Coded
    candidates: tuple[Candidate, ...]
    opinions: Mapping[EventMention, Typed]


def explain(text: Text) -> Explanation:
    """Code one text, and say why."""
    coded, (doc, report) = next(iter(_coded([text])))
    sentences = sentences_of(doc, report)
    times = find_times(doc, report)
    entities = find_entities(sentences, (time.span for time in times))
    rows = read_rows(sentences, entities, times)
    candidates = find_candidates(rows, entities, coded.seen.events)
    return Explanation(coded, candidates, _opinions(coded.seen.events, sentences, coded.seen))


def _coded(texts: Iterable[Text]) -> Iterator[tuple[Coded, tuple[Document, Report]]]:
    waiting = iter(texts)
    while group := list(islice(waiting, _GROUP)):
        reports = [_report(text) for text in group]
        for text, report, doc in zip(group, reports, annotate_all(reports), strict=True):
            yield _conclude(text, report, observe(doc, report, program=_PROGRAM)), (doc, report)


def _report(text: Text) -> Report:
    whole = text.text.strip()
    blocks = (Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(whole))),) if whole else ()
    return Report(
        id=content_id(whole.encode("utf-8", "surrogatepass")),
        path=text.id or "-",
        text=whole,
        blocks=blocks,
        published=text.date,
        published_basis=DateBasis.METADATA if text.date else DateBasis.UNKNOWN,
    )


def _conclude(text: Text, report: Report, seen: Observations) -> Coded:
    found = conclude([(report, seen)])
    events = []
    left = list(seen.events)
    for event in found.events:
        own = tuple(m for m in left if m.type == event.type and _led_to(m, event))
        left = [mention for mention in left if mention not in own]
        events.append((event, own))
    return Coded(
        text=text,
        seen=seen,
        events=tuple(events),
        entities={entity.id: entity for entity in found.entities},
        unnamed=tuple(left),
    )


def _led_to(mention: EventMention, event: Event) -> bool:
    """Tell whether an event rests on a clause, by the reason that it keeps."""
    return any(f"{because};".startswith(f"codebook: {mention.because};") for because in event.because)


def type_pair(text: str, actor: str, recipient: str | None = None, *, may_be_none: bool = False) -> Typed:
    """Say what one party did to another in a sentence, where both are known.

    Args:
        text: The sentence.
        actor: Who acts, in the sentence's words.
        recipient: To whom it is done, in the sentence's words; None where nobody is named.
        may_be_none: Whether there may be no act between them at all.

    Returns:
        A PLOVER type with its probability, by the learned classifier.

    Raises:
        InputError: C053 if the sentence does not hold the words of a party.
    """
    coded, (doc, report) = next(iter(_coded([Text(id=None, text=text)])))
    first = _place(report.text, actor)
    second = None if recipient is None else _place(report.text, recipient, but=first)
    return _typed(sentences_of(doc, report), coded.seen, first, second, may_be_none=may_be_none)


def _place(text: str, words: str, but: Span | None = None) -> Span:
    """Return where a party's words stand, beside those of the other."""
    at = text.lower().find(words.lower())
    while at >= 0 and words and but is not None and but.overlaps(Span(at, at + len(words))):
        at = text.lower().find(words.lower(), at + 1)
    if at < 0 or not words:
        raise InputError("C053", f"The sentence does not say {words!r}.", "Name a party in the sentence's own words.")
    return Span(at, at + len(words))


def _typed(
    sentences: Sequence[Sentence], seen: Observations, actor: Span, recipient: Span | None, *, may_be_none: bool
) -> Typed:
    own = next((sentence for sentence in sentences if sentence.span.overlaps(actor)), sentences[0])
    events = [event for event in seen.events if event.sentence == own.span]
    features = pair_features(own, actor, recipient, events=events, entities=seen.entities)
    return classify(features, may_be_none=may_be_none)


def _opinions(
    events: Iterable[EventMention], sentences: Sequence[Sentence], seen: Observations
) -> dict[EventMention, Typed]:
    """Ask the classifier about every event with an actor and a recipient."""
    return {
        event: _typed(
            sentences,
            seen,
            seen.entities[event.actors[0]].whole,
            seen.entities[(event.recipients or event.actors[1:])[0]].whole,
            may_be_none=True,
        )
        for event in events
        if event.actors and (event.recipients or event.actors[1:])
    }
