"""Codes sentences one by one, without a record: what each says, and why.

The same stages as for a report (`pipeline`), so that a sentence is coded as it would be in a record of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from chancery.errors import InputError
from chancery.extraction.between import Evidence, find_evidence
from chancery.extraction.candidates import Candidate, find_candidates
from chancery.extraction.dates import find_times
from chancery.extraction.names import find_entities
from chancery.extraction.observe import observe, read_rows
from chancery.extraction.pairs import Features, Typed, classify, language_model, pair_features, pool, without_codebook
from chancery.extraction.places import places_of
from chancery.extraction.rows import Row
from chancery.extraction.sentence import Sentence, sentences_of
from chancery.language.pipeline import annotate_all
from chancery.language.vectors import model_hash, vectors_of
from chancery.model.dates import Edtf
from chancery.model.events import Event
from chancery.model.mentions import Coder, EventMention, Observations
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
    return Explanation(coded, candidates, _opinions(coded.seen.events, rows, coded.seen))


def _coded(texts: Iterable[Text]) -> Iterator[tuple[Coded, tuple[Document, Report]]]:
    waiting = iter(texts)
    while group := list(islice(waiting, _GROUP)):
        reports = [_report(text) for text in group]
        for text, report, doc in zip(group, reports, annotate_all(reports), strict=True):
            yield _conclude(text, report, observe(doc, report, program=_PROGRAM, vectors=vectors_of)), (doc, report)


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
    return any(f"{because};".startswith(f"{mention.reason};") for because in event.because)


# ---- two parties that are known ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence with two parties of it.

    Attributes:
        text: The sentence.
        actor: Who acts, in the sentence's words, or their place in it.
        recipient: To whom it is done; None where nobody is named.
    """

    text: Text
    actor: str | Span
    recipient: str | Span | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What is known of two parties before anything is decided.

    Attributes:
        text: The words that places count in.
        actor: Where the actor stands.
        recipient: Where the recipient stands, or None.
        evidence: What the codebook says, the best first.
        features: For the classifier.
        pools: Vectors for the classifier, or None where it does not know the language model.
    """

    text: str
    actor: Span
    recipient: Span | None
    evidence: tuple[Evidence, ...]
    features: Features
    pools: Any | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPair:
    """What one party did to another.

    Attributes:
        type: A PLOVER type, or `NONE`.
        score: Its probability.
        scores: The probability of every type, `NONE` included, by codebook and classifier together.
        decided_by: "codebook and classifier" where both say so, "codebook" or "classifier" where only that one does,
            "both together" where neither puts it first.
        codebook: The type of the codebook's best evidence, or None where it is silent.
        classifier: The type that the classifier gives without the codebook.
        looked: Where the parties stand, and the codebook's evidence.
    """

    type: str
    score: float
    scores: Mapping[str, float]
    decided_by: str
    codebook: str | None
    classifier: str
    looked: Looked


def type_pair(
    text: str, actor: str | Span, recipient: str | Span | None = None, *, may_be_none: bool = False
) -> TypedPair:
    """Say what one party did to another in a sentence, where both are known.

    Args:
        text: The sentence.
        actor: Who acts, in the sentence's words, or their place in it.
        recipient: To whom it is done, likewise; None where nobody is named.
        may_be_none: Whether there may be no act between them at all.

    Returns:
        A PLOVER type with its probability, what decided it, and the evidence.

    Raises:
        InputError: C053 if the sentence does not hold the words of a party.
    """
    asked = Asked(Text(id=None, text=text), actor, recipient)
    found = next(iter(type_pairs([asked], may_be_none=may_be_none)))
    if found is None:
        raise absent(asked)
    return found


def type_pairs(asked: Iterable[Asked], *, may_be_none: bool = False) -> Iterator[TypedPair | None]:
    """Say what one party did to another in many sentences, a group of them at a time.

    Args:
        asked: Sentences with their parties.
        may_be_none: Whether there may be no act between them at all.

    Yields:
        The answer to each in its turn; None where the sentence does not hold the words of a party.
    """
    for looked in look_at(asked):
        yield None if looked is None else _decided(looked, may_be_none=may_be_none)


def absent(asked: Asked) -> InputError:
    """Return the error of a sentence that does not hold the words of a party."""
    names = " or ".join(repr(one) for one in (asked.actor, asked.recipient) if isinstance(one, str))
    return InputError("C053", f"The sentence does not say {names}.", "Name each party in the sentence's own words.")


def _decided(looked: Looked, *, may_be_none: bool) -> TypedPair:
    whole = classify(looked.features, looked.pools, may_be_none=may_be_none)
    alone = classify(dict(without_codebook(looked.features)), looked.pools, may_be_none=may_be_none)
    codebook = next((one.type for one in looked.evidence if one.type), None)
    voices = [name for name, kind in (("codebook", codebook), ("classifier", alone.type)) if kind == whole.type]
    return TypedPair(
        type=whole.type,
        score=whole.score,
        scores=whole.scores,
        decided_by=" and ".join(voices) or "both together",
        codebook=codebook,
        classifier=alone.type,
        looked=looked,
    )


def look_at(asked: Iterable[Asked], *, taught: bool = True) -> Iterator[Looked | None]:
    """Find the parties of each sentence and what is known of them; None where one is not to be found.

    Args:
        asked: Sentences with their parties.
        taught: False where the classifier is yet to learn the vectors of this language model.
    """
    waiting = iter(asked)
    while group := list(islice(waiting, _GROUP)):
        reports = [_report(one.text) for one in group]
        seen = zip(group, reports, annotate_all(reports), strict=True)
        placed = [_placed(one, doc, report) for one, report, doc in seen]
        pools = _pools([one for one in placed if one is not None], taught=taught)
        for one, report in zip(placed, reports, strict=True):
            yield None if one is None else _looked(one, report.text, next(pools))


@dataclass(frozen=True, slots=True)
class _Placed:
    sentence: Sentence
    actor: Span
    recipient: Span | None
    evidence: tuple[Evidence, ...]


def _looked(placed: _Placed, text: str, pools: Any | None) -> Looked:  # noqa: ANN401 - an array
    features = pair_features(placed.sentence, placed.actor, placed.recipient, evidence=placed.evidence)
    return Looked(text, placed.actor, placed.recipient, placed.evidence, features, pools)


def _pools(placed: Sequence[_Placed], *, taught: bool) -> Iterator[Any]:
    """Yield the pooled vectors of each; None for all where the classifier knows another language model."""
    words = [[word.text for word in one.sentence.words] for one in placed]
    found = vectors_of(language_model() if taught else model_hash(), words)
    if found is None:
        yield from [None] * len(placed)
        return
    for one, vectors in zip(placed, found, strict=True):
        yield pool(one.sentence, one.actor, one.recipient, vectors)


def _placed(asked: Asked, doc: Document, report: Report) -> _Placed | None:
    """Choose where the parties stand: of several places the two between which the codebook knows most."""
    seen = observe(doc, report, program=_PROGRAM)
    sentences = sentences_of(doc, report)
    rows = read_rows(sentences, seen.entities, seen.times)
    actors = places_of(report.text, asked.actor, seen.entities)
    recipients = [None] if asked.recipient is None else places_of(report.text, asked.recipient, seen.entities)
    best: tuple[tuple[bool, float], _Placed] | None = None
    for actor in actors:
        row = next((row for row in rows if row.sentence.span.overlaps(actor)), None)
        for recipient in recipients:
            if row is None or (recipient is not None and recipient.overlaps(actor)):
                continue
            together = recipient is None or row.sentence.span.overlaps(recipient)
            events = [event for event in seen.events if event.sentence == row.sentence.span]
            evidence = find_evidence(row, actor, recipient, events=events, entities=seen.entities)
            worth = (together, evidence[0].worth if evidence else 0.0)
            if best is None or worth > best[0]:
                best = worth, _Placed(row.sentence, actor, recipient, evidence)
    return None if best is None else best[1]


def _opinions(events: Iterable[EventMention], rows: Sequence[Row], seen: Observations) -> dict[EventMention, Typed]:
    """Ask the classifier about every event of the codebook with an actor and a recipient."""
    found = {}
    for event in (one for one in events if one.coder is Coder.CODEBOOK):
        others = event.recipients or event.actors[1:]
        row = next((row for row in rows if row.sentence.span == event.sentence), None)
        if event.actors and others and row is not None:
            actor, recipient = seen.entities[event.actors[0]].whole, seen.entities[others[0]].whole
            here = [one for one in events if one.sentence == event.sentence]
            evidence = find_evidence(row, actor, recipient, events=here, entities=seen.entities)
            found[event] = classify(pair_features(row.sentence, actor, recipient, evidence=evidence))
    return found
