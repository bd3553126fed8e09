"""The record as tidy tables, one a kind, in a folder: CSV or Parquet, with a data dictionary."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Final, Protocol

from chancery.model.evidence import Evidence
from chancery.record.codec import decode
from chancery.record.rows import EventRows, QuotationRows, event_rows, quotation_rows
from chancery.record.streams import Cited, each_pledge
from chancery.views.exports.cells import cell, csv_line
from chancery.views.exports.columns import DICTIONARY, TABLES, Kind, dictionary
from chancery.views.exports.columns import Column as Described
from chancery.views.exports.fact_rows import Row, occupancy_row, origin_cells, pledge_row, when_cells
from chancery.views.exports.material import SEPARATOR, Material, joined, link_of, pin, shorten

ROW_GROUP: Final = 20_000  # rows of Parquet that are in memory at a time
_REPORTS: Final = 500  # in memory at a time, with their texts where these are wanted

Column = Sequence[Any]  # cells of one kind, or None
Batches = Iterable[tuple[str, Sequence[Column]]]


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
        yield from _EventTables(happened, material).batches()
    yield from _occupancies(material)
    for said in quotation_rows(material.record, material.choice):
        yield from _quotations(said, material)
    yield from _pledges(material)
    scope = material.scope
    asked = [
        (one.id, one.kind, one.one, one.other, joined(one.because), joined(map(pin, one.evidence)))
        for one in material.record.questions()
        if scope is None or {one.one, one.other} <= scope.entities
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


class _Proof:
    """The evidence of a batch of entries: a table of its own, and what each entry's own row says of it."""

    def __init__(self, evidence: Sequence[Any], reports: Mapping[str, Cited], material: Material) -> None:
        owners, kinds, parts, _, documents, starts, ends, quotes = zip(*evidence, strict=True)
        words = quotes if material.full_text else tuple(map(shorten, quotes))
        self.table = ("evidence", (kinds, owners, parts, documents, starts, ends, words))
        self.reports = reports
        self.material = material
        self.of: dict[str, list[tuple[str, str, str]]] = defaultdict(list)  # report, place and words by entry
        self.places: dict[tuple[str, str, int], list[str]] = defaultdict(list)  # by entry and part
        for owner, kind, part, report, start, end, told in zip(
            owners, kinds, parts, documents, starts, ends, words, strict=True
        ):
            place = f"{report}:{start}-{end}"
            self.of[owner].append((report, place, told))
            if kind == "telling":
                self.places[owner, kind, part].append(place)

    def origins(self, owners: Iterable[str]) -> Iterator[Column]:
        """Return the columns that every row has: outlets, addresses, languages, reviewed, pins, evidence."""
        return zip(*map(self._origin, owners), strict=True)

    def _origin(self, owner: str) -> Row:
        told = self.of[owner]
        pieces = told if len(told) == 1 else list(dict.fromkeys(told))
        reviewed = self.material.reviewed(owner)
        if len(pieces) == 1:  # nearly always
            ((report, pins, words),) = pieces
            one = self.reports[report]
            return (one.outlet or "", link_of(one) or "", one.language or "", reviewed, pins, words)
        pins = SEPARATOR.join([place for _, place, _ in pieces])
        words = joined(dict.fromkeys([words for _, _, words in pieces]))
        named = [self.reports[report] for report in dict.fromkeys([report for report, _, _ in pieces])]
        lists = ([r.outlet for r in named], [link_of(r) for r in named], [r.language for r in named])
        return (*(joined(dict.fromkeys(values)) for values in lists), reviewed, pins, words)


class _EventTables:
    """The four tables that a batch of events gives rows to."""

    def __init__(self, batch: EventRows, material: Material) -> None:
        self.batch = batch
        self.material = material
        self.proof = _Proof(batch.evidence, batch.reports, material)
        self.sides: dict[str, dict[str, list[tuple[str, str]]]] = {
            "actor": defaultdict(list), "recipient": defaultdict(list)
        }  # fmt: skip
        self.reports: dict[str, int] = defaultdict(int)

    def batches(self) -> Batches:
        """Yield rows of the four tables, as columns."""
        if self.batch.participants:
            yield "participants", self._participants()
        yield "tellings", self._tellings()
        yield "events", self._events()
        yield self.proof.table

    def _participants(self) -> Sequence[Column]:
        events, roles, ordinals, entities, states, *rest = zip(*self.batch.participants, strict=True)
        called, named = self.material.called, self.material.names.state
        names = [named(state) if who is None else called(who) for who, state in zip(entities, states, strict=True)]
        codes = [state or entity or "" for state, entity in zip(states, entities, strict=True)]
        for event, role, name, code in zip(events, roles, names, codes, strict=True):
            self.sides[role][event].append((name, code))
        return (events, roles, ordinals, entities, names, states, *rest)

    def _tellings(self) -> Sequence[Column]:
        events, ordinals, reports, *told = zip(*self.batch.tellings, strict=True)
        cited = [self.batch.reports[report] for report in reports]
        places = self.proof.places
        pins = [
            SEPARATOR.join(places[event, "telling", ordinal]) for event, ordinal in zip(events, ordinals, strict=True)
        ]
        for event in events:
            self.reports[event] += 1
        source = ([one.outlet for one in cited], [link_of(one) for one in cited], [one.language for one in cited])
        return (events, reports, *source, *told, pins)

    def _events(self) -> Sequence[Column]:
        ids, kinds, modes, statuses, *where, scores, offices, contexts, because = zip(*self.batch.events, strict=True)
        sides = [
            column
            for parts in self.sides.values()
            for column in zip(*[_side_cells(parts.get(name, ())) for name in ids], strict=True)
        ]
        counts = [self.reports[name] for name in ids]
        told = (scores, list(map(_list_cell, contexts)), offices, *sides, counts, list(map(_list_cell, because)))
        return (ids, kinds, modes, statuses, *where, *told, *self.proof.origins(ids))


@lru_cache(maxsize=4096)
def _list_cell(data: str) -> str:
    """Return a list that the store holds as JSON as one cell; the same lists come again and again."""
    return joined(decode(data, tuple[str, ...]))


def _side_cells(parts: Sequence[tuple[str, str]]) -> tuple[str, str]:
    if len(parts) == 1:  # nearly always
        return parts[0]
    return joined(dict.fromkeys([name for name, _ in parts])), joined(dict.fromkeys([code for _, code in parts]))


def _quotations(batch: QuotationRows, material: Material) -> Batches:
    proof = _Proof(batch.evidence, batch.reports, material)
    _, (kinds, owners, parts, _, _, _, told) = proof.table
    said = zip(kinds, owners, parts, told, strict=True)
    words = {owner: content for kind, owner, part, content in said if kind == "rendering" and part == 0}
    ids, sorts, speakers, states, offices, askers, *rest = zip(*batch.quotations, strict=True)
    names = [None if speaker is None else material.called(speaker) for speaker in speakers]
    also = [joined(batch.also.get(name, ())) for name in ids]
    content = [words[name] for name in ids]
    who = (ids, sorts, speakers, names, also, states, offices, askers, content)
    yield "quotations", (*who, *rest, *proof.origins(ids))
    yield proof.table


def _occupancies(material: Material) -> Batches:
    rows: list[Row] = []
    proof: list[Row] = []
    for fact in material.occupancies():
        rows.append(occupancy_row(fact, material))
        proof += _evidence(fact.id, [("occupancy", 0, fact.evidence)], material)
    return _as_columns(("occupancies", rows), ("evidence", proof))


def _pledges(material: Material) -> Batches:
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
        yield from _as_columns(("pledges", rows), ("pledge_steps", steps), ("evidence", proof))


def _evidence(owner: str, parts: Iterable[tuple[str, int, Iterable[Evidence]]], material: Material) -> Iterator[Row]:
    for kind, part, pieces in parts:
        for piece in pieces:
            place = (piece.report, piece.span.start, piece.span.end)
            yield (kind, owner, part, *place, material.words(piece.quote))
