"""Lists the reports of a record: outlet, title, date, and what the date rests on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final
from urllib.parse import urlsplit

from chancery.model.dates import Edtf
from chancery.model.evidence import Evidence
from chancery.model.facts import Dating, Reprint
from chancery.model.text import BlockKind, DateBasis, Report
from chancery.record.browsing import about_reports
from chancery.record.store import Record
from chancery.record.superseded import PastDating
from chancery.views.labels import BASIS_WORDS, count_words, date_words, plain

NO_OUTLET: Final = "outlet not named"
_TITLE_WIDTH: Final = 90  # characters of a first line that stands in for a title
_REPORT_ID: Final = re.compile(r"\b[0-9a-f]{16}\b")
_SHORT_ID: Final = 8
_LINKABLE: Final = frozenset({"http", "https"})
_SENTINEL: Final = (3, 0, 0, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One report, as readers refer to it.

    Attributes:
        report: The report itself.
        published: Publication date, as concluded from all reports.
        because: The facts that the date rests on.
        original: The report whose text it prints; None for one that is no reprint.
        reprints: The reports that print its text, each with the name of its outlet, None for an unnamed one.
    """

    report: Report
    published: Edtf | None
    basis: DateBasis
    because: tuple[str, ...]
    original: Source | None = None
    reprints: tuple[tuple[Reprint, str | None], ...] = ()

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

    def outlets_of(self, evidence: Iterable[Evidence]) -> tuple[str, ...]:
        """Return the other outlets that print any of these words of the report, by name."""
        pieces = list(evidence)
        printing = {outlet for reprint, outlet in self.reprints if outlet and any(map(reprint.prints, pieces))}
        return tuple(sorted(printing - {self.outlet}, key=lambda name: (name.casefold(), name)))


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


def make_source(
    report: Report,
    dating: Dating | None,
    *,
    original: Source | None = None,
    reprints: tuple[tuple[Reprint, str | None], ...] = (),
) -> Source:
    """Join a report with what was concluded about its date, and about whose text it prints."""
    published, basis, because = (
        (report.published, report.published_basis, report.published_because)
        if dating is None
        else (dating.published, dating.basis, dating.because)
    )
    return Source(
        report=report, published=published, basis=basis, because=because, original=original, reprints=reprints
    )


def read_sources(record: Record) -> Mapping[str, Source]:
    """Read the reports of a record by id, earliest first, those without a date last."""
    datings = {dating.report: dating for dating in record.datings()}
    reports = {report.id: report for report in record.reports()}
    return _join(reports, datings, record.reprints())


def read_sources_of(record: Record, ids: Collection[str]) -> Mapping[str, Source]:
    """Read some reports of a record by id, as `read_sources` does all; their originals and reprints with them."""
    return _join(*about_reports(record, ids))


def _join(
    reports: Mapping[str, Report], datings: Mapping[str, Dating], reprints: Iterable[Reprint]
) -> Mapping[str, Source]:
    """Join reports with their dates, and reprints with their originals."""
    printed: dict[str, list[tuple[Reprint, str | None]]] = {}
    for reprint in reprints:
        outlet = reports[reprint.report].outlet
        printed.setdefault(reprint.of, []).append((reprint, plain(outlet) if outlet else None))
    of = {reprint.report: original for original, group in printed.items() for reprint, _ in group}
    firsts = {
        name: make_source(report, datings.get(name), reprints=tuple(printed.get(name, ())))
        for name, report in reports.items()
        if name not in of
    }
    seconds = (make_source(reports[name], datings.get(name), original=firsts[first]) for name, first in of.items())
    return order_sources([*firsts.values(), *seconds])


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


def explain_sources(sources: Iterable[Source], *, past: Mapping[str, Sequence[PastDating]]) -> str:
    """Write in sentences how the date of each report was worked out.

    Args:
        sources: In the order to show.
        past: What was thought of each date before, by report id.
    """
    listed = list(sources)
    names = {source.id: f"“{source.title}” ({source.outlet}, {source.id[:_SHORT_ID]})" for source in listed}
    return "\n".join(_explain(source, past.get(source.id, ()), names) for source in listed)


_PLACES: Final = ("the line ", "the dateline ")
"""Places of a report where its date stands, as a reason names them."""


def _explain(source: Source, past: Sequence[PastDating], names: Mapping[str, str]) -> str:
    dated = f"Published {source.dated}" if source.published is not None else "When it was published is not known"
    basis = "" if source.basis is DateBasis.UNKNOWN else f" ({source.basis_words})"
    lines = [f"{source.outlet}: {source.title}", f"  {dated}{basis}."]
    lines += [f"  - {_with_names(_sentence(plain(reason)), names)}" for reason in source.because]
    for before in past:
        then = date_words(before.published) if before.published is not None else "unknown"
        lines.append(f"  Until {before.until} the record thought: {then} ({BASIS_WORDS[before.basis]}).")
    return "\n".join(lines) + "\n"


def _sentence(reason: str) -> str:
    """Make a sentence of where a report carries its date: "the dateline of OSLO"."""
    if reason.endswith((".", "!", "?")):
        return reason
    return f"It comes from {reason}." if reason.startswith(_PLACES) else f"{reason[:1].upper()}{reason[1:]}."


def _with_names(reason: str, names: Mapping[str, str]) -> str:
    """Write the title of a report beside its id."""
    return _REPORT_ID.sub(lambda match: names.get(match[0], match[0]), reason)


def _render_source(source: Source, events: int) -> str:
    lines = [
        f"{source.outlet}: {source.title}",
        f"  published  {source.dated}, {source.basis_words}",
        *(f"  because    {plain(reason)}" for reason in source.because),
        *_reprint_lines(source),
        *([f"  address    {source.link}"] if source.link else []),
        f"  file       {plain(source.report.path)}",
        f"  events     {events}",
        f"  id         {source.id}",
    ]
    return "\n".join(lines) + "\n"


def _reprint_lines(source: Source) -> Iterator[str]:
    if source.original is not None:
        yield f"  reprint    of {source.original.outlet}, {source.original.dated} [{source.original.id[:8]}]"
    if source.reprints:
        named = sorted({outlet for _, outlet in source.reprints if outlet} - {source.outlet}, key=str.casefold)
        yield f"  reprinted  {count_words(len(source.reprints), 'time')}{': ' if named else ''}{', '.join(named)}"
