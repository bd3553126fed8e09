"""`chancery brief`: as Markdown, as a Word document and as a PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pytest
from click.testing import Result

from chancery.record.store import Record
from chancery.views.brief import make_brief, render_markdown
from chancery.views.brief_files import render_docx, render_pdf
from views.samples import make_conclusions, make_record

Run = Callable[..., Result]


def text_of_pdf(content: bytes) -> str:
    """Return the characters of all pages of a PDF."""
    document = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return "\n".join(pages)


def test_a_brief_tells_what_lies_between_two_states(run: Run, sample_path: Path) -> None:
    """Chronology, offices, pledges, words and differences stand under their headings, each line with its sources."""
    result = run("brief", "KAZ", "Uzbek", "--record", sample_path)
    assert result.exit_code == 0
    text = result.stdout
    assert text.startswith("# Kazakhstan and Uzbekistan\n")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == [
        "Chronology",
        "Offices",
        "In their words",
        "Where reports differ",
        "Sources",
    ]
    assert re.search(r"^- \*\*\S.* hold talks.* \[\d+(, \d+)*\]$", text, re.MULTILINE)
    assert "We will open every road that the water closed" in text


def test_every_line_is_pinned_to_a_source(sample_path: Path) -> None:
    """Every line cites, every number is in the list, and every quote is verbatim in a report that it cites."""
    with Record.open(sample_path, readonly=True) as record:
        brief = make_brief(record, ["KAZ"])
        texts = {report.title: " ".join(report.text.split()) for report in record.reports()}
    assert [source.number for source in brief.sources] == list(range(1, len(brief.sources) + 1))
    everything = " ".join(texts.values())
    for item in (item for section in brief.sections for item in section.items):
        assert item.cites
        assert set(item.cites) <= {source.number for source in brief.sources}
        assert item.quote in everything


def test_only_what_is_still_owed_is_an_open_pledge(run: Run, tmp_path: Path) -> None:
    """A loan that was paid is not listed; the same loan before its last step is, with its amount and state."""
    path = make_record(tmp_path / "own.db")
    assert "## Open pledges" not in run("brief", "KAZ", "UZB", "--record", path).stdout
    found = make_conclusions()
    owed = tuple(replace(pledge, steps=pledge.steps[:1]) for pledge in found.pledges)
    with Record.open(path) as record:
        record.conclude(replace(found, pledges=owed))
    text = run("brief", "KAZ", "UZB", "--record", path).stdout
    assert re.search(r"## Open pledges\n\n- .*Kazakhstan.* to .*Uzbekistan.*120,000,000 USD; .*pledged \[\d", text)


def test_since_leaves_out_what_ended_before(run: Run, sample_path: Path) -> None:
    """The period bounds the chronology."""
    whole = run("brief", "KAZ", "UZB", "--record", sample_path).stdout
    late = run("brief", "KAZ", "UZB", "--since", "2024", "--record", sample_path).stdout
    assert "Nov 2019" in whole
    assert "Nov 2019" not in late
    assert "hold talks" in late


@pytest.mark.parametrize("suffix", [".md", ".docx", ".pdf"])
def test_a_brief_is_written_in_each_format(run: Run, sample_path: Path, tmp_path: Path, suffix: str) -> None:
    """Each format holds the title, a quoted sentence and its sources."""
    file = tmp_path / f"brief{suffix}"
    result = run("brief", "KAZ", "UZB", "--record", sample_path, "--output", file)
    assert result.exit_code == 0, result.stderr
    content = file.read_bytes()
    if suffix == ".docx":
        text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)
    else:
        text = text_of_pdf(content) if suffix == ".pdf" else content.decode()
    flat = " ".join(text.split())
    for words in ("Kazakhstan and Uzbekistan", "We will open every road", "Steppe News Agency"):
        assert words in flat
    assert list(tmp_path.iterdir()) == [file]


def test_another_suffix_is_refused(run: Run, sample_path: Path, tmp_path: Path) -> None:
    """A format that does not exist is a usage error, and nothing is written."""
    result = run("brief", "KAZ", "--record", sample_path, "--output", tmp_path / "brief.odt")
    assert result.exit_code == 2
    assert ".docx" in result.stderr
    assert not list(tmp_path.iterdir())


def test_hostile_reports_stay_text(hostile_path: Path) -> None:
    """Markup of a report is escaped in Markdown and plain text in the other formats."""
    with Record.open(hostile_path, readonly=True) as record:
        states = sorted({party.state for event in record.events() for party in event.actors if party.state})
        brief = make_brief(record, states[:1])
    assert brief.sections
    assert not re.search(r"(?<!\\)<(script|img|svg|a)\b", render_markdown(brief))
    assert render_docx(brief).startswith(b"PK")
    assert render_pdf(brief).startswith(b"%PDF")


def test_a_brief_of_nothing_is_short(run: Run, sample_path: Path) -> None:
    """States that have nothing to do with each other give a note that says so."""
    result = run("brief", "FJI", "--record", sample_path)
    assert result.exit_code == 0
    assert "0 events; from no report" in result.stdout
