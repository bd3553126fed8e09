"""Lists the reports of a record: outlet, title, date, and what the date rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final
from urllib.parse import urlsplit

from chancery.model.dates import Edtf
from chancery.model.facts import Dating
from chancery.model.text import BlockKind, DateBasis, Report
from chancery.record.store import Record
from chancery.views.labels import BASIS_WORDS, date_words, plain

NO_OUTLET: Final = "outlet not named"
_TITLE_WIDTH: Final = 90  # characters of a first line that stands in for a title
_LINKABLE: Final = frozenset({"http", "https"})
_SENTINEL: Final = (3, 0, 0, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One report, as readers refer to it.

    Attributes:
        report: The report itself.
        published: Publication date, as concluded from all reports.
        because: The facts that the date rests on.
    """

    report: Report
    published: Edtf | None
    basis: DateBasis
    because: tuple[str, ...]

    @property
    def id(self) -> str:
        """Id of the report."""
        return self.report.id

    @property
    def outlet(self) -> str:
        """Who published it."""
        return plain(self.report.outlet) if self.report.outlet else NO_OUTLET

    @property
    def title(self) -> str:
        """Its title, else its first words."""
        if self.report.title:
            return plain(self.report.title)
        body = next((b.span.of(self.report.text) for b in self.report.blocks if b.kind is BlockKind.PARAGRAPH), "")
        words = plain(body or self.report.text)
        return words if len(words) <= _TITLE_WIDTH else f"{words[:_TITLE_WIDTH].rsplit(' ', 1)[0]} \u2026"

    @property
    def file(self) -> str:
        """Name of the file it was read from, without the folders, which are nobody else's business."""
        return plain(PurePath(self.report.path.replace("\\", "/")).name)

    @property
    def link(self) -> str | None:
        """Its address, if it is one that a browser may follow: http or https only."""
        return safe_link(self.report.url)

    @property
    def dated(self) -> str:
        """Publication date in words."""
        return date_words(self.published)

    @property
    def basis_words(self) -> str:
        """What the date rests on, in words."""
        return BASIS_WORDS[self.basis]


def safe_link(url: str | None) -> str | None:
    """Return an address only if it leads to a web page.

    Example:
        >>> safe_link("javascript:alert(1)") is None
        True
    """
    if not url or not url.isprintable() or " " in url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in _LINKABLE and parts.hostname else None


def make_source(report: Report, dating: Dating | None) -> Source:
    """Join a report with what was concluded about its date."""
    if dating is None:
        return Source(
            report=report, published=report.published, basis=report.published_basis, because=report.published_because
        )
    return Source(report=report, published=dating.published, basis=dating.basis, because=dating.because)


def read_sources(record: Record) -> Mapping[str, Source]:
    """Read the reports of a record by id, earliest first, those without a date last."""
    datings = {dating.report: dating for dating in record.datings()}
    return order_sources(make_source(report, datings.get(report.id)) for report in record.reports())


def order_sources(sources: Iterable[Source]) -> Mapping[str, Source]:
    """Order reports by date, then outlet, title and id."""
    ordered = sorted(
        sources, key=lambda s: (s.published.sort_key if s.published else _SENTINEL, s.outlet, s.title, s.id)
    )
    return {source.id: source for source in ordered}


def render_sources(sources: Iterable[Source], *, events_told: Mapping[str, int]) -> str:
    """Write the list of reports as text.

    Args:
        sources: In the order to show.
        events_told: Number of events by report id.
    """
    return "\n".join(_render_source(source, events_told.get(source.id, 0)) for source in sources)


def _render_source(source: Source, events: int) -> str:
    lines = [
        f"{source.outlet}: {source.title}",
        f"  published  {source.dated}, {source.basis_words}",
        *(f"  because    {plain(reason)}" for reason in source.because),
        *([f"  address    {source.link}"] if source.link else []),
        f"  file       {plain(source.report.path)}",
        f"  events     {events}",
        f"  id         {source.id}",
    ]
    return "\n".join(lines) + "\n"
