"""The record as JSON."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from chancery.codebooks.plover import event_types
from chancery.errors import ChanceryError
from chancery.model.dates import Edtf
from chancery.model.events import EventStatus
from chancery.model.mentions import EntityKind, Observations
from chancery.model.pledges import PledgeState
from chancery.model.quotations import QuotationKind
from chancery.model.text import DateBasis, Report
from chancery.record.store import Record
from chancery.views.json_export import export_json, render_json, schema, validate
from record.made import PROGRAM, fill, make_report
from record.strategies import conclusions_about, reports


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Return a record of four made-up reports."""
    with Record.open(tmp_path / "chancery.db", create=True) as record:
        fill(record, range(4))
        yield record


@pytest.fixture
def export(record: Record) -> dict[str, Any]:
    """Return its export."""
    return export_json(record)


def test_export_follows_the_schema(export: dict[str, Any]) -> None:
    """A record's export is valid, and so is that of an empty record."""
    validate(export)
    assert [len(export[k]) for k in ("documents", "entities", "occupancies", "events", "quotations", "pledges")] == [
        4,
        3,
        1,
        4,
        4,
        4,
    ]


def test_export_of_an_empty_record_is_valid(tmp_path: Path) -> None:
    """Nothing is a record too."""
    with Record.open(tmp_path / "empty.db", create=True) as record:
        export = export_json(record)
    validate(export)
    assert json.loads("".join(render_json(export))) == export


def test_export_quotes_are_the_words_of_the_documents(export: dict[str, Any]) -> None:
    """Every quote is what its document's text says there, whatever plane its signs come from."""
    texts = {document["id"]: document["text"] for document in export["documents"]}
    pins = [
        pin
        for k in ("occupancies", "events", "quotations", "pledges")
        for fact in export[k]
        for pin in fact["evidence"]
    ]
    assert len(pins) == 16
    assert all(texts[pin["document"]][pin["start"] : pin["end"]] == pin["quote"] for pin in pins)
    assert {r["content"] for q in export["quotations"] for r in q["renderings"]} == {"We agree 𓂀́,"}


def test_export_dates_documents_as_concluded(export: dict[str, Any]) -> None:
    """What all reports say of a report's date counts, not what it says by itself."""
    document = next(d for d in export["documents"] if d["id"] == make_report(2).id)
    assert document["published"] == "2020-03-03"
    assert document["published_basis"] == "inferred"
    assert document["published_because"] == ["made up"]


def test_export_is_the_same_in_any_order(tmp_path: Path) -> None:
    """Two records of the same reports give the same text."""
    texts = set()
    for name, order in (("a", range(5)), ("b", reversed(range(5)))):
        with Record.open(tmp_path / name, create=True) as record:
            fill(record, order)
            texts.add("".join(render_json(export_json(record))))
    assert len(texts) == 1


def test_export_renders_as_indented_json(export: dict[str, Any]) -> None:
    """The text is JSON with two blanks a level, as the standard library writes it."""
    assert "".join(render_json(export)) == json.dumps(export, indent=2, ensure_ascii=False) + "\n"


@settings(max_examples=15)
@given(st.lists(reports(), min_size=1, max_size=2, unique_by=lambda report: report.id), st.data())
def test_export_of_anything_renders_and_reads_back(about: list[Report], data: st.DataObject) -> None:
    """Whatever a record holds, its JSON reads back as it was."""
    with TemporaryDirectory() as folder, Record.open(Path(folder, "a.db"), create=True) as record:
        for report in about:
            record.add(report, Observations(program=PROGRAM))
        record.conclude(data.draw(conclusions_about(about)))
        export = export_json(record)
    assert json.loads("".join(render_json(export))) == export


def _without_evidence(export: dict[str, Any]) -> None:
    export["events"][0]["evidence"] = []


def _no_date(export: dict[str, Any]) -> None:
    export["events"][0]["when"] = "October 2020"


def _unknown_type(export: dict[str, Any]) -> None:
    export["events"][0]["type"] = "MAKE PEACE"


def _more(export: dict[str, Any]) -> None:
    export["pledges"][0]["kept"] = True


def _less(export: dict[str, Any]) -> None:
    del export["quotations"][0]["cue"]


def _false_quote(export: dict[str, Any]) -> None:
    export["events"][0]["evidence"][0]["start"] += 1


def _false_rendering(export: dict[str, Any]) -> None:
    export["quotations"][0]["renderings"][0]["content"] = "We disagree"


def _unknown_document(export: dict[str, Any]) -> None:
    export["events"][0]["reports"][0]["evidence"][0]["document"] = "0" * 16


def _unknown_entity(export: dict[str, Any]) -> None:
    export["pledges"][0]["to"] = "FRA"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_without_evidence, r"\[C043\] .* at events/0/evidence"),
        (_no_date, r"\[C043\] .* at events/0/when"),
        (_unknown_type, r"\[C043\] .* at events/0/type"),
        (_more, r"\[C043\] .* at pledges/0: .*kept"),
        (_less, r"\[C043\] .* at quotations/0: .*cue"),
        (_false_quote, r"\[C031\]"),
        (_false_rendering, r"\[C031\] .*We disagree"),
        (_unknown_document, r"\[C043\] .*0000, which it does not hold"),
        (_unknown_entity, r"\[C043\] .*FRA, which it does not hold"),
    ],
)
def test_export_with_a_fault_is_refused(
    export: dict[str, Any], change: Callable[[dict[str, Any]], None], message: str
) -> None:
    """The message names the place."""
    wrong = copy.deepcopy(export)
    change(wrong)
    with pytest.raises(ChanceryError, match=message):
        validate(wrong)


def _properties(part: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:  # noqa: ANN401 - any JSON
    if isinstance(part, dict):
        yield from part.get("properties", {}).items()
        for value in part.values():
            yield from _properties(value)
    elif isinstance(part, list):
        for value in part:
            yield from _properties(value)


def test_schema_describes_every_property() -> None:
    """The schema is valid, and says of everything what it means."""
    Draft202012Validator.check_schema(schema())
    properties = list(_properties(schema()))
    assert len(properties) > 80
    assert [name for name, part in properties if not part.get("description")] == []


@pytest.mark.parametrize(
    ("entry", "name", "kind"),
    [
        ("event", "status", EventStatus),
        ("telling", "status", EventStatus),
        ("quotation", "kind", QuotationKind),
        ("step", "is", PledgeState),
        ("entity", "kind", EntityKind),
        ("document", "published_basis", DateBasis),
    ],
)
def test_schema_knows_the_words_of_the_model(entry: str, name: str, kind: type[StrEnum]) -> None:
    """The values that the schema allows are those that the model has."""
    assert schema()["$defs"][entry]["properties"][name]["enum"] == [member.value for member in kind]


def test_schema_knows_the_types_of_the_codebook() -> None:
    """The types are those of PLOVER and the two extensions."""
    assert set(schema()["$defs"]["event"]["properties"]["type"]["enum"]) == set(event_types())


@pytest.mark.parametrize(
    "date",
    [
        "2020-10-23",
        "2017-10",
        "2021",
        "2021-02-24/2021-02-25",
        "2020-10~",
        "../2020-10-15",
        "2020/..",
        "XXXX-11-29",
        "XXXX-05-23/XXXX-05-27",
        "201X",
        "2004-XX",
        "2001-21",
        "Y17000",
        "-0044-03-15",
        "2020?/2021%",
        "/2020",
        "2020/",
    ],
)
def test_schema_takes_every_date_of_the_model(date: str) -> None:
    """What `Edtf` reads, the schema allows."""
    assert str(Edtf.parse(date)) == date
    assert Draft202012Validator(schema()["$defs"]["date"]).is_valid(date)


@pytest.mark.parametrize("date", ["", "October", "2020-10-23T12:00", "20-10-23", "2020-1-1", "today", "2020 "])
def test_schema_refuses_other_dates(date: str) -> None:
    """What is no date is refused."""
    assert not Draft202012Validator(schema()["$defs"]["date"]).is_valid(date)


def test_export_tells_what_the_model_knows(export: dict[str, Any]) -> None:
    """No field of a report is lost but those that only reading needs; what is concluded of a report is added."""
    inner = {"blocks", "encoding", "alignment", "furniture"}
    assert {field.name for field in fields(Report)} - inner == set(export["documents"][0]) - {"reprint_of"}
