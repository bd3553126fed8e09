"""What a search found."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, overload

from chancery.record.search import Hit
from chancery.views.labels import plain

if TYPE_CHECKING:
    import pandas as pd


class Hits(Sequence[Hit]):
    """Places where words were found, best first."""

    def __init__(self, hits: Sequence[Hit], words: str) -> None:
        """Take what was found; `Book.search` makes hits."""
        self._hits = hits
        self.words = words

    def __len__(self) -> int:
        """Count them."""
        return len(self._hits)

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Hit]: ...
    def __getitem__(self, index: int | slice) -> Hit | Sequence[Hit]:
        """Return one, or some."""
        return self._hits[index]

    def __repr__(self) -> str:
        """Say how many there are."""
        return f"<{len(self)} places with {self.words!r}>"

    def to_pandas(self) -> pd.DataFrame:
        """Return a frame: kind, id, excerpt, score."""
        import pandas as pd  # noqa: PLC0415 - an extra of the package

        rows = [(hit.kind, hit.id, hit.excerpt, hit.score) for hit in self._hits]
        return pd.DataFrame(rows, columns=["kind", "id", "excerpt", "score"])

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(hit.kind)}</td><td><code>{escape(hit.id)}</code></td><td>{_marked(hit.excerpt)}</td></tr>"
            for hit in self._hits
        )
        return f"<table><tbody>{rows}</tbody></table>"


def _marked(excerpt: str) -> str:
    return (
        escape(plain(excerpt)).replace("«", "<mark>").replace("»", "</mark>") if _paired(excerpt) else escape(excerpt)
    )


def _paired(excerpt: str) -> bool:
    """Tell whether the marks are only the search's own: a report may hold the same quotation marks."""
    depth = 0
    for char in excerpt:
        depth += (char == "«") - (char == "»")
        if depth not in (0, 1):
            return False
    return depth == 0
