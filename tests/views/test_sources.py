"""Reports as sources."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chancery.model.dates import Edtf
from chancery.model.text import DateBasis
from chancery.record.store import Record
from chancery.views.sources import make_source, read_sources, safe_link
from views.samples import REPORTS


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("HTTP://example.org/", "HTTP://example.org/"),
        ("javascript:alert(1)", None),
        (" javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("//example.org/", None),
        ("https://", None),
        ("https://[bad", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url: str | None, link: str | None) -> None:
    """An address that could run or reach something else is no link."""
    assert safe_link(url) == link


def test_sources_are_ordered_by_date_and_undated_last(sample: Record) -> None:
    """The order is that of publication, as concluded."""
    titles = [source.report.path for source in read_sources(sample).values()]
    assert titles == [f"reports/{key}.txt" for key in ("archive", "ministry", "agency", "analysis", "site", "digest")]


def test_report_without_title_goes_by_its_first_words() -> None:
    """A nameless report is still told from others."""
    source = make_source(REPORTS["digest"], None)
    assert source.title.startswith("Kazakhstan paid the first part of the canal loan")
    assert source.outlet == "outlet not named"


def test_own_date_stands_where_nothing_was_concluded() -> None:
    """Without a dating the report's own date is shown with its own basis."""
    report = replace(REPORTS["site"], published=Edtf.parse("2024-03-21"), published_basis=DateBasis.METADATA)
    source = make_source(report, None)
    assert (source.dated, source.basis_words) == ("21 Mar 2024", "from the page's own data")


def test_file_name_hides_the_folders() -> None:
    """A page that is published does not tell where its maker keeps files."""
    assert make_source(replace(REPORTS["site"], path="/home/me/secret/a.txt"), None).file == "a.txt"
    assert make_source(replace(REPORTS["site"], path=r"C:\me\a.txt"), None).file == "a.txt"
