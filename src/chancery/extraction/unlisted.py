"""Acts that no sense of the codebook fits: a clause with two parties, typed by the learned classifier.

The codebook is asked first, and where it codes anything in a clause the classifier is not heard. Where it is silent,
a finite clause whose subject and another of whose roles name parties of two different states or bodies is shown to the
classifier (`pairs`), which may also say that there is no act between them. Nothing that is planned, denied or merely
possible is taken: the classifier's types have that mixed in already.

Source: decision 20.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from chancery.extraction.between import find_evidence
from chancery.extraction.frames import Frame, verb_frame
from chancery.extraction.pairs import NONE, Typed, classify, language_model, pair_features, pool
from chancery.extraction.parties import is_party
from chancery.extraction.rows import Row
from chancery.extraction.setting import REPORTING, place_of, time_of
from chancery.extraction.status import verb_status
from chancery.extraction.units import Verb
from chancery.model.events import EventStatus
from chancery.model.mentions import Coder, EntityKind, EntityMention, EventMention
from chancery.model.text import Span

SURE: Final = 0.55
"""Probability from which the classifier is believed; below it, it is wrong more often than right."""
_HAPPENED: Final = frozenset({EventStatus.OCCURRED, EventStatus.ONGOING})
_TOWARD: Final = ("obj", "to", "with", "against", "from", "on", "of", "by", "obj's", "of's", "for", "to's", "with's")
_NEAR: Final = ("against's", "at", "over", "in", "into")
_ASIDE: Final = frozenset({"acl", "advcl"})  # clauses that say which one is meant, or in passing


Vectors = Callable[[str, Sequence[Sequence[str]]], Sequence[Any] | None]
"""Takes the hash of a language model and the words of sentences; gives (words, `WIDTH`) float32 for each sentence, or
None where that model is not the one at hand."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of which the codebook says nothing, with two parties in it."""

    row: Row
    verb: Verb
    frame: Frame
    status: EventStatus
    actors: tuple[int, ...]
    toward: tuple[int, ...]
    coded: Sequence[EventMention]


def find_unlisted(
    rows: Iterable[Row], entities: Sequence[EntityMention], events: Sequence[EventMention], vectors: Vectors
) -> tuple[EventMention, ...]:
    """Find acts between two parties in clauses of which the codebook says nothing.

    Args:
        rows: The sentences of a report as clauses, in order.
        entities: Its mentions.
        events: What the codebook coded, sentence by sentence in the same order.
        vectors: Gives the vectors of words; without those of the model that the classifier knows nothing is asked.
    """
    coded = {span: list(found) for span, found in groupby(events, key=lambda event: event.sentence)}
    clauses = [one for row in rows for one in _silent(row, entities, coded.get(row.sentence.span, []))]
    words = [[word.text for word in one.row.sentence.words] for one in clauses]
    known = vectors(language_model(), words) if clauses else None
    if known is None:
        return ()
    asked = zip(clauses, (_ask(*one, entities) for one in zip(clauses, known, strict=True)), strict=True)
    return tuple(_event(one, typed, entities) for one, typed in asked if typed.type != NONE and typed.score >= SURE)


def _silent(row: Row, entities: Sequence[EntityMention], coded: Sequence[EventMention]) -> Iterator[_Clause]:
    """Yield the clauses of a sentence to ask about."""
    if len({_home(one) for one in row.tree.mentions.values()} - {None}) < 2:  # noqa: PLR2004 - two parties
        return
    for verb in row.verbs:
        status = verb_status(row, verb) if _tells_by_itself(row, verb) else None
        if status not in _HAPPENED or _is_coded(row, verb, coded):
            continue
        frame = verb_frame(row, verb, passive=verb.is_passive)
        actors = tuple(i for i in frame.roles.get("subj", ()) if _can_act(entities[i]))
        toward = _toward(frame, entities, actors) if actors else ()
        if toward and not _stand_together(coded, entities, actors[0], toward[0]):
            yield _Clause(row, verb, frame, status, actors, toward, coded)


def _ask(clause: _Clause, vectors: Any, entities: Sequence[EntityMention]) -> Typed:  # noqa: ANN401 - an array
    sentence = clause.row.sentence
    one, two = entities[clause.actors[0]].whole, entities[clause.toward[0]].whole
    evidence = find_evidence(clause.row, one, two, events=clause.coded, entities=entities)
    return classify(pair_features(sentence, one, two, evidence=evidence), pool(sentence, one, two, vectors))


def _event(clause: _Clause, typed: Typed, entities: Sequence[EntityMention]) -> EventMention:
    return EventMention(
        type=typed.type,
        mode=None,
        status=clause.status,
        span=_words_of(clause.row, clause.verb),
        sentence=clause.row.sentence.span,
        actors=clause.actors,
        recipients=clause.toward,
        time=time_of(clause.row, clause.frame),
        place=place_of(clause.row, clause.frame, entities),
        because=f"{clause.verb.lemmas[0]}, {typed.score:.2f}",
        coder=Coder.CLASSIFIER,
    )


def _tells_by_itself(row: Row, verb: Verb) -> bool:
    """Tell whether a clause says of itself that something was done: finite, no aside, no duty, no mere report."""
    if not verb.is_finite or row.tree.base(verb.node) in _ASIDE or REPORTING.intersection(verb.lemmas):
        return False
    due = "have" in verb.lemmas and verb.complement is not None and verb.complement.is_infinitive
    return not due  # "had to speed up"


def _is_coded(row: Row, verb: Verb, coded: Sequence[EventMention]) -> bool:
    """Tell whether the codebook has an event in the clause, or in one that completes it."""
    heads = row.by_node
    inside = row.tree.below(verb.node, but=row.clause_nodes - {verb.node})
    completing = (heads[kid].head for kid in row.tree.kids(verb.node, "xcomp", "ccomp") if kid in heads)
    spans = [_words_of(row, verb), *(row.units[at].span for at in (*inside, *completing))]
    return any(event.span.overlaps(span) for event in coded for span in spans)


def _stand_together(coded: Sequence[EventMention], entities: Sequence[EntityMention], one: int, other: int) -> bool:
    """Tell whether the sentence has an event of the same two sides already."""
    sides = {_home(entities[one]), _home(entities[other])}
    return any(sides <= {_home(entities[i]) for i in (*event.actors, *event.recipients)} for event in coded)


def _toward(frame: Frame, entities: Sequence[EntityMention], actors: Sequence[int]) -> tuple[int, ...]:
    """Return whoever fills the likeliest role and is of another state or body than who acts."""
    own = {_home(entities[i]) for i in actors}
    for role in (*_TOWARD, *_NEAR):
        standing = (i for i in frame.roles.get(role, ()) if i not in actors and is_party(entities[i]))
        found = tuple(i for i in standing if _home(entities[i]) not in own | {None})
        if found:
            return found
    return ()


def _can_act(mention: EntityMention) -> bool:
    return mention.kind is not EntityKind.PLACE and is_party(mention) and _home(mention) is not None


def _home(mention: EntityMention) -> str | None:
    return mention.of or mention.key or None


def _words_of(row: Row, verb: Verb) -> Span:
    return Span(row.units[verb.first].span.start, row.units[verb.head].span.end)
