"""The formats of `chancery export`: what each is for, what it loses, and which function writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from chancery.views.exports.material import Material


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format.

    Attributes:
        name: As `--format` takes it.
        words: What it is, in one line.
        suffix: Of its file; empty for a folder.
        writer: Module beside this one and function; empty where the language model is needed.
        loses: What it cannot hold, as the reference says it.
        without: Kinds of entries of which it holds none, each of which is lost.
    """

    name: str
    words: str
    suffix: str
    writer: str
    loses: str
    without: tuple[str, ...] = ()

    @property
    def is_folder(self) -> bool:
        """Whether it is several files."""
        return not self.suffix

    def lines(self, material: Material) -> Iterator[str]:
        """Yield the text of a format that is one file."""
        yield from self._function()(material)
        material.leave_out(self.without)

    def fill(self, material: Material, folder: Path) -> None:
        """Write the files of a format that is a folder."""
        self._function()(material, folder)
        material.leave_out(self.without)

    def _function(self) -> Callable[..., Any]:
        module, _, function = self.writer.partition(":")
        found: Callable[..., Any] = getattr(import_module(f"chancery.views.exports.{module}"), function or "write")
        return found


_ALL: Final = (
    Format(
        name="json",
        words="the record itself, in the published schema; always with the full text",
        suffix=".json",
        writer="json",
        loses="Nothing that the schema has. What the schema leaves out: the originals, the mentions of each report, "
        "the ledger.",
    ),
    Format(
        name="plover",
        words="event data as JSON lines, one event each, as the PLOVER 2.0 manual describes",
        suffix=".jsonl",
        writer="plover",
        loses="ELECT and OFFICE events but resignations; events without a date; which planned act an AGREE was; "
        "quotations, pledges, offices.",
        without=("quotations", "pledges", "offices"),
    ),
    Format(
        name="polecat",
        words="event data as a table with POLECAT's columns, ours behind them",
        suffix=".txt",
        writer="polecat",
        loses="ELECT and OFFICE events but resignations; what was denied or is conditional; coordinates, COW codes and "
        "GeoNames ids, which the record does not have; quotations, pledges, offices.",
        without=("quotations", "pledges", "offices"),
    ),
    Format(
        name="gdelt",
        words="event data as a folder of GDELT 2.0's tables, events and mentions, without headers",
        suffix="",
        writer="gdelt",
        loses="What CAMEO has no code for; what was denied, is alleged or conditional; events without a date; modes "
        "and contexts; quotations, pledges, offices; tone, coordinates, religion and ethnicity, which the record does "
        "not have.",
        without=("quotations", "pledges", "offices"),
    ),
    Format(
        name="icews",
        words="event data as a table with ICEWS's columns, ours behind them",
        suffix=".tab",
        writer="icews",
        loses="What CAMEO has no code for; what was denied, is alleged or conditional; events without a date; modes "
        "and contexts but in the column PLOVER; quotations, pledges, offices; coordinates and provinces, which the "
        "record does not have.",
        without=("quotations", "pledges", "offices"),
    ),
    Format(
        name="cameo",
        words="dyads of states with CAMEO codes, 042 and 043 for visitor and host",
        suffix=".csv",
        writer="cameo",
        loses="What CAMEO has no code for; what was denied, is alleged or conditional; events without a date; what "
        "happens inside one state between its own people; quotations, pledges, offices.",
        without=("quotations", "pledges", "offices"),
    ),
    Format(
        name="csv",
        words="one tidy table a kind, with a data dictionary, in a folder",
        suffix="",
        writer="tables:write_csv",
        loses="Lists are joined with semicolons; where reports differ is told by their own rows only; texts and "
        "evidence are cut without --text full.",
    ),
    Format(
        name="parquet",
        words="the same tables with types, for pandas, polars, DuckDB, R",
        suffix="",
        writer="tables:write_parquet",
        loses="As csv, but text is text: no apostrophes before what looks like a formula.",
    ),
    Format(
        name="ftm",
        words="FollowTheMoney entities as JSON lines, for Aleph and OpenSanctions' tools",
        suffix=".ftm.jsonl",
        writer="ftm",
        loses="Who acted and who received; uncertain dates and intervals of offices, widened to a year, month or day; "
        "where reports differ; quotations; pledges; places by themselves.",
    ),
    Format(
        name="popolo",
        words="people, organisations, posts and memberships as Popolo JSON",
        suffix=".json",
        writer="popolo",
        loses="Events, quotations, pledges; uncertain dates, widened to a year, month or day; the days on which "
        "someone is only seen in office.",
    ),
    Format(
        name="wikidata",
        words="positions held as QuickStatements, with dates and references",
        suffix=".qs",
        writer="wikidata",
        loses="Everything but offices; offices whose person, state or kind is no item that the record knows; acting "
        "and designated holders.",
        without=("events", "quotations", "pledges"),
    ),
    Format(
        name="jsonld",
        words="events, offices and quotations as JSON-LD: schema.org with PROV",
        suffix=".jsonld",
        writer="jsonld",
        loses="Pledges; where reports of one event differ; why something was coded.",
    ),
    Format(
        name="conllu",
        words="the annotated text of every report as CoNLL-U; loads the language model",
        suffix=".conllu",
        writer="",
        loses="Everything but the text and its grammar and names. Reports in other languages than English are left "
        "out.",
        without=("events", "quotations", "pledges", "offices"),
    ),
    Format(
        name="ics",
        words="planned meetings as a calendar",
        suffix=".ics",
        writer="ics",
        loses="Everything but planned meetings; those without a day, or within more than a month.",
        without=("quotations", "pledges", "offices"),
    ),
    Format(
        name="bibtex",
        words="the reports as a bibliography",
        suffix=".bib",
        writer="bibliography:write_bibtex",
        loses="Everything but the reports.",
        without=("events", "quotations", "pledges", "offices"),
    ),
    Format(
        name="csl-json",
        words="the reports as CSL-JSON, for Zotero",
        suffix=".csl.json",
        writer="bibliography:write_csl",
        loses="Everything but the reports; an interval with an open end is kept as its words.",
        without=("events", "quotations", "pledges", "offices"),
    ),
)

FORMATS: Final[Mapping[str, Format]] = {one.name: one for one in _ALL}
