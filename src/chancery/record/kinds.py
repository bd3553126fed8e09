"""What the history of a record follows: each kind of conclusion, how it is read, and what it rests on."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Table

from chancery.model.claims import Entry, pins_of, sort_of
from chancery.model.decisions import Outcome
from chancery.model.events import Event
from chancery.model.facts import Conclusions, Dating, Question, Reprint
from chancery.model.offices import Entity, Occupancy, Vacancy
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation
from chancery.record import decisions, facts, identities, schema, vacancies
from chancery.record.codec import decode, encode

Kept = Entry | Question | Dating | Reprint | Outcome | Vacancy
Key = tuple[str, str]
"""Kind and id."""
Place = tuple[str, str, int, int]
"""Sort of an entry, report, and span of a piece of evidence."""

_DIGEST: Final = 12  # bytes; two contents of one entry are told apart, not two entries
_BATCH: Final = 500  # ids of one query


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of conclusion.

    Attributes:
        name: As history calls it.
        part: Its field of `Conclusions`.
        model: Its class.
        table: Its table; the others are read whole, being small.
        read: Reads those that meet conditions, or all.
    """

    name: str
    part: str
    model: type[Any]
    table: Table | None
    read: Callable[..., Sequence[Any]]


KINDS: Final[tuple[Kind, ...]] = (
    Kind("entity", "entities", Entity, schema.ENTITY, facts.entities),
    Kind("occupancy", "occupancies", Occupancy, schema.OCCUPANCY, facts.occupancies),
    Kind("event", "events", Event, schema.EVENT, facts.events),
    Kind("quotation", "quotations", Quotation, schema.QUOTATION, facts.quotations),
    Kind("pledge", "pledges", Pledge, schema.PLEDGE, facts.pledges),
    Kind("question", "questions", Question, None, identities.questions),
    Kind("vacancy", "vacancies", Vacancy, None, vacancies.vacancies),
    Kind("dating", "datings", Dating, None, facts.datings),
    Kind("reprint", "reprints", Reprint, None, facts.reprints),
    Kind("outcome", "outcomes", Outcome, None, lambda connection: tuple(decisions.outcomes(connection).values())),
)
ENTRIES: Final = frozenset({"entity", "occupancy", "event", "quotation", "pledge"})
"""The kinds that are entries of the record; the others are what it thinks about them."""

_BY_NAME: Final = {kind.name: kind for kind in KINDS}


def key_of(kind: str, kept: Kept) -> Key:
    """Return the kind and id of something concluded; of a dating or reprint the report's id."""
    if isinstance(kept, Dating | Reprint):
        return kind, kept.report
    if isinstance(kept, Outcome):
        return kind, str(kept.decision)
    return kind, kept.id


def each(conclusions: Conclusions) -> Iterator[tuple[Key, Kept]]:
    """Yield everything concluded that history follows."""
    for kind in KINDS:
        yield from ((key_of(kind.name, kept), kept) for kept in getattr(conclusions, kind.part))


def digest_of(kept: Kept) -> bytes:
    """Return a short hash of a content."""
    return hashlib.blake2b(encode(kept).encode(), digest_size=_DIGEST).digest()


def pack(kept: Kept) -> bytes:
    """Write a content as compressed JSON."""
    return zlib.compress(encode(kept).encode(), 6)


def unpack(kind: str, packed: bytes) -> Kept:
    """Read what `pack` wrote."""
    found: Kept = decode(zlib.decompress(packed), _BY_NAME[kind].model)
    return found


def read(connection: Connection, kind: str, ids: Iterable[str]) -> Iterator[tuple[Key, Kept]]:
    """Yield what the record holds now under ids of one kind; few are in memory at a time."""
    known = _BY_NAME[kind]
    if known.table is None:
        wanted = set(ids)
        found = ((key_of(kind, kept), kept) for kept in (known.read(connection) if wanted else ()))
        yield from (pair for pair in found if pair[0][1] in wanted)
        return
    ordered = sorted(ids)
    for start in range(0, len(ordered), _BATCH):
        for kept in known.read(connection, (known.table.c.id.in_(ordered[start : start + _BATCH]),)):
            yield key_of(kind, kept), kept


def reports_of(kept: Kept) -> frozenset[str]:
    """Return the reports that something concluded rests on."""
    if isinstance(kept, Dating | Reprint):
        return frozenset({kept.report})
    if isinstance(kept, Question | Vacancy):
        return frozenset(item.report for item in kept.evidence)
    return frozenset() if isinstance(kept, Outcome) else frozenset(pin.report for pin in pins_of(kept))


def places_of(kept: Kept) -> frozenset[Place]:
    """Return by what an entry is known again under another id: the words it rests on; of an entity its names."""
    if isinstance(kept, Entity):
        return frozenset((sort_of(kept), name.casefold(), 0, 0) for name in kept.names)
    if isinstance(kept, Question | Dating | Reprint | Outcome | Vacancy):
        return frozenset()
    sort = sort_of(kept)
    return frozenset((sort, pin.report, pin.span.start, pin.span.end) for pin in pins_of(kept))
