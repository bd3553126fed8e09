"""The ledger: who undertook what to whom, where it stands, for how long, by which sentence."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from chancery.model.dates import Edtf
from chancery.model.pledges import FATES, Pledge, PledgeState, PledgeStep
from chancery.views.chronology import distinct_length
from chancery.views.entry import party_words
from chancery.views.labels import Names, amount_words, count_words, date_words, plain

WIDTH: Final = 80
_QUOTE: Final = 160  # characters of evidence that a row shows
_YEAR: Final = 365
_MONTH: Final = 30
_TWO: Final = 2
_CONTRARY: Final = frozenset({
    frozenset({PledgeState.SUSPENDED, PledgeState.REAFFIRMED}),
    frozenset({PledgeState.CANCELLED, PledgeState.REAFFIRMED}),
    frozenset({PledgeState.PLEDGED, PledgeState.DENIED}), frozenset({PledgeState.DELIVERED, PledgeState.CANCELLED}),
    frozenset({PledgeState.DELIVERED, PledgeState.SUSPENDED}), frozenset({PledgeState.RESUMED, PledgeState.SUSPENDED}),
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A pledge as the ledger shows it on a day.

    Attributes:
        latest: The last step that is told; the state that the ledger gives.
        days: Since the first step, where both days are known.
        overdue: Whether it should have been done, and nobody tells that it was.
        disputed: Steps of other reports, of about the same time, that say the contrary.
    """

    pledge: Pledge
    latest: PledgeStep
    days: int | None
    overdue: bool
    disputed: tuple[PledgeStep, ...]

    @property
    def is_open(self) -> bool:
        """Whether it is neither delivered nor cancelled nor denied."""
        return self.latest.state not in FATES | {PledgeState.DENIED}


def make_rows(pledges: Iterable[Pledge], today: dt.date | None) -> tuple[Row, ...]:
    """Return the rows of a ledger, earliest first.

    Args:
        pledges: In the order of their first steps.
        today: The day on which it is read; without it nothing has an age and nothing is overdue.
    """
    return tuple(_row(pledge, today) for pledge in pledges if pledge.steps)


def _row(pledge: Pledge, today: dt.date | None) -> Row:
    known = [step for step in pledge.steps if step.when is None or not _after(step.when, today)] or list(pledge.steps)
    dated = [step for step in known if step.when is not None]
    latest = (dated or known)[-1]
    first = dated[0].when if dated else None
    start = (first.earliest or first.latest) if first else None
    ended = latest.state in FATES | {PledgeState.DENIED}
    due = pledge.due.latest if pledge.due else None
    return Row(
        pledge=pledge,
        latest=latest,
        days=(today - start).days if today and start else None,
        overdue=bool(today and due and due < today and not ended),
        disputed=tuple(step for step in known if _disputes(step, latest)),
    )


def _after(when: Edtf, today: dt.date | None) -> bool:
    return today is not None and when.earliest is not None and when.earliest > today


def _disputes(step: PledgeStep, latest: PledgeStep) -> bool:
    """Tell whether another report says the contrary of about the same time."""
    if frozenset({step.state, latest.state}) not in _CONTRARY or step.evidence.report == latest.evidence.report:
        return False
    return step.when is None or latest.when is None or step.when.overlaps(latest.when)


def age_words(days: int | None) -> str:
    """Say how long ago a pledge was made.

    Example:
        >>> age_words(3), age_words(100), age_words(1100), age_words(None)
        ('3 days', '3 months', '3 years', '')
    """
    if days is None:
        return ""
    if days >= _TWO * _YEAR:
        return count_words(days // _YEAR, "year")
    return count_words(days // _MONTH, "month") if days >= _TWO * _MONTH else count_words(max(0, days), "day")


def render_ledger(rows: Sequence[Row], names: Names, *, width: int | None = None) -> str:
    """Write a ledger as a table.

    Args:
        rows: In the order in which they are shown.
        names: What entities are called.
        width: Columns; 80 where there is no terminal.
    """
    from io import StringIO  # noqa: PLC0415 - with Rich, which takes longer to import than most commands to run

    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    length = distinct_length([row.pledge.id for row in rows])
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 1, 0), show_edge=False, pad_edge=False, expand=True)
    for title, ratio in (("Undertaken", 5), ("By, to", 4), ("Stands", 4), ("Because", 7)):
        table.add_column(title, ratio=ratio, overflow="fold")
    for row in rows:
        cells = (_what(row, length), _parties(row, names), _stands(row), _evidence(row))
        table.add_row(*(Text(cell) for cell in cells))
    out = StringIO()
    console = Console(file=out, width=width or WIDTH, color_system=None, force_terminal=False, legacy_windows=False)
    console.print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()).strip("\n") + "\n"


def _what(row: Row, length: int) -> str:
    one = row.pledge
    lines = [plain(one.what), amount_words(one.amount, one.currency), f"due {date_words(one.due)}" if one.due else ""]
    lines += [f"({plain(condition)})" for condition in one.conditions[:1]]
    return "\n".join([*filter(None, lines), one.id[:length]])


def _parties(row: Row, names: Names) -> str:
    one = row.pledge
    by, to = (party_words(*party, names) for party in ((one.by, one.by_state), (one.to, one.to_state)))
    if one.mutual:
        return "\n".join(filter(None, (by, f"and {to}" if to else "", "(mutual)")))
    return "\n".join([by or "not named", f"to {to}" if to else ""]).strip()


def _stands(row: Row) -> str:
    marks = [row.latest.state.value, date_words(row.latest.when) if row.latest.when else ""]
    marks += [f"age {age_words(row.days)}" if row.days is not None else "", "OVERDUE" if row.overdue else ""]
    marks += ["DISPUTED"] if row.disputed else []
    return "\n".join(filter(None, marks))


def _evidence(row: Row) -> str:
    quote = textwrap.shorten(plain(row.latest.evidence.quote), _QUOTE, placeholder=" …")
    more = [f"{step.state.value}: {textwrap.shorten(plain(step.evidence.quote), _QUOTE // 2, placeholder=' …')}"
            for step in row.disputed[:1]]  # fmt: skip
    return "\n".join([quote, *more])


def export_row(row: Row, exported: dict[str, Any]) -> dict[str, Any]:
    """Add to an exported pledge where it stands on the day asked for."""
    stands = {"latest": row.latest.state.value, "open": row.is_open, "overdue": row.overdue, "age_days": row.days}
    return {**exported, **stands, "disputed": sorted({step.state.value for step in row.disputed})}
