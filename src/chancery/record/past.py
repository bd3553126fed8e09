"""Restores what the record said at an earlier run, and tells what each run changed.

An earlier state lives in temporary views beside the record: what is in the tables and was not changed
since, and what stood in its place. The record itself stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Table, case, func, select, text

from chancery.model.facts import Conclusions
from chancery.record import conclusions as derived
from chancery.record import runs, schema
from chancery.record.causes import Cause
from chancery.record.codec import decode
from chancery.record.kinds import KINDS, Kept, Key, read, unpack
from chancery.record.lasting import CHANGE
from chancery.record.runs import Run
from chancery.record.stores import Make, store_of

# Which column of a table names the entry that a row belongs to, and which kinds of entry those are.
_OWNERS: Final[dict[Table, tuple[str, str]]] = {
    schema.ENTITY: ("id", "entity"),
    schema.ENTITY_NAME: ("entity", "entity"),
    schema.OCCUPANCY: ("id", "occupancy"),
    schema.EVENT: ("id", "event"),
    schema.PARTICIPANT: ("event", "event"),
    schema.TELLING: ("event", "event"),
    schema.DIFFERENCE: ("event", "event"),
    schema.QUOTATION: ("id", "quotation"),
    schema.ALSO_SPEAKER: ("quotation", "quotation"),
    schema.ACT: ("quotation", "quotation"),
    schema.PLEDGE: ("id", "pledge"),
    schema.PLEDGE_STEP: ("pledge", "pledge"),
    schema.QUESTION: ("id", "question"),
    schema.QUESTION_EVIDENCE: ("question", "question"),
    schema.VACANCY: ("id", "vacancy"),
    schema.VACANCY_EVIDENCE: ("vacancy", "vacancy"),
    schema.OUTCOME: ("decision", "outcome"),
}
_BY_REPORT: Final[dict[Table, str]] = {schema.DATING: "dating", schema.REPRINT: "reprint"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a run did to one entry.

    Attributes:
        kind: "event", "quotation", "pledge", "occupancy", "entity", "question", "vacancy", "dating", "reprint",
            "outcome".
        entry: Its id after the run; None if it was lost.
        was: Its id before the run; None if it was gained.
        before: What it said before; None if it was gained.
        after: What it said after; None if it was lost.
    """

    kind: str
    entry: str | None
    was: str | None
    before: Kept | None
    after: Kept | None
    cause: Cause


def changes(connection: Connection, since: int) -> Iterator[tuple[Run, tuple[Change, ...]]]:
    """Yield what each run after run `since` changed, the latest run first.

    Args:
        connection: Inside a transaction.
        since: The number of a run; 0 is the time before the first.

    Raises:
        QueryError: If there was no such run (C084).
    """
    if since:
        runs.run(connection, since)
    later: dict[Key, bytes | None] = {}  # what stood after the run in question, where that is not what stands now
    for this in reversed(runs.runs(connection)):
        if this.number <= since:
            return
        rows = _rows(connection, this.number)
        now = _standing(connection, [(row.kind, row.entry) for row in rows if row.entry is not None], later)
        yield (
            this,
            tuple(_change(row, now) for row in rows),
        )
        later.update(dict.fromkeys(((row.kind, row.entry) for row in rows if row.entry is not None), None))
        later.update({(row.kind, row.was): row.before for row in rows if row.was is not None})


def changes_of(connection: Connection, number: int, kind: str, limit: int) -> tuple[Change, ...]:
    """Return the first changes that a run made to entries of one kind, without reading what other runs did.

    Args:
        connection: Inside a transaction.
        number: The number of a run.
        kind: As `Change.kind` has it.
        limit: How many at most.

    Raises:
        QueryError: If there was no such run (C084).
    """
    runs.run(connection, number)
    query = select(CHANGE).where(CHANGE.c.run == number, CHANGE.c.kind == kind).order_by(CHANGE.c.ordinal)
    rows = list(connection.execute(query.limit(limit)))
    keys = [(kind, row.entry) for row in rows if row.entry is not None]
    now = _standing(connection, keys, _later(connection, number, kind, [entry for _, entry in keys]))
    return tuple(_change(row, now) for row in rows)


def _later(connection: Connection, number: int, kind: str, entries: Sequence[str]) -> dict[Key, bytes | None]:
    """Return what entries said before the first run after this one that changed them."""
    later: dict[Key, bytes | None] = {}
    meant = (CHANGE.c.run > number, CHANGE.c.kind == kind, CHANGE.c.was.in_(entries))
    for row in connection.execute(select(CHANGE.c.was, CHANGE.c.before).where(*meant).order_by(CHANGE.c.run)):
        later.setdefault((kind, row.was), row.before)
    return later


def change_counts(connection: Connection) -> dict[int, dict[tuple[str, str], int]]:
    """Return how many entries each run gained, lost and altered: by run, then by kind and turn."""
    turn = case((CHANGE.c.was.is_(None), "gained"), (CHANGE.c.entry.is_(None), "lost"), else_="altered")
    query = select(CHANGE.c.run, CHANGE.c.kind, turn, func.count()).group_by(CHANGE.c.run, CHANGE.c.kind, turn)
    counted: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for run, kind, how, number in connection.execute(query):
        counted[run][kind, how] = number
    return dict(counted)


def _change(row: Any, now: Mapping[Key, Kept]) -> Change:  # noqa: ANN401 - a row of the table
    return Change(
        kind=row.kind,
        entry=row.entry,
        was=row.was,
        before=None if row.before is None else unpack(row.kind, row.before),
        after=None if row.entry is None else now[row.kind, row.entry],
        cause=decode(row.cause, Cause),
    )


def _rows(connection: Connection, number: int) -> list[Any]:
    return list(connection.execute(select(CHANGE).where(CHANGE.c.run == number).order_by(CHANGE.c.ordinal)))


def _standing(connection: Connection, keys: Iterable[Key], later: Mapping[Key, bytes | None]) -> dict[Key, Kept]:
    """Return what stood under keys after a run: what a later run kept of it, else what stands now."""
    found: dict[Key, Kept] = {}
    here: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        kept = later.get(key)
        if kept is None:
            here[key[0]].append(key[1])
        else:
            found[key] = unpack(key[0], kept)
    for kind, ids in here.items():
        found.update(read(connection, kind, ids))
    return found


@contextmanager
def restored(connection: Connection, number: int, *, readonly: bool) -> Iterator[None]:
    """Let every question inside the block see the record as it was after a run.

    Args:
        connection: Inside a transaction.
        number: The number of a run.
        readonly: Whether the connection was opened for questions only.

    Raises:
        QueryError: If there was no such run (C084).
    """
    this = runs.run(connection, number)
    undone = _undone(connection, number)
    store = store_of(connection)
    names = _Names(store.main(connection), store.temporary, store.keyed)
    with store.beside(connection, readonly=readonly) as make:
        _make_views(connection, names, this, make, undone)
        yield


@dataclass(frozen=True, slots=True)
class _Names:
    """How a store calls the record itself and what is beside it, and how it ends a table found by its key."""

    main: str
    temporary: str
    keyed: str


def _undone(connection: Connection, number: int) -> tuple[set[Key], dict[Key, bytes]]:
    """Return what stands now and did not after a run, and what stood in its place."""
    hidden: set[Key] = set()
    stood: dict[Key, bytes] = {}
    for later in reversed(runs.runs(connection)):
        if later.number <= number:
            break
        rows = _rows(connection, later.number)
        for row in rows:
            if row.entry is not None and stood.pop((row.kind, row.entry), None) is None:
                hidden.add((row.kind, row.entry))
        stood.update({(row.kind, row.was): row.before for row in rows if row.was is not None})
    return hidden, stood


def _make_views(
    connection: Connection, names: _Names, this: Run, make: Make, undone: tuple[set[Key], dict[Key, bytes]]
) -> None:
    hidden, stood = undone
    beside = names.temporary
    make("TABLE", "hidden", f"(kind {_TEXT}, entry {_TEXT}, PRIMARY KEY (kind, entry)) {names.keyed}")
    if hidden:
        rows = [{"kind": kind, "entry": entry} for kind, entry in sorted(hidden)]
        connection.execute(text(f"INSERT INTO {beside}.hidden VALUES (:kind, :entry)"), rows)  # noqa: S608
    make("TABLE", "then_shown", f"AS {_SHOWN.format(main=names.main, last=this.last_reading)}")
    make("VIEW", "report", f"AS {_report_view(names, this)}")
    make("VIEW", "decision", f"AS SELECT * FROM {names.main}.decision WHERE number <= {this.last_decision}")  # noqa: S608
    shown = connection.execute(text(f"SELECT id, reading FROM {beside}.then_shown"))  # noqa: S608
    past = derived.rows_of(_conclusions(stood), {row.id: row.reading for row in shown})
    for table in schema.DERIVED:
        make("TABLE", f"past_{table.name}", f"AS SELECT {_columns(table)} FROM {names.main}.{table.name} WHERE 1 = 0")  # noqa: S608
        if past.of[table]:
            marks = ", ".join(f":{column.name}" for column in table.c)
            blank: dict[str, object] = dict.fromkeys((column.name for column in table.c), None)
            lines = [blank | row for row in past.of[table]]
            connection.execute(text(f"INSERT INTO {beside}.past_{table.name} VALUES ({marks})"), lines)  # noqa: S608
        make("VIEW", table.name, f"AS {_view(names, table)}")


_TEXT: Final = "TEXT NOT NULL"
_EVIDENCE_UNCHANGED: Final = """
    NOT EXISTS (SELECT 1 FROM {beside}.hidden WHERE hidden.entry = evidence.owner AND hidden.kind = CASE evidence.kind
      WHEN 'telling' THEN 'event' WHEN 'rendering' THEN 'quotation' WHEN 'step' THEN 'pledge' ELSE evidence.kind END)
"""
_SHOWN: Final = "SELECT id, max(reading) AS reading FROM {main}.report WHERE reading <= {last} GROUP BY id"


def _columns(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.c)


def _report_view(names: _Names, this: Run) -> str:
    columns = ", ".join(
        f"reading IN (SELECT reading FROM {names.temporary}.then_shown) AS shown"  # noqa: S608
        if column.name == "shown"
        else f'"{column.name}"'
        for column in schema.REPORT.c
    )
    return f"SELECT {columns} FROM {names.main}.report WHERE reading <= {this.last_reading}"  # noqa: S608 - a number of ours


def _view(names: _Names, table: Table) -> str:
    columns, unchanged = _columns(table), _unchanged(names, table)
    present = f"SELECT {columns} FROM {names.main}.{table.name} WHERE {unchanged}"  # noqa: S608 - names of ours
    return f"{present} UNION ALL SELECT {columns} FROM {names.temporary}.past_{table.name}"  # noqa: S608


def _unchanged(names: _Names, table: Table) -> str:
    """Return the condition that a row belongs to an entry which has not changed since."""
    hidden = f"SELECT 1 FROM {names.temporary}.hidden"  # noqa: S608 - names of ours
    if table in _OWNERS:
        column, kind = _OWNERS[table]
        return f"NOT EXISTS ({hidden} WHERE kind = '{kind}' AND entry = CAST({table.name}.{column} AS TEXT))"
    if table in _BY_REPORT:
        of = f"(SELECT id FROM {names.main}.report WHERE report.reading = {table.name}.reading)"  # noqa: S608
        return f"NOT EXISTS ({hidden} WHERE kind = '{_BY_REPORT[table]}' AND entry = {of})"
    if table is schema.EVIDENCE:
        return _EVIDENCE_UNCHANGED.format(beside=names.temporary)
    return f"reading IN (SELECT reading FROM {names.temporary}.then_shown)"  # noqa: S608


def _conclusions(stood: Mapping[Key, bytes]) -> Conclusions:
    """Return what stood then and stands no more, as conclusions."""
    parts: dict[str, list[Kept]] = {kind.part: [] for kind in KINDS}
    names = {kind.name: kind.part for kind in KINDS}
    for (kind, _), packed in sorted(stood.items()):
        parts[names[kind]].append(unpack(kind, packed))
    return Conclusions(**{part: tuple(kept) for part, kept in parts.items()})  # type: ignore[arg-type]  # by their names
