"""The reports of one event, side by side."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from chancery.api.display import account_html
from chancery.views.entry import Account, Entry
from chancery.views.labels import count_words, plain

if TYPE_CHECKING:
    import pandas as pd


class Comparison:
    """What each report says of one event.

    Attributes:
        entry: The event as readers are told it.
    """

    def __init__(self, entry: Entry) -> None:
        """Take an event with its accounts; `Book.compare` makes comparisons."""
        self.entry = entry

    @property
    def accounts(self) -> tuple[Account, ...]:
        """One for each report that tells it."""
        return self.entry.accounts

    @property
    def differences(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """`(facet, ((outlet, what it says), ...))` for each facet on which they differ."""
        return self.entry.differences

    def to_pandas(self) -> pd.DataFrame:
        """Return a frame with a row for each report: outlet, title, its version of each facet, its words."""
        import pandas as pd  # noqa: PLC0415 - an extra of the package

        return pd.DataFrame(list(map(_row, self.accounts)))

    def __repr__(self) -> str:
        """Say the event, and on what the reports differ."""
        facets = ", ".join(facet for facet, _ in self.differences) or "nothing"
        told = count_words(len(self.accounts), "report")
        return f"<{self.entry.heading}: {told}, differing on {facets}>"

    def _repr_html_(self) -> str:
        cells = "".join(
            f'<td style="vertical-align:top;text-align:left">{account_html(account)}</td>' for account in self.accounts
        )
        heading = escape(plain(self.entry.heading))
        return f"<h4>{heading}</h4><table><tbody><tr>{cells}</tr></tbody></table>"


def _row(account: Account) -> dict[str, str]:
    source = account.source
    words = ("".join(s.text for s in passage.segments if s.marked) for passage in account.passages)
    return {
        "report": account.report,
        "outlet": source.outlet if source else "",
        "title": source.title if source else "",
        **dict(account.version),
        "differs": ", ".join(sorted(account.differs)),
        "evidence": " … ".join(words),
    }
