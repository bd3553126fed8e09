"""What an entry rests on and what it says, in a form that two readings can be compared by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from chancery.model.events import Event, Participant
from chancery.model.evidence import Evidence
from chancery.model.offices import Entity, Occupancy
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation

Entry = Event | Quotation | Pledge | Occupancy | Entity
NamesOf = Callable[[str | None], tuple[str, ...]]
"""Gives every name of an entity by its id, the fullest first."""

WHO: Final = frozenset({"actor", "recipient", "speaker", "by", "to", "holder", "name"})
"""The facets that say who takes part."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that an entry says.

    Attributes:
        facet: What about: "when", "actor".
        values: Every way of writing it, the usual one first: an actor has a name in each spelling.
    """

    facet: str
    values: tuple[str, ...]


def pins_of(entry: Entry) -> tuple[Evidence, ...]:
    """Return the words that an entry rests on, the earliest first; of a quotation its contents.

    An entity has none of its own.
    """
    match entry:
        case Event():
            found = {*entry.evidence, *(item for telling in entry.tellings for item in telling.evidence)}
        case Quotation():
            found = {rendering.content for rendering in entry.renderings}
        case Pledge():
            found = {*entry.evidence, *(step.evidence for step in entry.steps)}
        case Occupancy():
            found = set(entry.evidence)
        case _:
            found = set()
    return tuple(sorted(found))


def sort_of(entry: Entry) -> str:
    """Return what an entry cannot lose and stay the same thing.

    A person in office may hold it for another state in another reading: the owner belongs to it.
    """
    match entry:
        case Event():
            return entry.type
        case Occupancy():
            return f"{entry.post.office} of {entry.post.of or 'nothing known'}"
        case Entity():
            return entry.kind.value
        case _:
            return ""


def claims_of(entry: Entry, names_of: NamesOf) -> tuple[Claim, ...]:
    """Return what an entry says; what it leaves open is no claim.

    Args:
        entry: The entry.
        names_of: Gives the names of an entity.
    """
    return tuple(sorted(_claims(entry, names_of), key=lambda claim: (claim.facet, claim.values)))


def _claims(entry: Entry, names_of: NamesOf) -> Iterator[Claim]:
    match entry:
        case Event():
            yield from _told(
                mode=entry.mode, status=entry.status.value, when=entry.when, where=entry.where, office=entry.office
            )
            yield from (_party("actor", one, names_of) for one in entry.actors)
            yield from (_party("recipient", one, names_of) for one in entry.recipients)
        case Quotation():
            yield from _told(kind=entry.kind.value, state=entry.state, office=entry.office, when=entry.when)
            speakers = [name for name in (entry.speaker, *entry.also) if name]
            yield from (Claim("speaker", names_of(name)) for name in speakers)
        case Pledge():
            yield from _told(
                what=entry.what,
                amount=entry.amount,
                currency=entry.currency,
                due=entry.due,
                mutual=entry.mutual or None,
            )
            yield from (Claim("by", names_of(entry.by)) for _ in (entry.by,) if entry.by)
            yield from (Claim("to", names_of(entry.to)) for _ in (entry.to,) if entry.to)
        case Occupancy():
            yield from _told(start=entry.start, end=entry.end, status=entry.status)
            yield Claim("holder", names_of(entry.holder))
        case Entity():
            yield from _told(country=entry.country)
            yield Claim("name", tuple(dict.fromkeys((entry.name, *entry.names))))


def _told(**said: object) -> Iterator[Claim]:
    yield from (Claim(facet, (str(value),)) for facet, value in said.items() if value is not None)


def _party(role: str, one: Participant, names_of: NamesOf) -> Claim:
    state = one.state or ""
    return Claim(role, tuple(f"{state}|{name}" for name in (names_of(one.entity) if one.entity else ("",))))


def said_of(claims: Iterable[Claim]) -> tuple[tuple[str, str], ...]:
    """Return claims as they are kept: each with its usual value."""
    return tuple((claim.facet, claim.values[0]) for claim in claims)


def changed_facets(said: Iterable[tuple[str, str]], claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the facets on which what was said and what is claimed now differ, each once.

    Example:
        >>> changed_facets([("when", "2020")], [Claim("when", ("2020", "MMXX")), Claim("where", ("Lima",))])
        ('where',)
    """
    left = list(claims)
    gone: list[str] = []
    for facet, value in said:
        same = next((claim for claim in left if claim.facet == facet and value in claim.values), None)
        if same is None:
            gone.append(facet)
        else:
            left.remove(same)
    return tuple(sorted({*gone, *(claim.facet for claim in left)}))


def keeps_parties(said: Iterable[tuple[str, str]], claims: Iterable[Claim]) -> bool:
    """Tell whether everybody who took part still does, whoever has come beside them.

    One who met two in one sentence met each of them: to share one party is not enough.

    Example:
        >>> keeps_parties([("actor", "PER|Ana")], [Claim("actor", ("PER|A. Costa", "PER|Ana"))])
        True
    """
    left = [claim for claim in claims if claim.facet in WHO]
    for facet, value in said:
        if facet in WHO:
            same = next((claim for claim in left if claim.facet == facet and value in claim.values), None)
            if same is None:
                return False
            left.remove(same)
    return True
