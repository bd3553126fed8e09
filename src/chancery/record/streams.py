"""Reads facts a few hundred at a time, so that an export of a record of any size needs little memory.

What is held for the whole of a stream is the ids of what was chosen, in order: about a hundred
bytes a fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, case, func, null, or_, select

from chancery.model.dates import Edtf
from chancery.model.events import Event
from chancery.model.evidence import Evidence
from chancery.model.offices import Occupancy
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation
from chancery.model.text import DateBasis, Span
from chancery.record import facts, queries, schema
from chancery.record.among import among
from chancery.record.codec import decode
from chancery.record.observations import edtf, shown_ids
from chancery.record.store import Record

_IDS_AT_ONCE: Final = 5000  # row by row takes twice as long
AT_ONCE: Final = 500  # facts in memory; more gains no speed, fewer cost a query each

Condition = ColumnElement[bool]
F = TypeVar("F")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which part of a record is wanted; without any bound, all of it.

    Attributes:
        states: Codes of states, or ids of organisations. All of them take part in an event, one of them is the
            speaker's of a quotation and the owner of an office, and the parties of a pledge are among them.
        since: Nothing that ended before.
        until: Nothing that began after.
        type: PLOVER type, ELECT or OFFICE. Then there are events only.
        mode: Mode of that type.
    """

    states: tuple[str, ...] = ()
    since: Edtf | None = None
    until: Edtf | None = None
    type: str | None = None
    mode: str | None = None

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self == Choice()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What a citation of a report says.

    Attributes:
        published: As concluded from all reports, like its basis and reasons.
        text: The clean text where it was asked for; else it stays where it is.
    """

    id: str
    path: str
    url: str | None
    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    language: str | None
    published: Edtf | None
    basis: DateBasis
    subtitle: str | None = None
    because: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    text: str | None = None


def chosen_events(record: Record, choice: Choice) -> list[str]:
    """Return the ids of the chosen events in the order of time."""
    event = schema.EVENT
    where = [*queries.taken_part_in_by(choice.states), *queries.within(event, choice.since, choice.until)]
    where += [event.c.type == choice.type] if choice.type else []
    where += [event.c.mode == choice.mode] if choice.mode else []
    return _in_time(record, event, where)


def each_event(record: Record, choice: Choice | None = None) -> Iterator[tuple[Event, ...]]:
    """Yield events in the order of time, a batch at a time."""
    yield from _each(record, schema.EVENT, chosen_events(record, choice or Choice()), facts.events)


def chosen_quotations(record: Record, choice: Choice) -> list[str]:
    """Return the ids of the chosen quotations in the order of time."""
    quotation = schema.QUOTATION
    if choice.type:
        return []
    where = queries.said_within(choice.since, choice.until)
    where += [quotation.c.state.in_(choice.states)] if choice.states else []
    return _in_time(record, quotation, where)


def each_quotation(record: Record, choice: Choice | None = None) -> Iterator[tuple[Quotation, ...]]:
    """Yield quotations in the order of time, a batch at a time."""
    yield from _each(record, schema.QUOTATION, chosen_quotations(record, choice or Choice()), facts.quotations)


def chosen_pledges(record: Record, choice: Choice) -> list[str]:
    """Return the ids of the pledges between the chosen states, by their first steps; `may_lie_within` asks further."""
    return [] if choice.type else _pledges_in_time(record, _between(choice.states))


def each_pledge(record: Record, choice: Choice | None = None) -> Iterator[tuple[Pledge, ...]]:
    """Yield pledges in the order of their first steps, a batch at a time."""
    choice = choice or Choice()
    for batch in _each(record, schema.PLEDGE, chosen_pledges(record, choice), facts.pledges):
        chosen = tuple(pledge for pledge in batch if may_lie_within([s.when for s in pledge.steps], choice))
        if chosen:
            yield chosen


def each_occupancy(record: Record, choice: Choice | None = None) -> Iterator[Occupancy]:
    """Yield occupancies by post and in time; there are as many as people in office, and they are read at once."""
    choice = choice or Choice()
    if choice.type:
        return
    for occupancy in record.occupancies():
        held = [occupancy.start, occupancy.end, occupancy.seen]
        if (not choice.states or occupancy.post.of in choice.states) and _held_within(held, choice):
            yield occupancy


def cited(record: Record, reports: Iterable[str]) -> dict[str, Cited]:
    """Return what citations of some reports say, by id."""
    found: dict[str, Cited] = {}
    with record._reading() as connection:  # noqa: SLF001 - of one package
        for names in batches(sorted(set(reports))):
            rows = connection.execute(_citations(text=False).where(among(schema.REPORT.c.id, names))).all()
            found |= {row.id: _cited(row) for row in rows}
    return found


def each_document(record: Record, reports: Iterable[str] | None = None, *, text: bool) -> Iterator[Cited]:
    """Yield the reports in the order of their ids, all or those named, with their text or without."""
    with record._reading() as connection:  # noqa: SLF001 - of one package
        ids = shown_ids(connection) if reports is None else sorted(set(reports))
    for names in batches(ids, AT_ONCE // 5 if text else AT_ONCE):
        with record._reading() as connection:  # noqa: SLF001 - of one package
            query = _citations(text=text).where(among(schema.REPORT.c.id, names)).order_by(schema.REPORT.c.id)
            rows = connection.execute(query).all()
        yield from map(_cited, rows)


def _citations(*, text: bool) -> Select[Any]:
    report, dating, ledger = schema.REPORT, schema.DATING, schema.LEDGER
    path = select(func.min(ledger.c.path)).where(ledger.c.report == report.c.id).scalar_subquery()
    query = select(
        *(report.c[name] for name in ("id", "url", "title", "subtitle", "outlet", "authors", "language", "doubts")),
        func.coalesce(dating.c.basis, report.c.published_basis).label("basis"),
        func.coalesce(dating.c.because, report.c.published_because).label("because"),
        case((dating.c.basis.is_not(None), dating.c.published), else_=report.c.published).label("published"),
        path.label("path"),
        (report.c.text if text else null()).label("text"),
    )
    return query.outerjoin(dating, dating.c.reading == report.c.reading).where(report.c.shown)


def false_quote(record: Record) -> Evidence | None:
    """Return a piece of evidence that its report does not say at that place, if there is any."""
    evidence, report = schema.EVIDENCE, schema.REPORT
    said = func.substr(report.c.text, evidence.c.start + 1, evidence.c.end - evidence.c.start)
    query = select(report.c.id, evidence.c.start, evidence.c.end, evidence.c.quote)
    query = query.join(report, report.c.reading == evidence.c.reading).where(said != evidence.c.quote).limit(1)
    with record._reading() as connection:  # noqa: SLF001 - of one package
        row = connection.execute(query).first()
    return None if row is None else Evidence(row.id, Span(row.start, row.end), row.quote)


def batches(items: Sequence[F], size: int = AT_ONCE) -> Iterator[Sequence[F]]:
    """Cut a sequence into pieces of at most `size`.

    Example:
        >>> list(batches("abcde", 2))
        ['ab', 'cd', 'e']
    """
    return (items[start : start + size] for start in range(0, len(items), size))


def _cited(row: Row[Any]) -> Cited:
    return Cited(
        id=row.id,
        path=row.path or "",
        url=row.url,
        title=row.title,
        subtitle=row.subtitle,
        outlet=row.outlet,
        authors=_texts(row.authors),
        language=row.language,
        published=edtf(row.published),
        basis=DateBasis(row.basis),
        because=_texts(row.because),
        doubts=_texts(row.doubts),
        text=row.text,
    )


@lru_cache(maxsize=4096)  # the same few come again and again
def _texts(data: str) -> tuple[str, ...]:
    return decode(data, tuple[str, ...])


def _each(
    record: Record, table: Table, ids: Sequence[str], read: Callable[[Connection, Sequence[Condition]], tuple[F, ...]]
) -> Iterator[tuple[F, ...]]:
    """Yield facts by id; each batch comes from `read` in the order that the ids have too."""
    for names in batches(ids):
        with record._reading() as connection:  # noqa: SLF001 - of one package
            found = read(connection, [among(table.c.id, names)])
        yield found


def _in_time(record: Record, table: Table, where: Sequence[Condition]) -> list[str]:
    """Return ids in the order of time: all of them, so that nothing else of an entry is in memory meanwhile."""
    days: dict[str | None, list[str]] = {}
    with record._reading() as connection:  # noqa: SLF001 - of one package
        found = connection.execute(select(table.c.dated, table.c.id).where(*where))
        for dated, name in chain.from_iterable(found.partitions(_IDS_AT_ONCE)):
            days.setdefault(dated, []).append(name)
    ordered: dict[tuple[int, int, int, str], list[str]] = {}
    for dated, names in days.items():  # two ways of writing a date may be one time
        ordered.setdefault(facts.in_time(edtf(dated)), []).extend(names)
    return [name for when in sorted(ordered) for name in sorted(ordered[when])]


def _pledges_in_time(record: Record, where: Sequence[Condition]) -> list[str]:
    pledge, step = schema.PLEDGE, schema.PLEDGE_STEP
    query = select(step.c.dated, pledge.c.id).select_from(pledge)
    query = query.outerjoin(step, and_(step.c.pledge == pledge.c.id, step.c.ordinal == 0)).where(*where)
    with record._reading() as connection:  # noqa: SLF001 - of one package
        ordered = sorted((facts.in_time(edtf(dated)), name) for dated, name in connection.execute(query))
    return [name for _, name in ordered]


def _between(states: Sequence[str]) -> list[Condition]:
    """Return the conditions that the parties of a pledge are among some states: one of one, both of several."""
    pledge = schema.PLEDGE
    by = or_(pledge.c.by_state.in_(states), pledge.c.by.in_(states))
    to = or_(pledge.c.to_state.in_(states), pledge.c.to.in_(states))
    if not states:
        return []
    return [or_(by, to)] if len(states) == 1 else [by, to]


def may_lie_within(dates: Iterable[Edtf | None], choice: Choice) -> bool:
    """Tell whether one of some dates may lie between the bounds; unknown ones only where there are none."""
    if choice.since is None and choice.until is None:
        return True
    return any(
        date is not None
        and not (choice.since is not None and date.before(choice.since))
        and not (choice.until is not None and choice.until.before(date))
        for date in dates
    )


def _held_within(held: Sequence[Edtf | None], choice: Choice) -> bool:
    """Tell whether a post may have been held between the bounds."""
    start, end, _ = held
    if choice.since is None and choice.until is None:
        return True
    if all(date is None for date in held):
        return False
    ended = choice.since is not None and end is not None and end.before(choice.since)
    begun = choice.until is None or start is None or not choice.until.before(start)
    return begun and not ended
