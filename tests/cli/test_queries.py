"""`chancery show`, `sources`, `export`, `page` and `evaluate`."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from chancery.model.mentions import Observations
from chancery.record.originals import Original
from chancery.record.store import Record
from views.samples import REPORTS, make_conclusions, make_events

Run = Callable[..., Result]
TALKS = make_events()[0].id


def test_show_marks_the_evidence_in_its_paragraph(run: Run, sample_path: Path) -> None:
    """An event shows each report's account, its differences and why it was coded so."""
    result = run("show", TALKS[:8], "--record", sample_path)
    assert result.exit_code == 0
    assert "Aidar Nurlanov (KAZ) and Laziz Karimberdiev (UZB) hold talks\n" in result.stdout
    assert "  | Ladies and gentlemen, today I received my colleague Aidar Nurlanov. \u27e6The talks" in result.stdout
    assert "Reports differ on the date:\n  - Steppe News Agency: 14 March 2024\n" in result.stdout
    assert "Why it was coded so:\n" in result.stdout


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Aidar Nurlanov", "foreign minister of Kazakhstan, from 2 Feb 2024"),
        ("KAZ", "Kazakhstan breaks off cooperation with Uzbekistan"),
        ("aa00000000000001", "Aidar Nurlanov, foreign minister\nquotation aa00000000000001"),
        ("bb", "120,000,000 USD"),
        ("cc00000000000003", "autumn 2023"),
        (REPORTS["site"].id, "Tajik delegation expected in April"),
    ],
)
def test_show_knows_every_kind(run: Run, sample_path: Path, name: str, words: str) -> None:
    """Ids, beginnings of ids and names lead to an entry."""
    result = run("show", name, "--record", sample_path)
    assert result.exit_code == 0
    assert words in result.stdout


@pytest.mark.parametrize(("name", "code"), [("zzzz", "C050"), ("cc", "C052")])
def test_show_refuses_what_is_not_one_entry(run: Run, sample_path: Path, name: str, code: str) -> None:
    """Nothing and several things are told apart."""
    result = run("show", name, "--record", sample_path)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"chancery: [{code}] ")


def test_show_json_is_the_exported_entry(run: Run, sample_path: Path) -> None:
    """`--json` gives one object of the export."""
    assert json.loads(run("show", TALKS, "--json", "--record", sample_path).stdout)["id"] == TALKS


def test_show_original_says_when_none_is_kept(run: Run, sample_path: Path) -> None:
    """A record of an older version has no originals; each report says so, and what to do."""
    result = run("show", TALKS, "--original", "--record", sample_path)
    assert result.exit_code == 0
    assert result.stdout.count("The record keeps no original of this report") == 2
    assert "keeps no original" in run("show", REPORTS["site"].id, "--original", "--record", sample_path).stdout


@pytest.fixture
def kept_path(tmp_path: Path) -> Path:
    """Return a record that keeps the originals of the invented reports: their texts in a page that is hostile."""
    path = tmp_path / "kept.db"
    with Record.open(path, create=True) as record:
        for report in REPORTS.values():
            page = f"menu \x1b[2J\n\n<p>\n{report.text}\n</p>\nfoot"
            aligned = replace(report, alignment=((0, len("menu \x1b[2J\n\n<p>\n"), len(report.text)),))
            record.add(aligned, Observations(program="test"), Original.pack(page, encoding="utf-8"))
        record.conclude(make_conclusions())
    return path


def test_show_original_marks_the_evidence_where_it_stood(run: Run, kept_path: Path) -> None:
    """Each report's own lines are shown with their numbers, the words between marks, nothing that commands."""
    result = run("show", TALKS, "--original", "--record", kept_path)
    assert result.exit_code == 0
    assert "The talks" in result.stdout
    assert "\u27e6" in result.stdout
    assert "  line " in result.stdout
    assert "\x1b" not in result.stdout


def test_show_original_of_a_report_is_the_whole(run: Run, kept_path: Path) -> None:
    """A report's original is shown from its first character to its last, made harmless."""
    result = run("show", REPORTS["site"].id, "--original", "--record", kept_path)
    assert result.exit_code == 0
    assert result.stdout.startswith("menu \u27e8U+001B\u27e9[2J\n\n<p>\n")
    assert result.stdout.endswith("\n</p>\nfoot\n")


def test_show_original_needs_an_entry_with_evidence(run: Run, sample_path: Path) -> None:
    """A person has no evidence of his own; JSON has no originals."""
    result = run("show", "Aidar Nurlanov", "--original", "--record", sample_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("chancery: [C050] Aidar Nurlanov ")
    assert run("show", TALKS, "--original", "--json", "--record", sample_path).exit_code == 2


def test_sources_tell_date_and_basis(run: Run, sample_path: Path) -> None:
    """Each report has its outlet, title, date, basis and reasons."""
    result = run("sources", "--record", sample_path)
    assert result.exit_code == 0
    assert "The Inner Asia Review: Water, roads and a loan" in result.stdout
    assert "  published  18\u201324 Mar 2024, worked out from other facts\n" in result.stdout
    assert "  because    the title names 14 March 2024\n" in result.stdout
    assert "  published  date unknown, not known\n" in result.stdout


def test_sources_json_leaves_the_texts_out(run: Run, sample_path: Path) -> None:
    """The list of sources does not carry other people's texts."""
    documents = json.loads(run("sources", "--json", "--record", sample_path).stdout)
    assert len(documents) == 6
    assert not any("text" in document for document in documents)


def test_export_to_stdout_and_file_agree(run: Run, sample_path: Path, tmp_path: Path) -> None:
    """The export is the same wherever it goes, and leaves nothing beside it."""
    target = tmp_path / "out" / "record.json"
    target.parent.mkdir()
    result = run("export", "--record", sample_path, "--output", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert target.read_text(encoding="utf-8") == run("export", "--record", sample_path).stdout
    assert list(target.parent.iterdir()) == [target]


def test_failed_export_leaves_the_old_file(run: Run, sample_path: Path, tmp_path: Path) -> None:
    """An output that cannot be written is one line with a code."""
    result = run("export", "--record", sample_path, "--output", tmp_path / "none" / "record.json")
    assert result.exit_code == 1
    assert result.stderr.startswith("chancery: [C051] ")
    assert run("export", "--record", sample_path, "--output", tmp_path).stderr.startswith("chancery: [C051] ")


def test_page_writes_one_file(run: Run, sample_path: Path, tmp_path: Path) -> None:
    """`chancery page` makes the folder and puts one file into it."""
    folder = tmp_path / "a" / "site"
    result = run("page", "--record", sample_path, "--output", folder)
    assert (result.exit_code, result.stdout) == (0, f"Wrote {folder / 'index.html'}; open it in a browser.\n")
    assert list(folder.iterdir()) == [folder / "index.html"]


def test_page_refuses_a_file_as_folder(run: Run, sample_path: Path, tmp_path: Path) -> None:
    """A file in the way is told, not overwritten."""
    (tmp_path / "site").write_text("mine", encoding="utf-8")
    result = run("page", "--record", sample_path, "--output", tmp_path / "site")
    assert result.exit_code == 1
    assert result.stderr.startswith("chancery: [C051] ")
    assert (tmp_path / "site").read_text(encoding="utf-8") == "mine"


@pytest.fixture
def gold(tmp_path: Path) -> tuple[Path, Path]:
    """Return a small gold file and the folder of its document."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "agency.txt").write_text(REPORTS["agency"].text, encoding="utf-8")
    path = tmp_path / "gold.yaml"
    path.write_text(
        "entities:\n"
        "  KAZ: {kind: state, names: [Kazakhstan]}\n"
        "  UZB: {kind: state, names: [Uzbekistan]}\n"
        "  nurlanov: {kind: person, names: [Aidar Nurlanov]}\n"
        "documents:\n"
        '  agency.txt: {published: "2024-03-15", title: "Kazakh and Uzbek foreign ministers meet in Tashkent",'
        " furniture: []}\n"
        "events:\n"
        "  - {id: visit, type: CONSULT, mode: visit, actors: [nurlanov], recipients: [UZB],"
        ' when: "2024-03-13/2024-03-14", status: occurred, evidence: {agency: "two-day visit"}}\n'
        "quotations: []\npledges: []\noccupancies: []\n",
        encoding="utf-8",
    )
    return path, docs


def test_evaluate_scores_record_and_export_alike(
    run: Run, sample_path: Path, tmp_path: Path, gold: tuple[Path, Path]
) -> None:
    """A record and its export get the same figures."""
    export = tmp_path / "record.json"
    run("export", "--record", sample_path, "--output", export)
    of_record = run("evaluate", *gold, "--record", sample_path, "--json")
    assert of_record.exit_code == 0
    figures = json.loads(of_record.stdout)
    assert set(figures) >= {"evidence", "documents", "entities", "events", "quotations"}
    assert json.loads(run("evaluate", *gold, "--export", export, "--json").stdout) == figures
    assert run("evaluate", *gold, "--export", export, "--misses").stdout.startswith("evidence ")


def test_evaluate_takes_record_or_export(run: Run, sample_path: Path, gold: tuple[Path, Path]) -> None:
    """Two records at once are a usage error."""
    result = run("evaluate", *gold, "--record", sample_path, "--export", "x.json")
    assert result.exit_code == 2
    assert "not both" in result.stderr


@pytest.mark.parametrize("content", [None, "{", "[]"])
def test_evaluate_refuses_what_is_no_export(
    run: Run, tmp_path: Path, gold: tuple[Path, Path], content: str | None
) -> None:
    """A missing or broken export is one line with a code."""
    path = tmp_path / "x.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    result = run("evaluate", *gold, "--export", path)
    assert result.exit_code == 1
    assert result.stderr.startswith("chancery: [C043] ")
