"""What the codebook knows of two given parties in a sentence: events that it coded, and senses that it knows.

An event counts by how its parties match the given ones (the same words, else the same state or body), and by how near
its predicate stands to the path between the two in the tree. Beside events stand the senses of predicates on and at
that path whose frame does not fit, or whose status or parties the coder dropped: a second voice, for the classifier.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from chancery.codebooks.plover import plain_type
from chancery.codebooks.predicates import Sense, noun_senses, verb_senses
from chancery.extraction.frames import Frame, noun_frame, verb_frame
from chancery.extraction.nominal import noun_status
from chancery.extraction.rows import Row
from chancery.extraction.senses import fits, fits_words
from chancery.extraction.setting import REPORTING
from chancery.extraction.status import verb_status
from chancery.extraction.tree import Tree
from chancery.extraction.units import UnitKind, Verb
from chancery.model.events import EventStatus
from chancery.model.mentions import EntityMention, EventMention, NamedBy
from chancery.model.text import Span

_SAME_WORDS, _SAME_BODY, _PRONOUN = 3, 2, 1
_REVERSED: Final = 0.6  # of the worth of an event whose parties stand the other way round
_UNMATCHED: Final = 0.2  # worth of an event of other parties
_FAR: Final = 3  # steps from the path beyond which a predicate is not asked
_AWAY: Final = 0.8  # worth lost with each step from the path
_WORTHS: Final = {"frame": 1.0, "words": 0.5, "word": 0.25}  # of a sense that fits, whose words fit, of a mere word
_KIND: Final = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_EMPTY: Final = frozenset("be have do make take give get put".split())  # verbs that say nothing without their object
_VIOLENT: Final = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one predicate says of the two parties.

    Attributes:
        type: PLOVER type, plans as PLOVER has them; None where PLOVER has no such category.
        kind: The codebook's type of the predicate.
        mode: Its mode, or None.
        status: Of the event, or of the clause; None for an aim or a possibility.
        span: The predicate's words.
        because: The codebook's entry.
        by: "event" where the codebook coded it, "frame" where a sense fits, "words" where only its words do,
            "word" where no sense fits.
        worth: How much it counts, from 0 to 1.
        turned: True where the parties stand the other way round.
    """

    type: str | None
    kind: str
    mode: str | None
    status: EventStatus | None
    span: Span
    because: str
    by: str
    worth: float
    turned: bool = False


def find_evidence(
    row: Row,
    actor: Span,
    recipient: Span | None,
    *,
    events: Sequence[EventMention],
    entities: Sequence[EntityMention],
) -> tuple[Evidence, ...]:
    """Return what the codebook says of two parties, the best first: its own events before mere senses.

    Args:
        row: The sentence as clauses.
        actor: The words of who acts.
        recipient: The words of whom it is done to; None where nobody is named.
        events: What the codebook coded in the sentence.
        entities: The mentions that the events point to.
    """
    steps = _steps_from_path(row.tree, _node(row, actor), None if recipient is None else _node(row, recipient))
    parties = (_party(actor, entities), None if recipient is None else _party(recipient, entities))
    found = [_of_event(row, event, parties, entities, steps) for event in events]
    taken = {at for event in events for at in _units(row, event.span)}
    senses = [one for one in _of_senses(row, entities, steps) if taken.isdisjoint(_units(row, one.span))]
    return (*_ranked(found), *_ranked(senses))


def _ranked(found: Sequence[Evidence]) -> list[Evidence]:
    return sorted(found, key=lambda one: -one.worth)


def type_between(kind: str, mode: str | None, status: EventStatus | None) -> str | None:
    """Return the PLOVER type of an event between given parties; None where PLOVER has none.

    To announce a material conflict, or to make it depend on something, is to threaten it; to say that one does not
    cooperate or yield is to refuse; who is removed from an office is expelled.
    """
    ahead = status in {EventStatus.PLANNED, EventStatus.CONDITIONAL}
    if ahead and kind in _VIOLENT:
        return "THREATEN"
    if status is EventStatus.DENIED and kind in _KIND:
        return "REJECT"
    if (kind, mode) == ("OFFICE", "oust"):
        return "SANCTION"
    return plain_type(kind, planned=ahead, resigned=(kind, mode) == ("OFFICE", "leave"))


# ---- the tree ------------------------------------------------------------


def _node(row: Row, span: Span) -> int | None:
    """Return the node of a party's words that hangs on one outside them."""
    inside = _units(row, span)
    return next((at for at in inside if row.tree.parents[at] not in inside or row.tree.parents[at] == at), None)


def _units(row: Row, span: Span) -> range:
    """Return the units that some characters touch."""
    first = bisect_right(row.units, span.start, key=lambda unit: unit.span.end)
    return range(first, bisect_left(row.units, span.end, lo=first, key=lambda unit: unit.span.start))


def _steps_from_path(tree: Tree, one: int | None, other: int | None) -> dict[int, int]:
    """Return how far each node stands from the path between two, up to a few steps."""
    if one is None:
        return {}
    mine = [one, *tree.above(one)]
    theirs = [] if other is None else [other, *tree.above(other)]
    top = next((at for at in mine if at in set(theirs)), mine[-1])
    path = mine[: mine.index(top) + 1]
    path += theirs[: theirs.index(top)] if top in theirs else theirs
    steps = dict.fromkeys(path, 0)
    edge = path
    for step in range(1, _FAR + 1):
        edge = [kid for at in edge for kid in (*tree.children[at], tree.parents[at]) if kid not in steps]
        steps.update(dict.fromkeys(edge, step))
    return steps


# ---- events of the codebook ------------------------------------------------------------


def _of_event(
    row: Row,
    event: EventMention,
    parties: tuple[_Party, _Party | None],
    entities: Sequence[EntityMention],
    steps: Mapping[int, int],
) -> Evidence:
    actor, recipient = parties
    toward = (*event.recipients, *event.actors)
    straight = _match(actor, event.actors, entities) + _match(recipient, toward, entities)
    turned = _REVERSED * (_match(actor, toward, entities) + _match(recipient, event.actors, entities))
    best = (2 if recipient is not None else 1) * _SAME_WORDS
    near = min((steps.get(at, _FAR + 1) for at in _units(row, event.span)), default=_FAR + 1)
    worth = (_UNMATCHED + (1 - _UNMATCHED) * max(straight, turned) / best) * _AWAY ** max(0, near - 1)
    return Evidence(
        type=type_between(event.type, event.mode, event.status),
        kind=event.type,
        mode=event.mode,
        status=event.status,
        span=event.span,
        because=event.because,
        by="event",
        worth=worth,
        turned=turned > straight,
    )


@dataclass(frozen=True, slots=True)
class _Party:
    """A given party: its words, and the states and bodies that are named in them."""

    span: Span
    homes: frozenset[str]


def _party(span: Span, entities: Sequence[EntityMention]) -> _Party:
    named = (home for one in entities if one.whole.overlaps(span) for home in (one.key, one.of))
    return _Party(span, frozenset(home for home in named if home))


def _match(party: _Party | None, indexes: Iterable[int], entities: Sequence[EntityMention]) -> int:
    """Say how well a given party matches one of the mentions: by its words, its state or body, or as a pronoun."""
    return 0 if party is None else max((_matched(party, entities[i]) for i in indexes), default=0)


def _matched(party: _Party, mention: EntityMention) -> int:
    if mention.whole.overlaps(party.span):
        return _SAME_WORDS
    if mention.key in party.homes or mention.of in party.homes:
        return _SAME_BODY
    return _PRONOUN if mention.by is NamedBy.PRONOUN else 0


# ---- senses on the path ------------------------------------------------------------


def _of_senses(row: Row, entities: Sequence[EntityMention], steps: Mapping[int, int]) -> Iterator[Evidence]:
    for verb in row.verbs:
        near = min(steps.get(verb.node, _FAR + 1), steps.get(verb.head, _FAR + 1))
        if near <= 1:
            yield from _of_verb(row, verb, entities, near)
    for at, unit in enumerate(row.units):
        if unit.kind is UnitKind.WORD and steps.get(at, _FAR + 1) <= 1 and row.verb_at(at) is None:
            yield from _of_noun(row, at, entities, steps[at])


def _of_verb(row: Row, verb: Verb, entities: Sequence[EntityMention], near: int) -> Iterator[Evidence]:
    senses = [sense for lemma in verb.lemmas for sense in verb_senses(lemma)]
    if not senses:
        return
    frame = verb_frame(row, verb, passive=verb.is_passive)
    if REPORTING.intersection(verb.lemmas):  # "said" asks for its roles: it stands in half of all sentences
        senses = [sense for sense in senses if fits(sense, frame, entities)]
    if not senses:
        return
    sense, by = _chosen(senses, frame, entities)
    if by != "word" or not _EMPTY.intersection(verb.lemmas):
        span = Span(row.units[verb.first].span.start, row.units[verb.head].span.end)
        yield _of_sense(sense, by, span, verb_status(row, verb), near)


def _of_noun(row: Row, at: int, entities: Sequence[EntityMention], near: int) -> Iterator[Evidence]:
    senses = noun_senses(row.units[at].lower)
    if senses:
        chosen = _chosen(senses, noun_frame(row, at), entities)
        yield _of_sense(*chosen, row.units[at].span, noun_status(row, at), near)


def _chosen(senses: Sequence[Sense], frame: Frame, entities: Sequence[EntityMention]) -> tuple[Sense, str]:
    """Return the sense that fits, else one whose words the frame has, else the least demanding."""
    for sense in senses:
        if fits(sense, frame, entities):
            return sense, "frame"
    for sense in senses:
        if fits_words(sense, frame):
            return sense, "words"
    return senses[-1], "word"


def _of_sense(sense: Sense, by: str, span: Span, status: EventStatus | None, near: int) -> Evidence:
    return Evidence(
        type=type_between(sense.type, sense.mode, status),
        kind=sense.type,
        mode=sense.mode,
        status=status,
        span=span,
        because=sense.lemma,
        by=by,
        worth=_WORTHS[by] * _AWAY**near,
    )
