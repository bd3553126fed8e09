"""The record as tidy tables, one a kind, in a folder: CSV or Parquet, with a data dictionary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final, Protocol

from chancery.model.evidence import Evidence
from chancery.model.pledges import Pledge
from chancery.record.codec import decode
from chancery.record.rows import EventRows, event_rows
from chancery.record.scope import Fact
from chancery.record.streams import Cited
from chancery.views.exports.cells import Cell, csv_line
from chancery.views.exports.columns import DICTIONARY, TABLES, Column, Kind, dictionary
from chancery.views.exports.material import SEPARATOR, Material, first_day, joined, last_day, pin
from chancery.views.labels import plain
from chancery.views.sources import safe_link

ROW_GROUP: Final = 20_000  # rows of Parquet that are in memory at a time

Row = Sequence[Cell]
Rows = Iterable[tuple[str, list[Row]]]


class Sink(Protocol):
    """Takes rows of tables."""

    def take(self, table: str, rows: Sequence[Row]) -> None:
        """Take more rows of a table."""
        ...

    def close(self) -> None:
        """Write what is left."""
        ...


class CsvSink:
    """Writes each table as a file of CSV; cells of text are no formulas."""

    def __init__(self, folder: Path) -> None:
        """Open a file for every table, with its header."""
        self._stack = ExitStack()
        self._files = {}
        for table, columns in TABLES.items():
            file = self._stack.enter_context((folder / f"{table}.csv").open("w", encoding="utf-8", newline=""))
            file.write(csv_line([column.name for column in columns]))
            self._files[table] = file

    def take(self, table: str, rows: Sequence[Row]) -> None:
        """Take more rows of a table."""
        self._files[table].writelines(map(csv_line, rows))

    def close(self) -> None:
        """Close the files."""
        self._stack.close()


class ParquetSink:
    """Writes each table as a file of Parquet, a group of rows at a time."""

    def __init__(self, folder: Path) -> None:
        """Open a file for every table."""
        import pyarrow as pa  # noqa: PLC0415 - only this format needs it
        from pyarrow import parquet  # noqa: PLC0415

        kinds = {
            Kind.TEXT: pa.string(),
            Kind.INTEGER: pa.int64(),
            Kind.NUMBER: pa.float64(),
            Kind.BOOLEAN: pa.bool_(),
            Kind.DAY: pa.date32(),
        }
        self._arrow = pa
        self._schemas = {
            table: pa.schema([_field(pa, column, kinds[column.kind]) for column in columns])
            for table, columns in TABLES.items()
        }
        self._writers = {
            table: parquet.ParquetWriter(folder / f"{table}.parquet", schema) for table, schema in self._schemas.items()
        }
        self._waiting: dict[str, list[Row]] = defaultdict(list)

    def take(self, table: str, rows: Sequence[Row]) -> None:
        """Take more rows of a table."""
        waiting = self._waiting[table]
        waiting.extend(rows)
        if len(waiting) >= ROW_GROUP:
            self._flush(table)

    def close(self) -> None:
        """Write what is left and close the files."""
        for table, writer in self._writers.items():
            self._flush(table)
            writer.close()

    def _flush(self, table: str) -> None:
        rows = self._waiting.pop(table, None)
        if not rows:
            return
        pa, schema = self._arrow, self._schemas[table]
        arrays = [
            pa.array(values, pa.string()).cast(kind) if kind == pa.date32() else pa.array(values, kind)
            for values, kind in zip(zip(*rows, strict=True), schema.types, strict=True)
        ]
        self._writers[table].write_table(pa.Table.from_arrays(arrays, schema=schema))


def _field(arrow: Any, column: Column, kind: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    return arrow.field(column.name, kind, metadata={"meaning": column.meaning})


def write_csv(material: Material, folder: Path) -> None:
    """Write the tables as CSV into a folder that exists."""
    _write(material, folder, CsvSink)


def write_parquet(material: Material, folder: Path) -> None:
    """Write the tables as Parquet into a folder that exists."""
    _write(material, folder, ParquetSink)


def _write(material: Material, folder: Path, sink_of: Callable[[Path], Sink]) -> None:
    lines = [csv_line(DICTIONARY), *map(csv_line, dictionary())]
    (folder / "dictionary.csv").write_text("".join(lines), encoding="utf-8", newline="")
    sink = sink_of(folder)
    try:
        for table, rows in each_rows(material):
            sink.take(table, rows)
    finally:
        sink.close()


def each_rows(material: Material) -> Rows:
    """Yield rows of all tables, a batch at a time."""
    yield "documents", [_document(report, material) for report in material.documents()]
    yield "entities", [
        (e.id, e.kind.value, e.name, joined(e.names), e.country, e.wikidata) for e in material.entities()
    ]
    for batch in event_rows(material.record, material.choice):
        yield from _EventTables(batch, material).rows()
    for fact in (*material.occupancies(),):
        start, end, seen = (str(date) if date else None for date in (fact.start, fact.end, fact.seen))
        row = (fact.id, fact.holder, material.names.of(fact.holder), fact.post.office, fact.post.of, start, end, seen)
        yield "occupancies", [(*row, fact.status, fact.basis, *_origin(fact, material))]
        yield "evidence", list(_evidence(fact.id, [("occupancy", 0, fact.evidence)], material))
    yield from _quotations(material)
    yield from _pledges(material)
    scope = material.scope
    for asked in material.record.questions():
        if scope is None or {asked.one, asked.other} <= scope.entities:
            pins = joined(map(pin, asked.evidence))
            yield "questions", [(asked.id, asked.kind, asked.one, asked.other, joined(asked.because), pins)]


def _document(report: Cited, material: Material) -> Row:
    return (
        report.id, report.path, report.url, report.title, report.subtitle, report.outlet, joined(report.authors),
        report.language, str(report.published) if report.published else None, report.basis.value,
        material.originals.get(report.id), report.text,
    )  # fmt: skip


class _EventTables:
    """The rows that a batch of events gives to four tables."""

    def __init__(self, batch: EventRows, material: Material) -> None:
        self.batch = batch
        self.material = material
        self.sides: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        self.pieces: dict[str, list[Any]] = defaultdict(list)
        self.told: dict[tuple[str, int], list[str]] = defaultdict(list)
        for owner, kind, part, _, report, start, end, quote in batch.evidence:
            self.pieces[owner].append((report, start, end, quote))
            if kind == "telling":
                self.told[owner, part].append(f"{report}:{start}-{end}")

    def rows(self) -> Rows:
        """Yield the rows of the four tables."""
        yield "participants", [self._participant(row) for row in self.batch.participants]
        yield "tellings", [self._telling(row) for row in self.batch.tellings]
        counts: dict[str, int] = defaultdict(int)
        for row in self.batch.tellings:
            counts[row[0]] += 1
        yield "events", [self._event(row, counts[row[0]]) for row in self.batch.events]
        words = self.material.words
        yield "evidence", [
            (kind, owner, part, report, start, end, words(quote))
            for owner, kind, part, _, report, start, end, quote in self.batch.evidence
        ]

    def _participant(self, row: Row) -> Row:
        event, role, ordinal, entity, state, sector, office = row
        names = self.material.names
        name = names.of(entity) if isinstance(entity, str) else names.state(state if isinstance(state, str) else None)
        self.sides[str(event), str(role)].append((name, str(state or entity or "")))
        return (event, role, ordinal, entity, name, state, sector, office)

    def _telling(self, row: Row) -> Row:
        event, ordinal, report, dated, place, status = row
        cited = self.batch.reports[str(report)]
        pins = SEPARATOR.join(self.told[str(event), int(str(ordinal))])
        return (event, report, cited.outlet, safe_link(cited.url), cited.language, dated, place, status, pins)

    def _event(self, row: Row, reports: int) -> Row:
        name, kind, mode, status, dated, first, last, place, score, office, contexts, because = row
        sides = []
        for role in ("actor", "recipient"):
            parts = self.sides[str(name), role]
            sides += [joined(dict.fromkeys(who for who, _ in parts)), joined(dict.fromkeys(of for _, of in parts))]
        reasons = joined(decode(str(because), tuple[str, ...]))
        told = joined(decode(str(contexts), tuple[str, ...]))
        return (
            name, kind, mode, status, dated, first, last, place, score, told, office, *sides, reports, reasons,
            *self._origin(str(name)),
        )  # fmt: skip

    def _origin(self, event: str) -> Row:
        pieces = dict.fromkeys(self.pieces[event])
        reports = [self.batch.reports[name] for name in dict.fromkeys(piece[0] for piece in pieces)]
        return (
            joined(dict.fromkeys(report.outlet for report in reports)),
            joined(dict.fromkeys(safe_link(report.url) for report in reports)),
            joined(dict.fromkeys(report.language for report in reports)),
            self.material.reviewed(event),
            SEPARATOR.join(f"{report}:{start}-{end}" for report, start, end, _ in pieces),
            joined(dict.fromkeys(self.material.words(quote) for _, _, _, quote in pieces)),
        )


def _quotations(material: Material) -> Rows:
    for said in material.quotations():
        name = material.names.of(said.speaker) if said.speaker else None
        words = material.words(said.renderings[0].content.quote)
        who = (said.id, said.kind.value, said.speaker, name, joined(said.also), said.state, said.office, said.asker)
        what = (words, said.cue, said.venue, *_when(said.when))
        yield "quotations", [(*who, *what, *_origin(said, material))]
        parts = [("quotation", 0, said.evidence)]
        parts += [("rendering", number, (one.content,)) for number, one in enumerate(said.renderings)]
        yield "evidence", list(_evidence(said.id, parts, material))


def _pledges(material: Material) -> Rows:
    for pledge in material.pledges():
        yield "pledges", [_pledge(pledge, material)]
        parts = [("pledge", 0, pledge.evidence)]
        for number, step in enumerate(pledge.steps):
            origin = material.origin_of((step.evidence,))
            told = (joined(origin.outlets), joined(origin.urls), joined(origin.languages))
            proof = (material.reviewed(pledge.id), joined(origin.pins), joined(origin.evidence))
            yield "pledge_steps", [(pledge.id, number, step.state.value, *_when(step.when), *told, *proof)]
            parts.append(("step", number, (step.evidence,)))
        yield "evidence", list(_evidence(pledge.id, parts, material))


def _pledge(pledge: Pledge, material: Material) -> Row:
    names = [material.names.of(name) if name else None for name in (pledge.by, pledge.to)]
    return (
        pledge.id, pledge.by, names[0], pledge.by_state, pledge.to, names[1], pledge.to_state, plain(pledge.what),
        pledge.amount, pledge.currency, str(pledge.due) if pledge.due else None, pledge.mutual,
        pledge.steps[-1].state.value if pledge.steps else None, len(pledge.steps), *_origin(pledge, material),
    )  # fmt: skip


def _when(when: Any) -> Row:  # noqa: ANN401 - a date or None
    return (str(when) if when else None, first_day(when), last_day(when))


def _origin(fact: Fact, material: Material) -> Row:
    origin = material.origin(fact)
    return (
        joined(origin.outlets),
        joined(origin.urls),
        joined(origin.languages),
        material.reviewed(fact.id),
        joined(origin.pins),
        joined(origin.evidence),
    )


def _evidence(
    owner: str, parts: Iterable[tuple[str, int, Iterable[Evidence]]], material: Material
) -> Iterator[Row]:
    for kind, part, pieces in parts:
        for piece in pieces:
            place = (piece.report, piece.span.start, piece.span.end)
            yield (kind, owner, part, *place, material.words(piece.quote))
