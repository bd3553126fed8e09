"""The record as tidy tables, one a kind, in a folder: CSV or Parquet, with a data dictionary."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any, Final, Protocol

from chancery.model.evidence import Evidence
from chancery.record.rows import event_rows, pledge_rows, quotation_rows
from chancery.record.streams import Cited
from chancery.views.exports.cells import cell, csv_line
from chancery.views.exports.columns import DICTIONARY, TABLES, Kind, dictionary
from chancery.views.exports.columns import Column as Described
from chancery.views.exports.fact_rows import Row, occupancy_row
from chancery.views.exports.material import Material, joined, link_of, pin
from chancery.views.exports.table_rows import Batches, Column, events, pledges, quotations

ROW_GROUP: Final = 20_000  # rows of Parquet that are in memory at a time
_REPORTS: Final = 500  # in memory at a time, with their texts where these are wanted


class Sink(Protocol):
    """Takes rows of tables, column by column."""

    def take(self, table: str, columns: Sequence[Column]) -> None:
        """Take more rows of a table, as its columns."""
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

    def take(self, table: str, columns: Sequence[Column]) -> None:
        """Take more rows of a table, as its columns."""
        self._writers[table].writerows(zip(*(map(cell, column) for column in columns), strict=True))

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

    def take(self, table: str, columns: Sequence[Column]) -> None:
        """Take more rows of a table, as its columns."""
        pa, schema = self._arrow, self._schemas[table]
        arrays = [
            pa.array(values, pa.string()).cast(kind) if kind == pa.date32() else pa.array(values, kind)
            for values, kind in zip(columns, schema.types, strict=True)
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


def _field(arrow: Any, column: Described, kind: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
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
        for table, columns in each_batch(material):
            sink.take(table, columns)
    finally:
        sink.close()


def each_batch(material: Material) -> Batches:
    """Yield the tables' rows as columns, a batch at a time: to take rows apart and join them again costs more."""
    documents = material.documents()
    while reports := list(islice(documents, _REPORTS)):
        yield from _as_columns(("documents", [_document(report, material) for report in reports]))
    entities = [(e.id, e.kind.value, e.name, joined(e.names), e.country, e.wikidata) for e in material.entities()]
    yield from _as_columns(("entities", entities))
    for happened in event_rows(material.record, material.choice):
        yield from events(happened, material)
    yield from _occupancies(material)
    for said in quotation_rows(material.record, material.choice):
        yield from quotations(said, material)
    for promised in pledge_rows(material.record, material.choice):
        yield from pledges(promised, material)
    scope = material.scope
    asked = [
        (one.id, one.kind, one.one, one.other, joined(one.because), joined(map(pin, one.evidence)))
        for one in material.record.questions()
        if scope is None or scope.asks(one)
    ]
    yield from _as_columns(("questions", asked))


def _as_columns(*tables: tuple[str, Sequence[Row]]) -> Batches:
    return [(table, list(zip(*rows, strict=True))) for table, rows in tables if rows]


def _document(report: Cited, material: Material) -> Row:
    return (
        report.id, report.path, link_of(report), report.title, report.subtitle, report.outlet, joined(report.authors),
        report.language, str(report.published) if report.published else None, report.basis.value,
        material.originals.get(report.id), report.text,
    )  # fmt: skip


def _occupancies(material: Material) -> Batches:
    rows: list[Row] = []
    proof: list[Row] = []
    for fact in material.occupancies():
        rows.append(occupancy_row(fact, material))
        proof += _evidence(fact.id, [("occupancy", 0, fact.evidence)], material)
    return _as_columns(("occupancies", rows), ("evidence", proof))


def _evidence(owner: str, parts: Iterable[tuple[str, int, Iterable[Evidence]]], material: Material) -> Iterator[Row]:
    for kind, part, pieces in parts:
        for piece in pieces:
            place = (piece.report, piece.span.start, piece.span.end)
            yield (kind, owner, part, *place, material.words(piece.quote))
