"""Whose each piece of evidence is, kept in memory: what searches count, narrow and list by.

A full-text index answers with the numbers of pieces of evidence, of which 100,000 events have 300,000. To ask the
record which entry each belongs to takes 0.9 s for a word that stands in a third of them; to look it up here takes a
twentieth of that. It is made once for each state of a record, in 0.8 s for 100,000 events; whose each piece of evidence
is, which changes with every conclusion, can be read anew for entries that are known already, in 0.13 s.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress, groupby, repeat
from operator import itemgetter
from typing import Any, Final, overload

from sqlalchemy import Connection

from chancery.record.indexes import IN_TIME
from chancery.record.stores import is_server

_UNDATED: Final = "~"
_NOBODY: Final = -1

# `(day, id, states)` of each entry; what has no day comes first, so that the last is always the latest
_ENTRIES: Final = {
    "event": f"SELECT {IN_TIME}, id, part_of, place FROM event ORDER BY 1, 2",  # noqa: S608 - our own words
    "quotation": f"SELECT {IN_TIME}, id, state FROM quotation ORDER BY 1, 2",  # noqa: S608
    "pledge": """
      SELECT coalesce(pledge_step.dated, ''), id, by_state, to_state FROM pledge
      LEFT JOIN pledge_step ON pledge_step.pledge = pledge.id AND pledge_step.ordinal = 0 ORDER BY 1, 2
    """,
    "occupancy": 'SELECT coalesce("start", seen, "end", \'\'), id, "of" FROM occupancy ORDER BY 1, 2',
}
_PARTS: Final = "SELECT DISTINCT state, event FROM participant WHERE state IS NOT NULL ORDER BY state"
_ENDS: Final = "SELECT min(number), max(number) FROM evidence"
_COLUMN: Final = "SELECT {name} FROM evidence ORDER BY number"
_IN_ONE_PIECE: Final = "SELECT json_group_array({name}) FROM ({column})"  # a row at a time costs twice as much
_REPORTS: Final = """
  SELECT report.reading, report.id, report.outlet, coalesce(dating.published, report.published, '') FROM report
  LEFT JOIN dating ON dating.reading = report.reading WHERE report.shown
"""


@dataclass(frozen=True, slots=True)
class Told:
    """A report that is shown, as a search lists it.

    Attributes:
        when: EDTF text of when it was published; empty where that is not known.
    """

    id: str
    outlet: str | None
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """The entries of a record in four stretches of one row, and whose each piece of evidence is.

    Attributes:
        ids: The entries: events, quotations, pledges, offices held; each kind in time, what has no day first.
        stretches: Where each kind stands.
        place: Where each entry stands, by id.
        days: First day on which each event may lie, or `~`.
        states: Whose each entry is: the states that take part, speak, promise or are promised, or have the office.
        events_of: Where the events of each state stand, in time.
        parts: Ids of the talks held during each visit.
        where: Where the events of each place stand, by its name in small letters.
        reports: The reports shown, by reading.
        first: Number of the first piece of evidence.
        owner: Where the owner of each piece stands, from the first number on; -1 where it has none, or none known.
        reading: What reading each piece stands in; None where that is yet to be looked up.
    """

    ids: tuple[str, ...]
    stretches: Mapping[str, range]
    place: Mapping[str, int]
    days: tuple[str, ...]
    states: Sequence[tuple[str, ...]]
    events_of: Mapping[str, list[int]]
    parts: Mapping[str, list[str]]
    where: Mapping[str, list[int]]
    reports: Mapping[int, Told]
    first: int
    owner: Sequence[int]
    reading: array[int] | None = None

    def known(self, numbers: list[int]) -> list[int]:
        """Leave out pieces of evidence that came into the record after this was read."""
        after = self.first + len(self.owner)
        if not numbers or (min(numbers) >= self.first and max(numbers) < after):
            return numbers
        return [number for number in numbers if self.first <= number < after]

    def mark(self, numbers: list[int]) -> bytearray:
        """Return a 1 at the place of each entry that owns one of some pieces of evidence."""
        marks, owner, first = bytearray(len(self.ids) + 1), self.owner, self.first
        pieces = [number - first for number in self.known(numbers)]
        for at in owner.of(pieces) if isinstance(owner, _Named) else map(owner.__getitem__, pieces):
            marks[at] = 1
        marks.pop()  # where the pieces without an owner are counted: -1 is the last
        return marks

    def marked(self, kind: str, marks: bytearray) -> list[int]:
        """Return the places of the entries of a kind that are marked."""
        stretch = self.stretches[kind]
        return list(compress(stretch, marks[stretch.start : stretch.stop]))

    def printed_by(self, outlet: str, numbers: Iterable[int], reading: Sequence[int]) -> list[int]:
        """Return those pieces of evidence that stand in reports of an outlet.

        Args:
            outlet: Its name.
            numbers: Of pieces that are known.
            reading: The reading that each piece stands in, as `read_readings` gives them.
        """
        own = {at for at, told in self.reports.items() if told.outlet == outlet}
        return [number for number in numbers if reading[number - self.first] in own]


def read_owners(connection: Connection) -> Owners:
    """Look up whose everything is.

    Args:
        connection: Inside a transaction.
    """
    rows = {kind: _in_time(_all(connection, query)) for kind, query in _ENTRIES.items()}
    ids = tuple(row[1] for kind in rows for row in rows[kind])
    place = {entry: at for at, entry in enumerate(ids)}
    events = rows["event"]
    states, events_of = _states(_all(connection, _PARTS), place, len(events))
    for kind in ("quotation", "pledge", "occupancy"):
        states += [tuple(dict.fromkeys(filter(None, row[2:]))) for row in rows[kind]]
    parts: defaultdict[str, list[str]] = defaultdict(list)
    where: defaultdict[str, list[int]] = defaultdict(list)
    for at, (_, event, whole, named) in enumerate(events):
        if whole:
            parts[whole].append(event)
        if named:
            where[named.casefold()].append(at)
    first, owner = _pieces(connection, place)
    return Owners(
        ids=ids,
        stretches=_stretches({kind: len(found) for kind, found in rows.items()}),
        place=place,
        days=tuple(row[0] for row in events),
        states=states,
        events_of=events_of,
        parts=parts,
        where=where,
        reports={row[0]: Told(*row[1:]) for row in _all(connection, _REPORTS)},
        first=first,
        owner=owner,
        reading=read_readings(connection),
    )


def with_pieces(connection: Connection, owners: Owners) -> Owners:
    """Look up anew whose each piece of evidence is, of the entries that are known already.

    Every conclusion numbers evidence anew: what an older number stands for now is another's.

    Args:
        connection: Inside a transaction.
        owners: Of an older state of the record.
    """
    first, size = _ends(connection)
    named = _column(connection, "owner")
    if len(named) == size:
        return replace(owners, first=first, owner=_Named(named, owners.place), reading=None)
    first, owner = _pieces(connection, owners.place)
    return replace(owners, first=first, owner=owner, reading=None)


class _Named(Sequence[int]):
    """Where the owner of each piece stands, found by its name when somebody asks: most pieces nobody asks for."""

    def __init__(self, named: Sequence[str], place: Mapping[str, int]) -> None:
        self._named, self._place = named, place

    def __len__(self) -> int:
        return len(self._named)

    def of(self, pieces: Iterable[int]) -> Iterator[int]:
        """Return where the owners of some pieces stand."""
        return map(self._place.get, map(self._named.__getitem__, pieces), repeat(_NOBODY))

    @overload
    def __getitem__(self, at: int) -> int: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...

    def __getitem__(self, at: int | slice) -> int | Sequence[int]:
        if isinstance(at, slice):
            return [self._place.get(one, _NOBODY) for one in self._named[at]]
        return self._place.get(self._named[at], _NOBODY)


def read_readings(connection: Connection) -> array[int]:
    """Return the reading that each piece of evidence stands in, from the first number on."""
    first, size = _ends(connection)
    return _by_number(connection, first, size, _column(connection, "reading"), typecode="q")


def _all(connection: Connection, query: str) -> Iterable[Any]:
    """Return bare rows, one at a time: half a million of them are worth it."""
    found: Iterable[Any] = connection.exec_driver_sql(query).cursor  # type: ignore[assignment]  # a SELECT has one
    return found


def _in_time(found: Iterable[Any]) -> list[Any]:
    """Put what has no day first."""
    rows = list(found)
    return [*(row for row in rows if row[0] == _UNDATED), *(row for row in rows if row[0] != _UNDATED)]


def _stretches(sizes: Mapping[str, int]) -> dict[str, range]:
    stretches, start = {}, 0
    for kind, size in sizes.items():
        stretches[kind] = range(start, start + size)
        start += size
    return stretches


def _states(
    parts: Iterable[tuple[str, str]], place: Mapping[str, int], events: int
) -> tuple[list[tuple[str, ...]], dict[str, list[int]]]:
    """Return the states of each event, each once, and the events of each state; `parts` come state by state."""
    groups: list[tuple[str, ...]] = [()]  # the same few pairs again and again: each is made once
    group = array("i", [0]) * events
    events_of: dict[str, list[int]] = {}
    for state, mine in groupby(parts, key=itemgetter(0)):
        joined: dict[int, int] = {}
        events_of[state] = stand = sorted(place[event] for _, event in mine)
        for at in stand:
            before = group[at]
            if before not in joined:
                joined[before] = len(groups)
                groups.append((*groups[before], state))
            group[at] = joined[before]
    return [groups[one] for one in group], events_of


def _pieces(connection: Connection, place: Mapping[str, int]) -> tuple[int, array[int]]:
    first, size = _ends(connection)
    found = [place.get(entry, _NOBODY) for entry in _column(connection, "owner")]
    return first, _by_number(connection, first, size, found, typecode="i")


def _ends(connection: Connection) -> tuple[int, int]:
    """Return the first number of evidence, and how far the numbers reach."""
    first, last = connection.exec_driver_sql(_ENDS).one()
    return first or 0, last - first + 1 if last is not None else 0


def _by_number(connection: Connection, first: int, size: int, values: list[int], *, typecode: str) -> array[int]:
    """Put values, which are in the order of the numbers, where the numbers say."""
    if len(values) == size:  # none is left out between
        return array(typecode, values)
    found = array(typecode, [_NOBODY]) * size
    for number, value in zip(_column(connection, "number"), values, strict=True):
        found[number - first] = value
    return found


def _column(connection: Connection, name: str) -> list[Any]:
    column = _COLUMN.format(name=name)
    if is_server(connection):
        return [row[0] for row in _all(connection, column)]
    found: list[Any] = json.loads(
        connection.exec_driver_sql(_IN_ONE_PIECE.format(name=name, column=column)).scalar_one()
    )
    return found
