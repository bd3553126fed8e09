"""Writes comparisons of accounts as text: a legend of the reports, and a table of facets."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import TYPE_CHECKING, Final

from chancery.views.compare import Comparison, Facet, Outlets, Verdict, Version
from chancery.views.labels import Names, count_words, date_words, event_sentence, plain
from chancery.views.sources import Source

if TYPE_CHECKING:
    from rich.table import Table

WIDTH: Final = 80
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHOWN: Final = 5  # examples of what only one outlet tells
_ORDER: Final = ("date", "place", "actors", "rank", "status", "topic", "figure", "words")
_LONGEST: Final = 220  # characters of a sentence


def render_comparison(
    comparison: Comparison, names: Names, sources: Mapping[str, Source], *, width: int | None = None
) -> str:
    """Write the accounts of one event side by side.

    Args:
        comparison: The accounts.
        names: What participants are called.
        sources: The reports.
        width: Columns; 80 where nobody says.
    """
    letters = {report: _letter(at) for at, report in enumerate(comparison.reports)}
    lines = [_heading(comparison, names), ""]
    for report, letter in letters.items():
        lines += textwrap.wrap(
            f"  {letter}  {plain(_source_words(report, sources))}", width or WIDTH, subsequent_indent="     "
        )
    return "\n".join(lines) + "\n\n" + _table(comparison.facets, letters, width or WIDTH)


def _heading(comparison: Comparison, names: Names) -> str:
    event = comparison.event
    when = date_words(event.when) if event.when else "date unknown"
    return f"{when}: {event_sentence(event, names)} [{event.id}]"


def _letter(at: int) -> str:
    return _LETTERS[at] if at < len(_LETTERS) else f"{_LETTERS[at % len(_LETTERS)]}{at // len(_LETTERS)}"


def _source_words(report: str, sources: Mapping[str, Source]) -> str:
    source = sources.get(report)
    if source is None:
        return report
    return f"{source.outlet}, {source.dated}: {source.title}"


def _table(facets: Sequence[Facet], letters: Mapping[str, str], width: int) -> str:
    from rich import box  # noqa: PLC0415 - takes longer to import than most commands to run
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, width=width, pad_edge=False, show_lines=False)
    table.add_column("Facet", no_wrap=True)
    table.add_column("Verdict", no_wrap=True)
    table.add_column("Who says what", ratio=1)
    for facet in facets:
        _add_row(table, facet, letters)
    out = StringIO()
    Console(file=out, width=width, force_terminal=False, color_system=None, legacy_windows=False).print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _add_row(table: Table, facet: Facet, letters: Mapping[str, str]) -> None:
    from rich.text import Text  # noqa: PLC0415 - plain text: words of reports are no markup

    verdict = facet.verdict.value
    if facet.verdict is Verdict.ALONE:
        verdict = f"{verdict} {letters[facet.versions[0].report]}"
    table.add_row(facet.name, verdict, Text("\n".join(_said(facet, letters))))


def _said(facet: Facet, letters: Mapping[str, str]) -> Iterator[str]:
    """Yield what each report says; reports that say the same share a line, and need no sentence."""
    same: dict[str, list[Version]] = {}
    for version in facet.versions:
        same.setdefault(plain(version.says), []).append(version)
    for says, versions in same.items():
        shown = f"\u201c{says}\u201d" if facet.name == "words" else says
        yield f"{' '.join(letters[v.report] for v in versions)}: {shown}"
        sentence = versions[0].evidence
        if facet.verdict is not Verdict.AGREED and sentence is not None and plain(sentence.quote) != says:
            yield f"   \u201c{_short(plain(sentence.quote))}\u201d"


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} \u2026"


# ---- outlets --------------------------------------------------------------------------------


def render_outlets(outlets: Outlets, names: Names, sources: Mapping[str, Source], *, width: int | None = None) -> str:
    """Sum up how two outlets tell the same events."""
    one, other = plain(outlets.one), plain(outlets.other)
    parts = [
        f"{one} and {other} both tell {count_words(len(outlets.both), 'event')}.",
        f"Only {one} tells {len(outlets.only_one)}, only {other} {len(outlets.only_other)}.\n",
        _counts(outlets, width or WIDTH) if outlets.both else "",
    ]
    parts += [render_comparison(c, names, sources, width=width) for c in _telling(outlets)[:2]]
    for name, events in ((one, outlets.only_one), (other, outlets.only_other)):
        shown = [
            f"  {date_words(e.when) if e.when else 'date unknown'}: {event_sentence(e, names)} [{e.id}]"
            for e in events[:_SHOWN]
        ]
        more = [f"  and {len(events) - _SHOWN} more"] if len(events) > _SHOWN else []
        parts += ["\n".join([f"Told by {name} only:", *shown, *more]) + "\n"] if events else []
    return "\n".join(part for part in parts if part)


def _telling(outlets: Outlets) -> list[Comparison]:
    """Return the common events, those with the most differences first."""
    return sorted(outlets.both, key=lambda c: -sum(facet.verdict is Verdict.DIFFERS for facet in c.facets))


def _counts(outlets: Outlets, width: int) -> str:
    from rich import box  # noqa: PLC0415 - takes longer to import than most commands to run
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("Facet", "Agree", "Differ", "Only one tells"):
        table.add_column(heading, justify="left" if heading == "Facet" else "right")
    counts = outlets.counts()
    for name in (name for name in _ORDER if name in counts):
        of_name = counts[name]
        table.add_row(name, *(str(of_name[verdict]) for verdict in Verdict))
    out = StringIO()
    Console(file=out, width=width, force_terminal=False, color_system=None, legacy_windows=False).print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
