"""Writes what the search page searches: a line for each entry, in files that a page may load without a server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final, TypeVar

from chancery.model.dates import Edtf
from chancery.model.events import Event
from chancery.record.browsing import Wanted, events_with, occupancies_with, pledges_of, quotations_with
from chancery.views.entry import held_words, party_words, post_words, speaker_words
from chancery.views.labels import date_words, event_sentence, plain
from chancery.views.templating import cut
from chancery.web.publishing.addresses import file_stem
from chancery.web.site import Visit

ROWS: Final = 2000  # entries of one file
_TEXT: Final = 240  # characters of evidence that an entry is found by
_HEADING: Final = 300
_READ: Final = 500  # entries that are read at once

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What the search page knows of an entry.

    Attributes:
        kind: Of the entry.
        file: Its page.
        heading: The entry in one line.
        note: Date or origin.
        text: Words of its evidence.
        first: The first day that it may lie on, as ISO 8601; empty for an unknown one.
        last: The last such day.
        states: Codes of states, which the filters know.
        people: Ids of people.
        act: `TYPE` or `TYPE/mode`.
        status: Of an event.
        outlets: Who prints it.
    """

    kind: str
    file: str
    heading: str
    note: str = ""
    text: str = ""
    first: str = ""
    last: str = ""
    states: Sequence[str] = ()
    people: Sequence[str] = ()
    act: str = ""
    status: str = ""
    outlets: Sequence[str] = field(default=())


def read_lines(visit: Visit) -> Iterator[Line]:
    """Yield a line for each entry that has a page, read a few at a time."""
    yield from _entities(visit)
    for events in _read(visit, visit.events(Wanted()), events_with):
        yield from (_event(event, visit) for event in events)
    yield from _quotations(visit)
    yield from _pledges(visit)
    yield from _offices(visit)
    yield from _reports(visit)


def write_rows(lines: Iterable[Line]) -> Iterator[bytes]:
    """Yield the files of the index, each a call that hands its lines to the search page.

    A page that was opened from a folder may load scripts, and no data: so the JSON is handed over in a call.
    """
    rows: list[str] = []
    for line in lines:
        rows.append(json.dumps(_packed(line), ensure_ascii=False, separators=(",", ":")))
        if len(rows) == ROWS:
            yield _file(rows)
            rows = []
    if rows:
        yield _file(rows)


def _packed(line: Line) -> list[Any]:
    """Return the values in their order, without empty ones at the end."""
    values = list(asdict(line).values())
    while values and not values[-1]:
        values.pop()
    return values


def _file(rows: Sequence[str]) -> bytes:
    listed = ",\n".join(rows)
    return f"chancerySearch([\n{listed}\n]);\n".encode("utf-8", "backslashreplace")


def _read(
    visit: Visit, rows: Sequence[Any], find: Callable[[Any, Sequence[str]], Sequence[T]]
) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), _READ):
        yield find(visit.record, [row.id for row in rows[start : start + _READ]])


def _event(event: Event, visit: Visit) -> Line:
    parties = (*event.actors, *event.recipients)
    entities = visit.names.entities
    people = {who.entity for who in parties if who.entity and who.entity in entities}
    return Line(
        kind="event",
        file=f"events/{file_stem(event.id)}.html",
        heading=cut(event_sentence(event, visit.names), _HEADING),
        note=date_words(event.when),
        text=_words(" ".join(filter(None, (event.where, event.evidence[0].quote)))),
        **_days(event.when),
        states=sorted(
            {who.state for who in parties if who.state} | (people & visit.directory.choices["states"].keys())
        ),
        people=sorted(people),
        act="/".join(filter(None, (event.type, event.mode))),
        status=event.status.value,
        outlets=_outlets(visit, {telling.report for telling in event.tellings}),
    )


def _quotations(visit: Visit) -> Iterator[Line]:
    for found in _read(visit, visit.quotations(Wanted()), quotations_with):
        for one in found:
            yield Line(
                kind="quotation",
                file=f"quotations/{file_stem(one.id)}.html",
                heading=cut(speaker_words(one, visit.names), _HEADING),
                note=date_words(one.when) if one.when else "",
                text=_words(one.renderings[0].content.quote),
                **_days(one.when),
                states=[one.state] if one.state else [],
                people=sorted(filter(None, (one.speaker, *one.also))),
                outlets=_outlets(visit, {rendering.content.report for rendering in one.renderings}),
            )


def _pledges(visit: Visit) -> Iterator[Line]:
    for one in pledges_of(visit.record):
        by = party_words(one.by, one.by_state, visit.names)
        yield Line(
            kind="pledge",
            file=f"pledges/{file_stem(one.id)}.html",
            heading=cut(": ".join(filter(None, (by, plain(one.what)))), _HEADING),
            note=one.steps[-1].state.value if one.steps else "",
            text=_words(one.evidence[0].quote),
            states=sorted({state for state in (one.by_state, one.to_state) if state}),
            people=sorted({who for who in (one.by, one.to) if who}),
            outlets=_outlets(visit, {piece.report for piece in one.evidence}),
        )


def _offices(visit: Visit) -> Iterator[Line]:
    held = visit.record.occupancies()
    for start in range(0, len(held), _READ):
        for one in occupancies_with(visit.record, [each.id for each in held[start : start + _READ]]):
            yield Line(
                kind="occupancy",
                file=f"offices/{file_stem(one.id)}.html",
                heading=cut(f"{visit.names.of(one.holder)}, {post_words(one, visit.names)}", _HEADING),
                note=held_words(one),
                text=_words(one.evidence[0].quote),
                states=[one.post.of] if one.post.of else [],
                people=[one.holder],
                outlets=_outlets(visit, {piece.report for piece in one.evidence}),
            )


def _entities(visit: Visit) -> Iterator[Line]:
    for one in visit.names.entities.values():
        also = ", ".join(name for name in one.names if name != one.name)
        state = visit.names.state(one.country) if one.country not in {None, one.id} else ""
        yield Line(
            kind="entity",
            file=f"entities/{file_stem(one.id)}.html",
            heading=cut(visit.names.of(one.id), _HEADING),
            note=", ".join(filter(None, (one.kind.value, state))),
            text=_words(also),
            states=[one.country] if one.country else [],
        )


def _reports(visit: Visit) -> Iterator[Line]:
    for head in visit.directory.heads.values():
        yield Line(
            kind="report",
            file=f"reports/{file_stem(head.id)}.html",
            heading=cut(plain(head.title) if head.title else "Without a title", _HEADING),
            note=visit.directory.publishers[head.id].outlet,
            **_days(Edtf.parse(head.published) if head.published else None),
            outlets=[head.outlet] if head.outlet else [],
        )


def _days(date: Edtf | None) -> dict[str, str]:
    first, last = (date.earliest, date.latest) if date else (None, None)
    return {"first": first.isoformat() if first else "", "last": last.isoformat() if last else ""}


def _outlets(visit: Visit, reports: set[str]) -> list[str]:
    """Return who prints some reports, or reprints of them."""
    heads, printed = visit.directory.heads, visit.remembered("printed", lambda: _printed(visit))
    told = {outlet for one in reports if one in heads for outlet in (heads[one].outlet, *printed.get(one, ()))}
    return sorted(filter(None, told))


def _printed(visit: Visit) -> dict[str, list[str]]:
    """Return the outlets of the reprints of each report."""
    found: dict[str, list[str]] = {}
    for head in visit.directory.heads.values():
        if head.original and head.outlet:
            found.setdefault(head.original, []).append(head.outlet)
    return found


def _words(text: str) -> str:
    return cut(plain(text), _TEXT)
