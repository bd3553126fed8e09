"""What questions to a book give: entries in a list that turns into a table, and shows itself in a notebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, overload

from chancery.api.display import entry_html, list_html
from chancery.views.entry import Entry as Told
from chancery.views.entry import render_entry
from chancery.views.exports.columns import TABLES, Kind

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from chancery.model.dates import Edtf
    from chancery.model.evidence import Evidence

F = TypeVar("F")
Row = Sequence[Any]

_WIDTH: Final = 100  # columns of an entry as text


class Entry(Generic[F]):
    """One event, quotation, pledge or occupancy, with what a reader is told of it.

    Every attribute of the entry itself is there: `entry.type`, `entry.when`, `entry.actors`.

    Attributes:
        fact: The entry as the model has it.
    """

    def __init__(self, fact: F, tell: Callable[[F], Told]) -> None:
        """Take a fact and a way to tell it; `Book` makes entries."""
        self.fact: F = fact
        self._tell = tell

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the entry has
        """Return an attribute of the entry itself."""
        if name.startswith("_") or name == "fact":
            raise AttributeError(name)
        return getattr(self.fact, name)

    @property
    def id(self) -> str:
        """Id within the record."""
        found: str = getattr(self.fact, "id")  # noqa: B009 - every kind of entry has one
        return found

    @property
    def when(self) -> Edtf | None:
        """Its date or interval; None where nothing is known."""
        found: Edtf | None = getattr(self.fact, "when", None)
        return found

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The sentences that say it."""
        found: tuple[Evidence, ...] = getattr(self.fact, "evidence")  # noqa: B009 - every kind of entry has it
        return found

    def told(self) -> Told:
        """Return the entry as the views tell it: heading, facts, accounts of the reports, differences, reasons."""
        return self._tell(self.fact)

    def __str__(self) -> str:
        """Write the entry with its evidence as text."""
        return render_entry(self.told(), width=_WIDTH)

    def __repr__(self) -> str:
        """Write the entry in one line."""
        when = f", {self.when}" if self.when is not None else ""
        return f"<{self.told().heading}{when} {self.id}>"

    def __eq__(self, other: object) -> bool:
        """Compare by what is told."""
        return isinstance(other, Entry) and self.fact == other.fact

    def __hash__(self) -> int:
        """Hash what is told."""
        return hash(self.fact)

    def _repr_html_(self) -> str:
        return entry_html(self.told())


@dataclass(frozen=True, slots=True)
class Shape(Generic[F]):
    """How a kind of entry is told and tabled.

    Attributes:
        table: A key of `chancery.views.exports.columns.TABLES`.
        tell: Makes what readers are told.
        row: Makes the cells of a row of that table.
    """

    table: str
    tell: Callable[[F], Told]
    row: Callable[[F], Row]


class Results(Sequence[Entry[F]]):
    """Entries in order.

    Example:
        >>> import tempfile, chancery
        >>> with tempfile.TemporaryDirectory() as folder, chancery.open(f"{folder}/a.db") as book:
        ...     len(book.events()), list(book.events().to_pandas().columns)[:4]
        (0, ['id', 'type', 'mode', 'status'])
    """

    def __init__(self, facts: Sequence[F], shape: Shape[F]) -> None:
        """Take facts; `Book` makes results."""
        self._facts = facts
        self._shape = shape

    def __len__(self) -> int:
        """Count the entries."""
        return len(self._facts)

    @overload
    def __getitem__(self, index: int) -> Entry[F]: ...
    @overload
    def __getitem__(self, index: slice) -> Results[F]: ...
    def __getitem__(self, index: int | slice) -> Entry[F] | Results[F]:
        """Return one entry, or some as results."""
        if isinstance(index, slice):
            return Results(self._facts[index], self._shape)
        return Entry(self._facts[index], self._shape.tell)

    def __iter__(self) -> Iterator[Entry[F]]:
        """Yield the entries."""
        return (Entry(fact, self._shape.tell) for fact in self._facts)

    def __repr__(self) -> str:
        """Say how many there are."""
        return f"<{len(self)} {self._shape.table}>"

    def _repr_html_(self) -> str:
        return list_html(self._shape.table, [entry.told() for entry in self[:_SHOWN]], len(self))

    def to_arrow(self) -> pa.Table:
        """Return the columns that `chancery export --format parquet` has, as an Arrow table."""
        import pyarrow as pa  # noqa: PLC0415 - only frames need it

        kinds = {
            Kind.TEXT: pa.string(),
            Kind.INTEGER: pa.int64(),
            Kind.NUMBER: pa.float64(),
            Kind.BOOLEAN: pa.bool_(),
            Kind.DAY: pa.date32(),
        }
        columns = TABLES[self._shape.table]
        rows = [tuple(self._shape.row(fact)) for fact in self._facts]
        cells = list(zip(*rows, strict=True)) if rows else [() for _ in columns]
        arrays = [
            pa.array(values, pa.string()).cast(kinds[column.kind])
            if column.kind is Kind.DAY
            else pa.array(values, kinds[column.kind])
            for column, values in zip(columns, cells, strict=True)
        ]
        return pa.Table.from_arrays(arrays, names=[column.name for column in columns])

    def to_pandas(self) -> pd.DataFrame:
        """Return the entries as a pandas frame; first and last days are timestamps where pandas can hold them."""
        import pandas as pd  # noqa: PLC0415 - an extra of the package

        frame: pd.DataFrame = self.to_arrow().to_pandas()
        for column in TABLES[self._shape.table]:
            if column.kind is Kind.DAY:
                frame[column.name] = pd.to_datetime(frame[column.name], errors="coerce")
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Return the entries as a polars frame."""
        import polars as pl  # noqa: PLC0415 - an extra of the package

        frame = pl.from_arrow(self.to_arrow())
        assert isinstance(frame, pl.DataFrame)  # noqa: S101 - of a table it is never a series
        return frame


_SHOWN: Final = 20  # entries that a notebook shows of a list
