"""The whole journey on the bundled reports: read, ask, export, show as a page, score; and read again."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

import chancery as package
from chancery.cli.show import SECTIONS
from e2e.conftest import Undisturbed
from e2e.program import EXAMPLES, PATIENT, ROOT, SETS, chancery, digest, exported, is_whole

SCHEMA: Final = Path(package.__file__).parent / "views" / "schema" / "record-1.0.schema.json"
FLOORS: Final = ROOT / "bench" / "floors.json"
REPORTS: Final = sum(1 for name in SETS for path in (EXAMPLES / name).iterdir() if path.suffix in {".txt", ".html"})
KINDS: Final = tuple(kind for kind in SECTIONS if kind not in {"entity", "vacancy"})  # no vacancy is told here


@pytest.fixture(scope="module")
def export(undisturbed: Undisturbed, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what `chancery export` writes."""
    path = tmp_path_factory.mktemp("export") / "record.json"
    run = chancery("export", "--record", undisturbed.record, "--format", "json", "--output", path)
    assert (run.code, run.out, run.err) == (0, "", f"Wrote {path}\n")
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def pins(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any part of an export
    """Yield every piece of evidence, however deep."""
    if isinstance(value, dict):
        if {"document", "start", "end"} <= value.keys():
            yield value
        for inner in value.values():
            yield from pins(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from pins(inner)


def words(text: str) -> str:
    """Return text without the marks and line breaks that `chancery show` adds."""
    return re.sub(r"\s+", " ", re.sub(r"\n *\|", " ", re.sub(r"[⟦⟧]", "", text))).strip()


# -- read --


def test_read_tells_what_it_read_and_what_is_next(undisturbed: Undisturbed) -> None:
    """The summary counts, names what is not read, and goes on to the timeline."""
    run = undisturbed.run
    assert run.lines[0] == f"Read {REPORTS} reports: {REPORTS} new, 0 known already."
    assert {line.strip().rpartition(" ")[2] for line in run.lines[2:7]} >= {"events", "quotations", "pledges", "people"}
    assert [line[:8] for line in run.lines if line.startswith("  [C")] == ["  [C019]"] * len(SETS)  # the gold files
    assert f"  chancery timeline --record {undisturbed.record}" in run.lines


def test_read_twice_changes_nothing(undisturbed: Undisturbed, tmp_path: Path) -> None:
    """A second run knows every report, and the record and its export stay the same."""
    record = tmp_path / "a.db"
    shutil.copy(undisturbed.record, record)
    run = chancery("read", *(f"examples/{name}" for name in SETS), "--record", record, *PATIENT)
    assert (run.code, run.err) == (0, "")
    assert run.lines[0] == f"Read {REPORTS} reports: 0 new, {REPORTS} known already."
    assert digest(record) == digest(undisturbed.record)
    assert exported(record) == exported(undisturbed.record)
    assert is_whole(record)


@pytest.mark.slow
def test_read_in_any_order_and_place_gives_one_record(undisturbed: Undisturbed, tmp_path: Path) -> None:
    """Files one by one from another folder, backwards and in two runs, add up to the same record."""
    for name in SETS:
        shutil.copytree(EXAMPLES / name, tmp_path / name)
    files = sorted((path for name in SETS for path in (tmp_path / name).iterdir()), reverse=True)
    files = [path for path in files if path.suffix in {".txt", ".html"}]
    record = tmp_path / "a.db"
    for part in (files[1::2], files[::2]):
        run = chancery("read", *part, "--record", record, *PATIENT)
        assert (run.code, run.err) == (0, "")
    assert digest(record) == digest(undisturbed.record)


# -- ask --


def test_timeline_holds_every_event_once(undisturbed: Undisturbed, export: dict[str, Any]) -> None:
    """Each line ends with the beginning of an event's id; dated ones come in order, undated ones last."""
    run = chancery("timeline", "--record", undisturbed.record)
    assert (run.code, run.err) == (0, "")
    shown = [line.rpartition(" ")[2] for line in run.lines if re.search(r" e-[0-9a-f]+$", line)]
    whole = [[event["id"] for event in export["events"] if event["id"].startswith(beginning)] for beginning in shown]
    assert all(len(ids) == 1 for ids in whole)
    assert sorted(ids[0] for ids in whole) == sorted(event["id"] for event in export["events"])
    years = [int(line) for line in run.lines if re.fullmatch(r"\d{4}", line)]
    assert years == sorted(set(years))
    assert len(years) > 5
    assert all(re.search(r"\(\d+ reports?\b[^()]*\)", line) for line in run.lines if re.search(r" e-[0-9a-f]+$", line))


def test_timeline_of_two_states_between_two_days(undisturbed: Undisturbed, export: dict[str, Any]) -> None:
    """States may be named by code, name or adjective; what is shown is what both took part in."""
    asked = ("--since", "2020-01", "--until", "2020-12-31", "--record", undisturbed.record)
    runs = [chancery("timeline", *names, *asked, "--json") for names in (("KGZ", "RUS"), ("Kyrgyz", "Moscow"))]
    assert [(run.code, run.err) for run in runs] == [(0, "")] * 2
    assert runs[0].out == runs[1].out
    shown = json.loads(runs[0].out)
    assert shown
    known = {event["id"]: event for event in export["events"]}
    for event in shown:
        parties = [*event["actors"], *event["recipients"]]
        assert {"KGZ", "RUS"} <= {party["state"] for party in parties} | {party["entity"] for party in parties}
        assert event["when"] is not None
        assert event == known[event["id"]]


@pytest.mark.parametrize("kind", KINDS)
def test_show_opens_each_kind_with_its_evidence(undisturbed: Undisturbed, export: dict[str, Any], kind: str) -> None:
    """An entry is found by its id and by the beginning of it, and every quote that supports it is there."""
    entry = max(export[SECTIONS[kind]], key=lambda item: (len(item.get("evidence", ())), item["id"]))
    run = chancery("show", entry["id"], "--record", undisturbed.record)
    assert (run.code, run.err) == (0, "")
    for pin in entry.get("evidence", ()):
        for line in pin["quote"].split("\n"):
            assert words(line) in words(run.out)
    told = chancery("show", entry["id"][:-1], "--record", undisturbed.record, "--json")
    assert json.loads(told.out) == entry


def test_show_finds_a_person_and_a_state_by_name(undisturbed: Undisturbed, export: dict[str, Any]) -> None:
    """Every spelling of a person leads to one entry."""
    people = [entity for entity in export["entities"] if entity["kind"] == "person" and len(entity["names"]) > 1]
    person = max(people, key=lambda entity: (len(entity["names"]), entity["id"]))
    runs = [
        chancery("show", name, "--record", undisturbed.record)
        for name in person["names"]
        if [name in other["names"] for other in export["entities"]].count(True) == 1
    ]
    assert len({run.out for run in runs}) == 1
    assert runs[0].lines[0] == person["name"]
    assert chancery("show", "KGZ", "--record", undisturbed.record).code == 0


def test_show_of_nothing_is_one_line(undisturbed: Undisturbed) -> None:
    """A name that nothing has gets its code and a remedy."""
    run = chancery("show", "Nobody Atall", "--record", undisturbed.record)
    assert (run.code, run.out) == (1, "")
    assert re.fullmatch(r"chancery: \[C050\] [^\n]+\n", run.err)


def test_sources_tell_every_report_with_the_basis_of_its_date(undisturbed: Undisturbed, export: dict[str, Any]) -> None:
    """Each report has its file, its outlet or the lack of one, and what its date rests on."""
    run = chancery("sources", "--record", undisturbed.record)
    assert (run.code, run.err) == (0, "")
    files = [line.strip().removeprefix("file").strip() for line in run.lines if line.startswith("  file ")]
    assert sorted(files) == sorted(document["path"] for document in export["documents"])
    assert sum(line.startswith("  published ") for line in run.lines) == REPORTS
    for document in export["documents"]:
        assert (document["published"] is None) == (document["published_basis"] == "unknown")


# -- export --


def test_export_follows_the_published_schema(export: dict[str, Any]) -> None:
    """The schema that the package ships accepts the export."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert [fault.message for fault in Draft202012Validator(schema).iter_errors(export)] == []
    assert export["chancery"] == package.__version__


def test_export_pins_every_fact_to_the_words_that_say_it(export: dict[str, Any]) -> None:
    """Every quote is what its document says at that place, and no fact is without one."""
    texts = {document["id"]: document["text"] for document in export["documents"]}
    facts = [fact for kind in ("occupancies", "events", "quotations", "pledges") for fact in export[kind]]
    assert all(fact["evidence"] for fact in facts)
    for pin in pins(facts):
        quote = pin["quote"] if "quote" in pin else pin["content"]
        assert texts[pin["document"]][pin["start"] : pin["end"]] == quote
        assert quote.strip()


def test_export_holds_no_furniture(export: dict[str, Any]) -> None:
    """Cookie lines, teasers and subscriptions stay out of the clean text."""
    text = " ".join(document["text"] for document in export["documents"])
    for furniture in ("We use cookies", "Subscribe to our Friday letter", "Seven films to see in Osh", "Photo gallery"):
        assert furniture not in text


# -- page --


class Tags(HTMLParser):
    """Collects tags with their attributes."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep one."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


def test_page_is_one_file_that_loads_nothing(undisturbed: Undisturbed, export: dict[str, Any], tmp_path: Path) -> None:
    """The page refers to nothing outside but by links for people, forbids the rest, and holds every fact."""
    run = chancery("page", "--record", undisturbed.record, "--output", tmp_path / "site")
    assert (run.code, run.err) == (0, "")
    assert [entry.name for entry in (tmp_path / "site").iterdir()] == ["index.html"]
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    parser = Tags()
    parser.feed(page)
    policies = [
        a["content"] for tag, a in parser.tags if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    ]
    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none';")
    assert "unsafe" not in policies[0]
    for tag, attributes in parser.tags:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "audio", "video", "source"}
        assert "src" not in attributes
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("href", "xlink:href"):
            assert attributes.get(name, "#").startswith("#") or tag == "a"
    assert re.findall(r"url\(|@import", page) == []
    for kind in ("events", "quotations", "pledges"):
        for fact in export[kind]:
            assert fact["id"] in page


# -- evaluate --


@pytest.mark.parametrize("name", SETS)
def test_evaluate_finds_every_figure_at_or_above_its_floor(undisturbed: Undisturbed, name: str) -> None:
    """The record scores against each gold file as the gate demands, and rests on no false evidence."""
    folder = f"examples/{name}"
    run = chancery("evaluate", f"{folder}/gold.yaml", folder, "--record", undisturbed.record, "--json")
    assert (run.code, run.err) == (0, "")
    figures = json.loads(run.out)
    assert figures["evidence"]["unfounded"] == 0
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["sets"][name]
    for path, floor in floors["at_least"].items():
        kind, _, rest = path.partition(".")
        value = figures[kind]
        for part in rest.split("."):
            value = value[part]
        assert value >= floor, path


def test_evaluate_prints_a_line_for_each_kind(undisturbed: Undisturbed) -> None:
    """The table for people has the kinds of the JSON."""
    args = ("evaluate", "examples/india-nepal/gold.yaml", "examples/india-nepal", "--record", undisturbed.record)
    table, figures = chancery(*args), chancery(*args, "--json")
    assert [line.split()[0] for line in table.lines if line] == list(json.loads(figures.out))
