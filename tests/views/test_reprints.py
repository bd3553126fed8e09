"""Reprints in the views: one account, and the outlets that print it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from chancery.errors import ChanceryError
from chancery.model.events import Event
from chancery.model.facts import Reprint
from chancery.model.mentions import Observations
from chancery.model.text import Span
from chancery.record.store import Record
from chancery.views.entry import make_event_entry, make_report_entry, render_entry
from chancery.views.json_export import export_json, validate
from chancery.views.labels import Names
from chancery.views.page import render_page
from chancery.views.sources import read_sources, render_sources
from views.samples import REPORTS, make_conclusions

AGENCY = REPORTS["agency"]
WHOLE = replace(AGENCY, id="a" * 16, outlet="Valley <Post>", path="reports/whole.txt")
CUT = replace(AGENCY, id="b" * 16, outlet="Evening Echo", path="reports/cut.txt")
UNNAMED = replace(AGENCY, id="c" * 16, outlet=None, path="reports/unnamed.txt")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Make the sample record with three reprints of the agency's report, one of them cut after a few lines."""
    half = Span(0, AGENCY.text.index("Kazakhstan will lend"))
    everything = Span(0, len(AGENCY.text))
    reprints = (
        Reprint(report=WHOLE.id, of=AGENCY.id, printed=(everything,)),
        Reprint(report=CUT.id, of=AGENCY.id, printed=(half,)),
        Reprint(report=UNNAMED.id, of=AGENCY.id, printed=(everything,)),
    )
    with Record.open(tmp_path / "reprints.db", create=True) as made:
        for report in (*REPORTS.values(), WHOLE, CUT, UNNAMED):
            made.add(report, Observations(program="test"))
        made.conclude(replace(make_conclusions(), reprints=reprints))
        yield made


def event_with(record: Record, words: str) -> Event:
    """Return the event whose evidence holds these words."""
    return next(event for event in record.events() if any(words in piece.quote for piece in event.evidence))


def shown(record: Record, words: str) -> str:
    """Show an event as text."""
    return render_entry(
        make_event_entry(event_with(record, words), Names(record.entities()), read_sources(record)), width=100
    )


def test_accounts_name_who_else_prints_them(record: Record) -> None:
    """Each account names the other outlets that print its words, those that cut them off left out."""
    assert "    also printed by Evening Echo, Valley <Post>\n" in shown(record, "arrived in Tashkent")
    assert "    also printed by Valley <Post>\n" in shown(record, "criticised the canal")
    assert "also printed" not in shown(record, "Parliamentary elections")


def test_sources_mark_reprints(record: Record) -> None:
    """The list of reports says which are reprints, of what, and how often a report was reprinted."""
    text = render_sources(read_sources(record).values(), events_told={})
    assert text.count("  reprint    of Steppe News Agency, ") == 3
    assert "  reprinted  3 times: Evening Echo, Valley <Post>\n" in text
    entry = dict(make_report_entry(read_sources(record)[CUT.id]).facts)
    assert entry["reprint of"].startswith("Steppe News Agency, ")
    original = dict(make_report_entry(read_sources(record)[AGENCY.id]).facts)
    assert original["reprinted"] == "Valley <Post>\nEvening Echo\noutlet not named"


def test_page_names_who_else_prints_an_account(record: Record) -> None:
    """The page names reprinting outlets at the account and finds the event by them; names stay text."""
    page = render_page(record)
    assert "Also printed by <bdi>Evening Echo</bdi>, <bdi>Valley &lt;Post&gt;</bdi>" in page
    assert f'Reprint of <a href="#r-{AGENCY.id}"><bdi>Steppe News Agency</bdi>' in page
    assert page.count("Reprint of <a") == 3
    assert "<Post>" not in page


def test_page_marks_what_a_reprint_adds(record: Record) -> None:
    """An account that only a reprint has says whose text the reprint is."""
    sources = read_sources(record)
    event = event_with(record, "arrived in Tashkent")
    pieces = tuple(replace(piece, report=CUT.id) for piece in event.evidence if piece.report == AGENCY.id)
    added = replace(event, evidence=pieces, tellings=(), differences=())
    text = render_entry(make_event_entry(added, Names(record.entities()), sources), width=100)
    assert f"    added to its reprint of Steppe News Agency [{AGENCY.id[:8]}]\n" in text


def test_export_lists_reprints(record: Record) -> None:
    """Documents say of what they are reprints, and each account in which documents it also stands."""
    export = export_json(record)
    validate(export)
    of = {document["id"]: document["reprint_of"] for document in export["documents"]}
    assert {of[report.id] for report in (WHOLE, CUT, UNNAMED)} == {AGENCY.id}
    assert of[AGENCY.id] is None
    listed = {e["id"]: e for e in export["events"]}
    visit = listed[event_with(record, "arrived in Tashkent").id]
    also = {telling["document"]: telling["also_in"] for telling in visit["reports"]}
    assert also[AGENCY.id] == [WHOLE.id, CUT.id, UNNAMED.id]
    assert all(names == [] for document, names in also.items() if document != AGENCY.id)
    canal = listed[event_with(record, "criticised the canal").id]
    assert [telling["also_in"] for telling in canal["reports"]] == [[WHOLE.id, UNNAMED.id]]
    renderings = [r for quotation in export["quotations"] for r in quotation["renderings"]]
    assert {len(r["also_in"]) for r in renderings if r["document"] == AGENCY.id} == {3}
    assert any(step["also_in"] for pledge in export["pledges"] for step in pledge["status"])


@pytest.mark.parametrize("part", ["reprint_of", "also_in"])
def test_export_refuses_reprints_that_it_does_not_hold(record: Record, part: str) -> None:
    """A reference to a document that is not there is a fault."""
    export = export_json(record)
    if part == "reprint_of":
        export["documents"][0]["reprint_of"] = "0" * 16
    else:
        export["events"][0]["reports"][0]["also_in"] = ["0" * 16]
    with pytest.raises(ChanceryError, match=r"\[C043\] .*0000000000000000"):
        validate(export)
