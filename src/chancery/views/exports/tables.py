"""The record as tidy tables, one a kind, in a folder: CSV or Parquet, with a data dictionary."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Protocol

from chancery.model.evidence import Evidence
from chancery.record.codec import decode
from chancery.record.rows import EventRows, QuotationRows, event_rows, quotation_rows
from chancery.record.streams import Cited, each_pledge
from chancery.views.exports.cells import cell, csv_line
from chancery.views.exports.columns import DICTIONARY, TABLES, Column, Kind, dictionary
from chancery.views.exports.fact_rows import Row, occupancy_row, origin_cells, pledge_row, when_cells
from chancery.views.exports.material import SEPARATOR, Material, joined, link_of, pin

ROW_GROUP: Final = 20_000  # rows of Parquet that are in memory at a time

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
        self._writers = {}
        for table, columns in TABLES.items():
            file = self._stack.enter_context((folder / f"{table}.csv").open("w", encoding="utf-8", newline=""))
            self._writers[table] = csv.writer(file, lineterminator="\n")
            self._writers[table].writerow([column.name for column in columns])

    def take(self, table: str, rows: Sequence[Row]) -> None:
        """Take more rows of a table."""
        self._writers[table].writerows([list(map(cell, row)) for row in rows])

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
        self._waiting: dict[str, list[Any]] = defaultdict(list)

    def take(self, table: str, rows: Sequence[Row]) -> None:
        """Take more rows of a table; as columns they need a tenth of the memory."""
        if not rows:
            return
        pa, schema = self._arrow, self._schemas[table]
        arrays = [
            pa.array(values, pa.string()).cast(kind) if kind == pa.date32() else pa.array(values, kind)
            for values, kind in zip(zip(*rows, strict=True), schema.types, strict=True)
        ]
        waiting = self._waiting[table]
        waiting.append(pa.RecordBatch.from_arrays(arrays, schema=schema))
        if sum(batch.num_rows for batch in waiting) >= ROW_GROUP:
            self._flush(table)

    def close(self) -> None:
        """Write what is left and close the files."""
        for table, writer in self._writers.items():
            self._flush(table)
            writer.close()

    def _flush(self, table: str) -> None:
        waiting = self._waiting.pop(table, None)
        if waiting:
            self._writers[table].write_table(self._arrow.Table.from_batches(waiting))


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
    yield (
        "entities",
        [(e.id, e.kind.value, e.name, joined(e.names), e.country, e.wikidata) for e in material.entities()],
    )
    for happened in event_rows(material.record, material.choice):
        yield from _EventTables(happened, material).rows()
    yield from _occupancies(material)
    for said in quotation_rows(material.record, material.choice):
        yield from _quotations(said, material)
    yield from _pledges(material)
    scope = material.scope
    for asked in material.record.questions():
        if scope is None or {asked.one, asked.other} <= scope.entities:
            pins = joined(map(pin, asked.evidence))
            yield "questions", [(asked.id, asked.kind, asked.one, asked.other, joined(asked.because), pins)]


def _document(report: Cited, material: Material) -> Row:
    return (
        report.id, report.path, link_of(report), report.title, report.subtitle, report.outlet, joined(report.authors),
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
            place = f"{report}:{start}-{end}"
            self.pieces[owner].append((report, place, quote))
            if kind == "telling":
                self.told[owner, part].append(place)

    def rows(self) -> Rows:
        """Yield the rows of the four tables."""
        yield "participants", [self._participant(row) for row in self.batch.participants]
        yield "tellings", [self._telling(row) for row in self.batch.tellings]
        counts: dict[str, int] = defaultdict(int)
        for row in self.batch.tellings:
            counts[row[0]] += 1
        yield "events", [self._event(row, counts[row[0]]) for row in self.batch.events]
        yield "evidence", _evidence_rows(self.batch.evidence, self.material)

    def _participant(self, row: Any) -> Row:  # noqa: ANN401 - a row of the store
        event, role, ordinal, entity, state, sector, office = row
        name = self.material.called(entity) if entity is not None else self.material.names.state(state)
        self.sides[event, role].append((name, state or entity or ""))
        return (event, role, ordinal, entity, name, state, sector, office)

    def _telling(self, row: Any) -> Row:  # noqa: ANN401 - a row of the store
        event, ordinal, report, dated, place, status = row
        cited = self.batch.reports[report]
        pins = SEPARATOR.join(self.told[event, ordinal])
        return (event, report, cited.outlet, link_of(cited), cited.language, dated, place, status, pins)

    def _event(self, row: Any, reports: int) -> Row:  # noqa: ANN401 - a row of the store
        name, kind, mode, status, dated, first, last, place, score, office, contexts, because = row
        return (
            name, kind, mode, status, dated, first, last, place, score, _list_cell(contexts), office,
            *_side_cells(self.sides.get((name, "actor"), ())), *_side_cells(self.sides.get((name, "recipient"), ())),
            reports, _list_cell(because), *_origin_of(name, self.pieces[name], self.batch.reports, self.material),
        )  # fmt: skip


@lru_cache(maxsize=4096)
def _list_cell(data: str) -> str:
    """Return a list that the store holds as JSON as one cell; the same lists come again and again."""
    return joined(decode(data, tuple[str, ...]))


def _side_cells(parts: Sequence[tuple[str, str]]) -> tuple[str, str]:
    if len(parts) == 1:  # nearly always
        return parts[0]
    return joined(dict.fromkeys([name for name, _ in parts])), joined(dict.fromkeys([code for _, code in parts]))


def _origin_of(owner: str, told: Sequence[Any], reports: Mapping[str, Cited], material: Material) -> Row:
    """Return the columns of origin of an entry whose evidence is rows: report, place, quote."""
    pieces = told if len(told) == 1 else list(dict.fromkeys(told))
    reviewed = material.reviewed(owner)
    if len(pieces) == 1:  # nearly always
        ((report, pins, quote),) = pieces
        one = reports[report]
        return (one.outlet or "", link_of(one) or "", one.language or "", reviewed, pins, material.words(quote))
    pins = SEPARATOR.join([place for _, place, _ in pieces])
    words = joined(dict.fromkeys([material.words(quote) for _, _, quote in pieces]))
    named = [reports[report] for report in dict.fromkeys([report for report, _, _ in pieces])]
    lists = ([r.outlet for r in named], [link_of(r) for r in named], [r.language for r in named])
    return (*(joined(dict.fromkeys(values)) for values in lists), reviewed, pins, words)


def _evidence_rows(evidence: Iterable[Any], material: Material) -> list[Row]:
    words = material.words
    return [
        (kind, owner, part, report, start, end, words(quote))
        for owner, kind, part, _, report, start, end, quote in evidence
    ]


def _quotations(batch: QuotationRows, material: Material) -> Rows:
    pieces: dict[str, list[Any]] = defaultdict(list)
    words: dict[str, str] = {}
    for owner, kind, part, _, report, start, end, quote in batch.evidence:
        pieces[owner].append((report, f"{report}:{start}-{end}", quote))
        if kind == "rendering" and part == 0:
            words[owner] = material.words(quote)
    rows: list[Row] = []
    for name, kind, speaker, state, office, asker, cue, venue, *when in batch.quotations:
        called = material.called(speaker) if speaker else None
        who = (name, kind, speaker, called, joined(batch.also.get(name, ())), state, office, asker, words[name])
        rows.append((*who, cue, venue, *when, *_origin_of(name, pieces[name], batch.reports, material)))
    yield "quotations", rows
    yield "evidence", _evidence_rows(batch.evidence, material)


def _occupancies(material: Material) -> Rows:
    rows: list[Row] = []
    proof: list[Row] = []
    for fact in material.occupancies():
        rows.append(occupancy_row(fact, material))
        proof += _evidence(fact.id, [("occupancy", 0, fact.evidence)], material)
    yield "occupancies", rows
    yield "evidence", proof


def _pledges(material: Material) -> Rows:
    for batch in each_pledge(material.record, material.choice):
        material.cite(batch)
        rows: list[Row] = []
        steps: list[Row] = []
        proof: list[Row] = []
        for pledge in batch:
            rows.append(pledge_row(pledge, material))
            proof += _evidence(pledge.id, [("pledge", 0, pledge.evidence)], material)
            for number, step in enumerate(pledge.steps):
                origin = origin_cells(material.origin_of((step.evidence,)), reviewed=material.reviewed(pledge.id))
                steps.append((pledge.id, number, step.state.value, *when_cells(step.when), *origin))
                proof += _evidence(pledge.id, [("step", number, (step.evidence,))], material)
        yield from (("pledges", rows), ("pledge_steps", steps), ("evidence", proof))


def _evidence(owner: str, parts: Iterable[tuple[str, int, Iterable[Evidence]]], material: Material) -> Iterator[Row]:
    for kind, part, pieces in parts:
        for piece in pieces:
            place = (piece.report, piece.span.start, piece.span.end)
            yield (kind, owner, part, *place, material.words(piece.quote))
