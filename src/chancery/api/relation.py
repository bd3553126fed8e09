"""The index of a relation: how friendly or hostile two states' acts toward one another were, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chancery.views.relation import Month
from chancery.views.relation import Relation as Told

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    from matplotlib.axes import Axes

_BAR_DAYS: Final = 25
_SCALE: Final = (-10.5, 10.5)
_COLUMNS: Final = ("month", "count", "mean", "low", "high")


class Relation:
    """PLOVER's intensities of the acts between two states, by month: mean, number, and how sure the mean is.

    A month's mean runs from -10 (violence) to +10 (aid given). `low` and `high` are the mean less and more 1.96
    standard errors; a month of one or two acts has none. Acts that were planned, denied, alleged or conditional do not
    count, nor do those whose month is not known. The index says how reports tell a relation, not how it is.

    Attributes:
        told: The relation as the views make it.
        states: Names of the two.
    """

    def __init__(self, told: Told, states: tuple[str, str]) -> None:
        """Take a relation; `Book.relation` makes them."""
        self.told = told
        self.states = states

    @property
    def months(self) -> tuple[Month, ...]:
        """From the first month with an act to the last, the empty ones too."""
        return self.told.months

    def rows(self) -> list[dict[str, Any]]:
        """Return month, count, mean, low and high; None where there is nothing to say."""
        return [dict(zip(_COLUMNS, _row(month), strict=True)) for month in self.months]

    def to_pandas(self) -> pd.DataFrame:
        """Return a frame by month; empty months have no mean."""
        import pandas as pd  # noqa: PLC0415 - an extra of the package

        frame = pd.DataFrame(self.rows(), columns=list(_COLUMNS))
        frame["month"] = pd.to_datetime(frame["month"])
        floats = {"count": "int64", "mean": "float64", "low": "float64", "high": "float64"}
        return frame.astype(floats).set_index("month")

    def to_polars(self) -> pl.DataFrame:
        """Return a polars frame by month."""
        import polars as pl  # noqa: PLC0415 - an extra of the package

        kinds = {"month": pl.Date, "count": pl.Int64} | dict.fromkeys(_COLUMNS[2:], pl.Float64)
        return pl.DataFrame(self.rows(), schema=kinds)

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the means with their ranges over bars of how many acts they rest on.

        Args:
            ax: Where to draw; a new figure by default.

        Returns:
            The axes of the means.
        """
        from matplotlib import pyplot as plt  # noqa: PLC0415 - an extra of the package

        ax = plt.subplots(figsize=(9, 3.5), layout="constrained")[1] if ax is None else ax
        frame = self.to_pandas()
        scored = frame.dropna(subset=["mean"])
        reach = (scored["mean"] - scored["low"]).fillna(0)
        counts = ax.twinx()
        counts.bar(frame.index, frame["count"], width=_BAR_DAYS, color="#c9d2de", zorder=1)
        counts.set_ylabel("acts")
        ax.set_zorder(counts.get_zorder() + 1)
        ax.patch.set_visible(False)
        ax.axhline(0, color="#8a94a6", linewidth=0.8)
        ax.errorbar(scored.index, scored["mean"], yerr=reach, fmt="o", color="#1f4e79", markersize=4, capsize=2)
        ax.set_ylim(*_SCALE)
        ax.set_ylabel("mean intensity (PLOVER)")
        ax.set_title(f"{self.states[0]} and {self.states[1]}")
        return ax

    def __repr__(self) -> str:
        """Say how many acts in how many months."""
        acts = sum(month.number for month in self.months)
        left = self.told.left_out + self.told.undated
        return f"<Relation of {' and '.join(self.states)}: {acts} acts in {len(self.months)} months, {left} left out>"

    def _repr_html_(self) -> str:
        html: str = self.to_pandas().to_html(escape=True, float_format=lambda number: f"{number:.2f}", na_rep="")
        return html


def _row(month: Month) -> tuple[Any, ...]:
    mean, reach = month.mean, month.reach
    sure = mean is not None and reach is not None
    low, high = (mean - reach, mean + reach) if sure and mean is not None and reach is not None else (None, None)
    return month.first, month.number, mean, low, high
