"""When and where a clause's event took place, and which office it is about."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.codebooks.posts import match_post
from chancery.codebooks.predicates import noun_senses
from chancery.extraction.frames import Frame
from chancery.extraction.units import RELATIVES, Row, Unit, UnitKind
from chancery.model.mentions import EntityKind, EntityMention
from chancery.model.text import Span

REPORTING = frozenset("say tell add state note announce declare stress confirm".split())
_TIME_STOPS = frozenset({";", ":", "who", "which", "after", "before", "while", "since", "“", '"'})


def time_of(row: Row, frame: Frame, span: Span, *, spoken: bool = False) -> int | None:
    """Return the time expression of a clause: inside it, before it, or with the verb that reports it.

    Args:
        row: The sentence.
        frame: The clause.
        span: The predicate, to which the nearest expression belongs.
        spoken: True for words that are acts; their time is that of the saying.

    Returns:
        Position in the report's times, or None.
    """
    first, last = frame.reach
    inside = [unit for unit in row.units[first:last] if unit.kind is UnitKind.TIME]
    if inside:
        return _nearest(inside, span).index
    for index in range(first - 1, -1, -1):
        unit = row.units[index]
        if unit.lower in _TIME_STOPS or _is_other_clause(row, index):
            break
        if unit.kind is UnitKind.TIME and not _is_taken(row, index):
            return unit.index
    return _time_of_saying(row) if spoken else None


def _time_of_saying(row: Row) -> int | None:
    """Return the time in the clause of the sentence's reporting verb: "…, X told TASS on Monday"."""
    for verb in row.verbs:
        if REPORTING.intersection(verb.lemmas):
            times = [unit for unit in row.units[max(0, verb.first - 4) : verb.end] if unit.kind is UnitKind.TIME]
            return times[0].index if times else None
    return None


def _is_other_clause(row: Row, index: int) -> bool:
    """Tell whether a unit is the verb of a clause that has a time of its own; reporting verbs share theirs."""
    verb = row.verb_at(index)
    return verb is not None and not REPORTING.intersection(verb.lemmas) and verb.lemmas != ("be",)


def _is_taken(row: Row, index: int) -> bool:
    """Tell whether a time belongs to "since his inauguration", "after the vote" or "who took office in" before it."""
    for verb in row.verbs:
        if verb.head < index < verb.end and verb.first and row.units[verb.first - 1].lower in RELATIVES:
            return True
    for unit in reversed(row.units[:index]):
        if unit.lower in {"since", "after", "before", "following", "until"} or noun_senses(unit.lower):
            return True
        if unit.lower == "," or unit.kind is UnitKind.TIME:
            return False
    return False


def _nearest(units: Sequence[Unit], span: Span) -> Unit:
    return min(units, key=lambda unit: min(abs(unit.span.start - span.end), abs(span.start - unit.span.end)))


def place_of(row: Row, frame: Frame, entities: Sequence[EntityMention]) -> int | None:
    """Return the place of the clause, else the only place of the sentence."""
    for role in ("in", "at"):
        for i in frame.roles.get(role, ()):
            if entities[i].kind in {EntityKind.PLACE, EntityKind.STATE}:
                return i
    places = [
        unit.index
        for unit in row.units
        if unit.kind is UnitKind.MENTION and entities[unit.index].kind is EntityKind.PLACE
    ]
    return places[0] if len(places) == 1 else None


def office_of(row: Row, frame: Frame, entities: Sequence[EntityMention]) -> str | None:
    """Return the office that the clause names: in a title of its own, or as somebody's."""
    first, last = frame.reach
    words = [unit.lower for unit in row.units]
    for index, unit in enumerate(row.units[first:last], first):
        if unit.kind is UnitKind.MENTION and entities[unit.index].office:
            return entities[unit.index].office
        post = match_post(words, index) if unit.kind is UnitKind.WORD else None
        if post is not None:
            return post.office
    return None
