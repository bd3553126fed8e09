"""`chancery reference`, and the reasoning of `chancery sources --why`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from chancery.cli.main import chancery

HEAD = "country,position,person,wikidata_id,start,end\n"
TEXT = "Estonian Foreign Minister Vera Orlova met the envoys on July 3. The mine closed in January 2016.\n"


def run(*words: str) -> str:
    """Run a command that must succeed, and return what it prints."""
    result = CliRunner().invoke(chancery, list(words))
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def record(tmp_path: Path) -> str:
    """Make a record of one report without a year."""
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    run("read", str(tmp_path / "report.txt"), "--record", str(tmp_path / "a.db"))
    return str(tmp_path / "a.db")


@pytest.fixture
def table(tmp_path: Path) -> str:
    """Make a table of one good and one bad row."""
    file = tmp_path / "made.csv"
    rows = "estonia,Minister of Foreign Affairs,Vera Orlova,Q1,2014-05-05,2016-09-30\nestonia,President,,,,\n"
    file.write_text(HEAD + rows, encoding="utf-8")
    return str(file)


def test_import_dates_the_reports_again(record: str, table: str) -> None:
    """A table that bounds a report changes its date, the reasoning names it, and the old date is told."""
    assert "3 Jul (year unknown)" in run("sources", "--why", "--record", record)
    told = run("reference", "import", table, "--kind", "officeholders", "--record", record)
    assert "1 rows of officeholders, imported; 1 reports dated otherwise" in told
    why = run("sources", "--why", "--record", record)
    assert "Published 3\u20135 Jul 2016" in why
    assert "The reference table made.csv says that Vera Orlova" in why
    assert "the record thought: 3 Jul (year unknown)" in why


def test_reasons_are_sentences(tmp_path: Path) -> None:
    """Where a report carries its date is told in a sentence, and nothing is said of a basis that is not known."""
    (tmp_path / "dated.txt").write_text(
        "LIMA, May 3, 2019 (Agency) - Peru thanked Chile for its help after the flood. They will meet.",
        encoding="utf-8",
    )
    (tmp_path / "bare.txt").write_text(TEXT, encoding="utf-8")
    record = str(tmp_path / "b.db")
    run("read", str(tmp_path / "dated.txt"), str(tmp_path / "bare.txt"), "--record", record)
    why = run("sources", "--why", "--record", record)
    assert "Published 3 May 2019 (from the dateline).\n  - It comes from the dateline of LIMA." in why
    assert "Published 3 Jul (year unknown).\n" in why


def test_import_twice_changes_nothing(record: str, table: str) -> None:
    """The same table is there already."""
    run("reference", "import", table, "--kind", "officeholders", "--record", record)
    again = run("reference", "import", table, "--kind", "officeholders", "--record", record)
    assert "already there; 0 reports" in again


def test_forget_takes_the_date_back(record: str, table: str) -> None:
    """Without the table the year is unknown again."""
    run("reference", "import", table, "--kind", "officeholders", "--record", record)
    assert "made.csv: 1 rows" in run("reference", "list", "--record", record)
    assert "1 reports dated otherwise" in run("reference", "forget", "made.csv", "--record", record)
    assert "made.csv" not in run("reference", "list", "--record", record)


def test_tables_are_never_evidence(record: str, table: str) -> None:
    """Importing a table adds no office, person or event to the record."""
    before = run("timeline", "--json", "--record", record)
    run("reference", "import", table, "--kind", "officeholders", "--record", record)
    after = run("timeline", "--json", "--record", record)
    assert before.count('"id"') == after.count('"id"')
    assert "Q1" not in after


def test_unusable_table_is_one_line(tmp_path: Path, record: str) -> None:
    """A file that is no such table ends with its code."""
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    result = CliRunner().invoke(
        chancery, ["reference", "import", str(tmp_path / "bad.csv"), "--kind", "states", "--record", record]
    )
    assert result.exit_code != 0
    assert "[C067]" in result.output
