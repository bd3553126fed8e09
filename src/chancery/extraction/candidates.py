"""Why each predicate of a sentence was coded, or was not: for people who want to know.

Nothing here decides anything. A predicate that the codebook knows and that tells of no event gets the first thing that
its likeliest sense lacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chancery.codebooks.predicates import Sense, noun_senses, verb_senses
from chancery.extraction.frames import Frame, noun_frame, verb_frame
from chancery.extraction.nominal import noun_status
from chancery.extraction.rows import Row
from chancery.extraction.senses import fits, missing
from chancery.extraction.status import verb_status
from chancery.extraction.units import UnitKind, Verb
from chancery.model.mentions import EntityMention, EventMention
from chancery.model.text import Span

_SHOWN = 4  # words that a reason names


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A predicate that the codebook knows.

    Attributes:
        span: Its words.
        lemma: The codebook's word.
        sense: The sense that fits best; its type is what would be coded.
        roles: Role to positions of the mentions that stand in it.
        cues: Words that decide the status.
        event: What was coded, or None.
        reason: Why nothing was coded, or "".
    """

    span: Span
    lemma: str
    sense: Sense
    roles: Mapping[str, tuple[int, ...]]
    cues: tuple[str, ...]
    event: EventMention | None
    reason: str


def find_candidates(
    rows: Sequence[Row], entities: Sequence[EntityMention], events: Sequence[EventMention]
) -> tuple[Candidate, ...]:
    """List the predicates that the codebook knows, coded or not, in the order of the text.

    Args:
        rows: The sentences.
        entities: The report's mentions.
        events: What was coded of them.
    """
    found: list[Candidate] = []
    for row in rows:
        here = [event for event in events if event.sentence == row.sentence.span]
        found.extend(_of_verbs(row, entities, here))
        found.extend(_of_nouns(row, entities, here))
    return tuple(sorted(found, key=lambda one: one.span.start))


def _of_verbs(row: Row, entities: Sequence[EntityMention], events: Sequence[EventMention]) -> Iterator[Candidate]:
    for verb in row.verbs:
        senses = [sense for lemma in verb.lemmas for sense in verb_senses(lemma)]
        if not senses:
            continue
        span = Span(row.units[verb.first].span.start, row.units[verb.head].span.end)
        frame = verb_frame(row, verb, passive=verb.is_passive)
        event = next((event for event in events if event.span == span), None)
        sense = _chosen(senses, frame, entities, event)
        reason = "" if event else _why_not(sense, frame, entities) or _why_no_verb(row, verb)
        yield Candidate(
            span=span,
            lemma=sense.lemma,
            sense=sense,
            roles=frame.roles,
            cues=_verb_cues(row, verb),
            event=event,
            reason=reason,
        )


def _of_nouns(row: Row, entities: Sequence[EntityMention], events: Sequence[EventMention]) -> Iterator[Candidate]:
    for index, unit in enumerate(row.units):
        senses = noun_senses(unit.lower) if unit.kind is UnitKind.WORD and row.verb_at(index) is None else ()
        if not senses:
            continue
        event = next((event for event in events if event.span == unit.span), None)
        frame = noun_frame(row, index)
        sense = _chosen(senses, frame, entities, event)
        reason = (
            "" if event else _why_not(sense, frame, entities) or "nobody who acts is named, or a verb has it already"
        )
        yield Candidate(
            span=unit.span,
            lemma=sense.lemma,
            sense=sense,
            roles=frame.roles,
            cues=(noun_status(row, index).value,),
            event=event,
            reason=reason,
        )


def _chosen(
    senses: Sequence[Sense], frame: Frame, entities: Sequence[EntityMention], event: EventMention | None
) -> Sense:
    """Return the sense that was coded, else one that fits, else the one that asks for least."""
    if event is not None:
        for sense in senses:
            if (sense.type, sense.mode) == (event.type, event.mode) and event.because.startswith(sense.lemma):
                return sense
    fitting = next((sense for sense in senses if fits(sense, frame, entities)), None)
    return fitting or min(senses, key=lambda sense: len(missing(sense, frame, entities)))


def _why_not(sense: Sense, frame: Frame, entities: Sequence[EntityMention]) -> str:
    lacks = missing(sense, frame, entities)
    return "; ".join(_said(name, words) for name, words in lacks.items())


def _said(name: str, words: Sequence[str]) -> str:
    shown = ", ".join(words[:_SHOWN]) + (" ..." if len(words) > _SHOWN else "")
    return f"{name} {shown}".strip()


def _why_no_verb(row: Row, verb: Verb) -> str:
    status = verb_status(row, verb)
    if status is None:
        return "only an aim, an order or a possibility of somebody else's act"
    if not verb.subjects and not verb.roles:
        return "nobody who acts is named"
    return "no party that can be named, a courtesy, or part of an act that is coded"


def _verb_cues(row: Row, verb: Verb) -> tuple[str, ...]:
    """Return the words around a verb that speak of whether it happened."""
    marks = [row.units[kid].lower for kid in row.tree.kids(verb.node, "mark") if row.tree.is_word(kid)]
    governor = () if verb.governor is None else (verb.governor.lemmas[0],)
    return tuple(dict.fromkeys((*governor, *marks, *verb.auxiliaries, *((verb.noun,) if verb.noun else ()))))
