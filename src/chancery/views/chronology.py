"""Lists events by date: by year, the undated ones last, under a heading of their own."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, Protocol

from chancery.model.dates import Edtf
from chancery.model.events import Event, EventStatus
from chancery.views.labels import STATUS_WORDS, Names, count_words, date_words, event_sentence, plain
from chancery.views.sources import NO_OUTLET, Source

UNDATED: Final = "Date unknown"
ID_LENGTH: Final = 10  # characters of an id that a line shows; `chancery show` takes any unique beginning
_LAST: Final = (3, 0, 0, "")
_GUTTER: Final = 2
_DATE_WIDTH: Final = 18  # fits most dates; a longer one stands on a line of its own
_NARROW: Final = 60


class Published(Protocol):
    """What a line asks of a report."""

    @property
    def outlet(self) -> str:
        """Who published it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One event as one line of a chronicle.

    Attributes:
        when: Date in words.
        what: Actors, act and recipients.
        status: In words; empty for what simply happened.
        where: Place; empty if none is told.
        told: Number of reports and, if there are several, of outlets.
        id_length: Characters of the id that tell it from the other events.
    """

    event: Event
    when: str
    what: str
    status: str
    where: str
    told: str
    id_length: int = ID_LENGTH

    @property
    def id(self) -> str:
        """Beginning of the event's id."""
        return self.event.id[: self.id_length]

    def text(self) -> str:
        """Join everything but the date."""
        status = f"[{self.status}] " if self.status else ""
        where = f", {self.where}" if self.where else ""
        return f"{status}{self.what}{where} ({self.told}) {self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The events of one year.

    Attributes:
        name: "2020", or `UNDATED`.
        number: The year; None for undated events.
    """

    name: str
    number: int | None
    lines: tuple[Line, ...]


def event_order(event: Event) -> tuple[tuple[int, int, int, str], str, str]:
    """Order events by date, then type, then id; undated ones last."""
    return (event.when.sort_key if event.when else _LAST, event.type, event.id)


def year_of(date: Edtf | None) -> int | None:
    """Return the year that a date is listed under: its first known one."""
    day = (date.earliest or date.latest) if date else None
    return day.year if day else None


def make_line(event: Event, names: Names, sources: Mapping[str, Published]) -> Line:
    """Put one event into words."""
    reports = {telling.report for telling in event.tellings} or {evidence.report for evidence in event.evidence}
    outlets = {sources[report].outlet for report in reports if report in sources} - {NO_OUTLET}
    told = count_words(len(reports), "report")
    return Line(
        event=event,
        when=date_words(event.when),
        what=event_sentence(event, names),
        status="" if event.status is EventStatus.OCCURRED else STATUS_WORDS[event.status],
        where=plain(event.where) if event.where else "",
        told=f"{told}, {count_words(len(outlets), 'outlet')}" if len(outlets) > 1 else told,
    )


def distinct_length(ids: Sequence[str]) -> int:
    """Return how many characters tell ids apart, `ID_LENGTH` at least."""
    longest = max(map(len, ids), default=ID_LENGTH)
    return next((n for n in range(ID_LENGTH, longest) if len({i[:n] for i in ids}) == len(set(ids))), longest)


def make_years(events: Iterable[Event], names: Names, sources: Mapping[str, Source]) -> tuple[Year, ...]:
    """Group events by year, the undated ones last."""
    ordered = sorted(events, key=event_order)
    length = distinct_length([event.id for event in ordered])
    dated = [event for event in ordered if year_of(event.when) is not None]
    undated = [event for event in ordered if year_of(event.when) is None]
    groups: list[tuple[int | None, list[Event]]] = [(y, list(g)) for y, g in groupby(dated, lambda e: year_of(e.when))]
    if undated:
        groups.append((None, undated))
    return tuple(
        Year(
            name=UNDATED if number is None else str(number),
            number=number,
            lines=tuple(replace(make_line(event, names, sources), id_length=length) for event in group),
        )
        for number, group in groups
    )


def render_years(years: Sequence[Year], *, width: int | None) -> str:
    """Write a chronicle as text.

    Args:
        years: As `make_years` gives them.
        width: Columns of the terminal; None leaves every event on one line, for pipes and files.
    """
    return "\n".join(f"{year.name}\n\n{_render_lines(year.lines, width)}\n" for year in years)


def _render_lines(lines: Sequence[Line], width: int | None) -> str:
    column = max(_DATE_WIDTH, *(len(line.when) for line in lines)) if width is None else _DATE_WIDTH
    return "\n".join(_render_line(line, column, width) for line in lines)


def _render_line(line: Line, column: int, width: int | None) -> str:
    text = line.text()
    if width is None:
        return f"{' ' * _GUTTER}{line.when:<{column}}{' ' * _GUTTER}{text}"
    if width < _NARROW:
        body = textwrap.fill(text, max(20, width - 2 * _GUTTER), break_on_hyphens=False)
        return f"{' ' * _GUTTER}{line.when}\n{textwrap.indent(body, ' ' * 2 * _GUTTER)}"
    indent = " " * (column + 2 * _GUTTER)
    body = textwrap.fill(text, width - len(indent), break_on_hyphens=False)
    if len(line.when) > column:
        return f"{' ' * _GUTTER}{line.when}\n{textwrap.indent(body, indent)}"
    first, *rest = body.split("\n")
    return "\n".join([f"{' ' * _GUTTER}{line.when:<{column}}{' ' * _GUTTER}{first}", *(indent + part for part in rest)])
