"""What each format has to be for the programs that read it."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import chancery
from chancery.codebooks.cameo import cameo_code, cameo_country, cameo_group, cameo_name, goldstein, quad_class
from chancery.codebooks.organisations import organisations
from chancery.codebooks.plover import event_types
from chancery.codebooks.states import states
from chancery.model.dates import Edtf
from chancery.model.events import Event, EventStatus, Participant
from chancery.model.evidence import Evidence
from chancery.model.text import Span
from chancery.record.store import Record
from chancery.record.streams import Choice
from chancery.views.exports import cameo, dyads, gdelt, icews, polecat, tables
from chancery.views.exports.cells import csv_line, safe, tab_line, unsafe
from chancery.views.exports.columns import TABLES
from chancery.views.exports.fact_rows import event_row, pledge_row, quotation_row
from chancery.views.exports.formats import FORMATS
from chancery.views.exports.ics import folded
from chancery.views.exports.material import Losses, Material
from chancery.views.plover import plover_coding

CAMEO = Path(chancery.__file__).parent / "codebooks" / "cameo.toml"
PIN = Evidence("0123456789abcdef", Span(0, 5), "words")


def make_event(
    kind: str,
    mode: str | None = None,
    *,
    status: EventStatus = EventStatus.OCCURRED,
    actors: tuple[str, ...] = ("KGZ",),
    recipients: tuple[str, ...] = ("RUS",),
    because: tuple[str, ...] = (),
) -> Event:
    """Make an event of states."""
    return Event(
        id="e-1",
        type=kind,
        mode=mode,
        status=status,
        actors=tuple(Participant(entity=code, state=code) for code in actors),
        recipients=tuple(Participant(entity=code, state=code) for code in recipients),
        evidence=(PIN,),
        tellings=(),
        when=Edtf.parse("2020-10-23"),
        because=because,
    )


def text_of(name: str, record: Record, choice: Choice | None = None) -> str:
    """Write a format that is one file."""
    with record.snapshot():
        return "".join(FORMATS[name].lines(Material(record, choice)))


def table_of(name: str, record: Record) -> list[dict[str, str]]:
    """Read a tab-separated format back."""
    return list(csv.DictReader(io.StringIO(text_of(name, record)), delimiter="\t", quoting=csv.QUOTE_NONE))


# ---- PLOVER ----


@pytest.mark.parametrize(
    ("event", "coded"),
    [
        (make_event("CONSULT", "visit"), ("CONSULT", "visit", None)),
        (make_event("CONSULT", "visit", status=EventStatus.PLANNED), ("AGREE", None, None)),
        (make_event("AID", status=EventStatus.PLANNED), ("AGREE", None, None)),
        (make_event("RETREAT", "withdraw", status=EventStatus.PLANNED), ("CONCEDE", None, None)),
        (make_event("SANCTION", status=EventStatus.PLANNED), ("SANCTION", None, "future")),
        (make_event("SANCTION", status=EventStatus.DENIED), ("SANCTION", None, "negation")),
        (make_event("OFFICE", "leave", because=("codebook: resign",)), ("RETREAT", "resign", None)),
        (make_event("OFFICE", "leave", because=("codebook: leave + post",)), None),
        (make_event("OFFICE", "appoint"), None),
        (make_event("ELECT", "election"), None),
    ],
)
def test_plover_turns_what_the_manual_has_otherwise(
    event: Event, coded: tuple[str, str | None, str | None] | None
) -> None:
    """Planned cooperation is AGREE, a planned retreat CONCEDE, a resignation RETREAT; the extensions stay out."""
    coding = plover_coding(event)
    assert (None if coding is None else (coding.type, coding.mode, coding.auxiliary)) == coded


def test_plover_lines_have_what_the_manual_requires(sample: Record) -> None:
    """Each line is a JSON object with id, date, actor and event, and a score within the scale."""
    rows = [json.loads(line) for line in text_of("plover", sample).splitlines()]
    assert rows
    for row in rows:
        assert row.keys() >= {"id", "date", "actor", "event"}
        assert -10 <= row["event_scale"] <= 10
        assert row["quad_code"] in {1, 2, 3, 4}
        assert row["pins"]
        assert row["reviewed"] is False


# ---- CAMEO, ICEWS, GDELT, POLECAT ----


def test_cameo_knows_a_code_for_all_that_plover_codes() -> None:
    """No category or mode but those of the extensions is without a code, and each code has its score and its name."""
    for kind, told in event_types().items():
        for mode in (None, *told.modes):
            code = cameo_code(kind, mode)
            assert (code is None) == (kind in {"ELECT", "OFFICE"}), (kind, mode)
            if code is not None:
                assert -10 <= goldstein(code) <= 10
                assert cameo_name(code)


def test_organisations_are_no_countries_in_gdelt(sample: Record, tmp_path: Path) -> None:
    """An organisation of three letters has no country code; dyads have its CAMEO letters where there are some."""
    with sample.snapshot():
        gdelt.write(Material(sample), tmp_path)
    rows = [line.split("\t") for line in (tmp_path / "events.export.CSV").read_text(encoding="utf-8").splitlines()]
    countries = {row[at] for row in rows for at in (7, 17)} - {""}
    assert {"KAZ", "UZB"} <= countries <= {cameo_country(code) for code in states()}
    assert any(row[5] == "IGO" for row in rows)
    sources = {cameo._code(Participant(entity=name, state=name)) for name in ("UN", "EU", "SCO")}
    assert sources == {"UNO", "EEC", "SCO"}


def test_cameo_codes_of_parties_are_its_own() -> None:
    """States that CAMEO writes otherwise and its known groups are told by its letters, which belong to one each."""
    assert [cameo_country(code) for code in ("ROU", "MNE", "TLS", "RUS", "XKX")] == ["ROM", "MTN", "TMP", "RUS", "XKX"]
    groups = {name: code for name in organisations() if (code := cameo_group(name))}
    assert {groups[name] for name in ("UN", "EU", "NATO", "AU", "OSCE")} == {"UNO", "EEC", "NAT", "OAU", "SCE"}
    assert all(re.fullmatch("[A-Z]{3}", code) for code in groups.values())
    shared = [code for code, count in Counter(groups.values()).items() if count > 1]
    assert sorted(shared) == ["EEC", "OAU"]  # a union and what it succeeded
    assert len(groups) == len(tomllib.loads(CAMEO.read_text(encoding="utf-8"))["groups"])  # no id is a slip


@pytest.mark.parametrize("kind", [kind for kind, told in event_types().items() if told.quad])
def test_cameo_keeps_the_quad_class_but_where_the_books_differ(kind: str) -> None:
    """Cooperation stays cooperation and conflict conflict; CAMEO counts yielding and requests elsewhere."""
    code = cameo_code(kind, None) or ""
    friendly = (event_types()[kind].quad or "").endswith("cooperation")
    assert (quad_class(code) <= 2) == (friendly or kind == "REQUEST")


def test_dyads_of_a_visit_are_visitor_and_host() -> None:
    """042 goes from the visitor to the host, 043 back."""
    found = [
        (d.actor.state, d.recipient.state, d.code)
        for d in dyads.dyads(make_event("CONSULT", "visit"))
        if d.actor and d.recipient
    ]
    assert found == [("KGZ", "RUS", "042"), ("RUS", "KGZ", "043")]


def test_dyads_of_a_meeting_of_three_are_all_pairs() -> None:
    """Those who meet without a host are paired with one another, both ways."""
    event = make_event("CONSULT", actors=("KGZ", "RUS", "KAZ"), recipients=())
    assert len(list(dyads.dyads(event))) == 6


def test_dyads_of_an_accusation_go_one_way() -> None:
    """Two accusers of one state are two dyads."""
    event = make_event("ACCUSE", actors=("USA", "FRA"), recipients=("RUS",))
    assert [(d.actor and d.actor.state, d.recipient and d.recipient.state) for d in dyads.dyads(event)] == [
        ("USA", "RUS"),
        ("FRA", "RUS"),
    ]


@pytest.mark.parametrize("status", [EventStatus.DENIED, EventStatus.ALLEGED, EventStatus.CONDITIONAL])
def test_dyads_leave_out_what_did_not_happen(status: EventStatus) -> None:
    """A data set that knows no status must not tell a denial as the act."""
    assert list(dyads.dyads(make_event("SANCTION", status=status))) == []


def test_polecat_columns_come_first_and_empty_cells_say_none(sample: Record) -> None:
    """A script that names or counts POLECAT's columns finds them."""
    rows = table_of("polecat", sample)
    assert tuple(rows[0])[: len(polecat.COLUMNS)] == polecat.COLUMNS
    assert {row["Actor COW"] for row in rows} == {"None"}
    assert {row["Quad Code"] for row in rows} <= {
        q.upper() for q in ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
    }
    assert all(-10 <= float(row["Intensity"]) <= 10 for row in rows)


def test_icews_columns_come_first(sample: Record) -> None:
    """A script that names or counts ICEWS's columns finds them; ids are whole numbers that a double holds."""
    rows = table_of("icews", sample)
    assert tuple(rows[0])[: len(icews.COLUMNS)] == icews.COLUMNS
    numbers = [int(row["Event ID"]) for row in rows]
    assert len(set(numbers)) == len(numbers)
    assert max(numbers) < 2**53


def test_gdelt_tables_have_its_numbers_of_columns(sample: Record, tmp_path: Path) -> None:
    """Files without headers are read by position."""
    with sample.snapshot():
        gdelt.write(Material(sample), tmp_path)
    events = (tmp_path / "events.export.CSV").read_text(encoding="utf-8").splitlines()
    mentions = (tmp_path / "events.mentions.CSV").read_text(encoding="utf-8").splitlines()
    assert {line.count("\t") + 1 for line in events} == {gdelt.EVENT_COLUMNS}
    assert {line.count("\t") + 1 for line in mentions} == {gdelt.MENTION_COLUMNS}
    assert {line.split("\t")[0] for line in mentions} <= {line.split("\t")[0] for line in events}


# ---- tables ----


@given(st.text())
def test_safe_cells_are_no_formulas_and_read_back(text: str) -> None:
    """Whatever a text is, its cell begins with no sign that a spreadsheet computes, and gives the text back."""
    cell = safe(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unsafe(cell) == text


@given(st.lists(st.one_of(st.none(), st.text(), st.integers(), st.floats(allow_nan=False)), min_size=2, max_size=6))
def test_table_lines_stay_one_line(values: list[str | int | float | None]) -> None:
    """No text of a report breaks a line or a column of a tab-separated table; numbers keep their sign."""
    line = tab_line(values)
    assert line.count("\t") == len(values) - 1
    assert line.splitlines() == [line[:-1]]
    assert '"' not in line


def test_negative_numbers_stay_numbers() -> None:
    """A score is no formula."""
    assert csv_line([-7.0, "-7", -0.25]) == "-7,'-7,-0.25\n"


def test_csv_round_trips(sample: Record, tmp_path: Path) -> None:
    """Read back with the apostrophes taken off, every event is there with its words."""
    with sample.snapshot():
        material = Material(sample, full_text=True)
        tables.write_csv(material, tmp_path)
        expected = {event.id: event_row(event, material) for event in material.events()}
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert rows.keys() == expected.keys()
    for name, row in rows.items():
        for column, value in zip(TABLES["events"], expected[name], strict=True):
            if isinstance(value, str):
                assert unsafe(row[column.name]) == value


def test_parquet_has_the_rows_of_the_csv(sample: Record, tmp_path: Path) -> None:
    """The two folders are one thing in two forms; types and meanings go along."""
    with sample.snapshot():
        for form, write in (("csv", tables.write_csv), ("parquet", tables.write_parquet)):
            (tmp_path / form).mkdir()
            write(Material(sample), tmp_path / form)
    for table, columns in TABLES.items():
        with (tmp_path / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))[1:]
        read = pq.read_table(tmp_path / "parquet" / f"{table}.parquet")
        assert read.num_rows == len(rows), table
        assert read.column_names == [column.name for column in columns]
        assert read.schema.field(0).metadata[b"meaning"]
    events = pq.read_table(tmp_path / "parquet" / "events.parquet")
    assert str(events.schema.field("first_day").type) == "date32[day]"
    assert min(score for score in events["score"].to_pylist() if score is not None) < 0


@pytest.mark.parametrize(
    "choice",
    [
        Choice(),
        Choice(states=("KAZ",)),
        Choice(states=("KAZ", "UZB"), since=Edtf.parse("2024-03-14")),
        Choice(type="AID"),
    ],
    ids=["all", "one state", "two since", "type"],
)
@pytest.mark.parametrize("full_text", [False, True], ids=["short", "full"])
def test_rows_of_entries_are_those_of_the_tables(sample: Record, choice: Choice, *, full_text: bool) -> None:
    """The fast way to a table and the one by entries say the same."""
    with sample.snapshot():
        material = Material(sample, choice, full_text=full_text)
        listed: dict[str, list[Any]] = {"events": [], "quotations": [], "pledges": [], "pledge_steps": []}
        for table, columns in tables.each_batch(material):
            listed.setdefault(table, []).extend(zip(*columns, strict=True))
        entries = {
            "events": [event_row(event, material) for event in material.events()],
            "quotations": [quotation_row(said, material) for said in material.quotations()],
            "pledges": [pledge_row(pledge, material) for pledge in material.pledges()],
        }
        steps = [(pledge.id, step.state.value) for pledge in material.pledges() for step in pledge.steps]
    for table, told in entries.items():
        pins = [column.name for column in TABLES[table]].index("pins")
        for one, other in zip(listed[table], map(tuple, told), strict=True):
            assert one[:pins] == other[:pins]
            assert sorted(one[pins].split("; ")) == sorted(str(other[pins]).split("; "))
    assert [(row[0], row[2]) for row in listed["pledge_steps"]] == steps


# ---- others ----


def test_ftm_refers_only_to_what_is_there(sample: Record) -> None:
    """Every entity that another names has a line of its own, and its properties are lists of texts."""
    entities = [json.loads(line) for line in text_of("ftm", sample).splitlines()]
    known = {entity["id"]: entity["schema"] for entity in entities}
    assert len(known) == len(entities)
    assert {"Person", "PublicBody", "Position", "Occupancy", "Event", "Article"} <= set(known.values())
    edges = {"holder": {"Person"}, "post": {"Position"}, "proof": {"Article"}, "document": {"Article"}}
    edges |= {name: {"Person", "PublicBody", "Organization"} for name in ("involved", "resolved")}
    for entity in entities:
        for name, values in entity["properties"].items():
            assert values
            assert all(isinstance(value, str) for value in values)
            if name in edges:
                assert {known[value] for value in values} <= edges[name], (entity["id"], name)


def test_ftm_follows_the_published_model(sample: Record) -> None:
    """The followthemoney package, where it is installed, takes every entity as it is and finds no fault.

    It is no requirement of ours, since it brings a dozen others: `docs/how-to/export.md` tells how to run this.
    """
    model = pytest.importorskip("followthemoney").model
    for line in text_of("ftm", sample).splitlines():
        told = json.loads(line)
        wanted = {name: sorted(set(values)) for name, values in told["properties"].items()}
        for cleaned in (True, False):
            entity = model.get_proxy(told, cleaned=cleaned)
            assert entity.schema.name == told["schema"]
            assert {name: sorted(values) for name, values in entity.to_dict()["properties"].items()} == wanted
        entity.schema.validate(told)


def test_popolo_memberships_name_what_is_there(sample: Record) -> None:
    """Persons, posts and organisations of memberships are in their lists."""
    told = json.loads(text_of("popolo", sample))
    ids = {kind: {one["id"] for one in told[kind]} for kind in ("persons", "posts", "organizations")}
    for membership in told["memberships"]:
        assert membership["person_id"] in ids["persons"]
        assert membership["post_id"] in ids["posts"]
        assert membership["organization_id"] in ids["organizations"] | {None}


def test_jsonld_nodes_have_ids_and_provenance(sample: Record) -> None:
    """Each event and quotation says which report it was derived from, and that is a node of the graph."""
    told = json.loads(text_of("jsonld", sample))
    nodes = {node["@id"]: node for node in told["@graph"]}
    assert len(nodes) == len(told["@graph"])
    for node in nodes.values():
        if node["@type"] in {"Event", "Quotation", "OrganizationRole"}:
            assert {source["@id"] for source in node["prov:wasDerivedFrom"]} <= nodes.keys()


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), max_size=400))
def test_calendar_lines_fold_and_unfold(text: str) -> None:
    """No line has more than 75 octets, and unfolded it is what it was."""
    lines = folded(text)
    assert all(len(line.encode()) <= 75 for line in lines.split("\r\n"))
    assert lines.replace("\r\n ", "")[:-2] == text


def test_filters_choose_as_the_timeline_does(sample: Record) -> None:
    """States, days and types choose the same events in every format."""
    choice = Choice(states=("KAZ", "UZB"), since=Edtf.parse("2024"), type="CONSULT")
    wanted = {event.id for event in sample.events(states=("KAZ", "UZB"), since=Edtf.parse("2024"), type="CONSULT")}
    assert wanted
    assert {event["id"] for event in json.loads(text_of("json", sample, choice))["events"]} == wanted
    assert {row.split(",")[8] for row in text_of("cameo", sample, choice).splitlines()[1:]} <= wanted


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in {"conllu", "parquet", "wikidata"}])
def test_every_entry_is_written_or_told_as_lost(sample: Record, tmp_path: Path, name: str) -> None:
    """What of the record is not in a file, the account of losses has, by its id."""
    lost: set[str] = set()
    with sample.snapshot():
        material = Material(sample, losses=Losses(sink=lambda entry, _: lost.add(entry)))
        entries = [
            one.id for kind in ("events", "quotations", "pledges", "occupancies") for one in getattr(material, kind)()
        ]
        if FORMATS[name].is_folder:
            FORMATS[name].fill(material, tmp_path)
            text = "".join(path.read_text(encoding="utf-8") for path in sorted(tmp_path.iterdir()))
        else:
            text = "".join(FORMATS[name].lines(material)).replace("\r\n ", "")
    assert len(entries) > 40
    assert [entry for entry in entries if entry not in text and entry not in lost] == []


def test_texts_go_out_only_when_asked_for(sample: Record, tmp_path: Path) -> None:
    """Without `full_text` no format but json holds a whole report."""
    longest = max(sample.reports(), key=lambda report: len(report.text)).text[-120:]

    def everything(*, full_text: bool) -> Iterator[str]:
        for name, shape in FORMATS.items():
            if name in {"json", "conllu", "parquet"}:
                continue
            with sample.snapshot():
                material = Material(sample, full_text=full_text)
                if shape.is_folder:
                    folder = tmp_path / f"{name}{full_text}"
                    folder.mkdir()
                    shape.fill(material, folder)
                    yield from (path.read_text(encoding="utf-8") for path in folder.iterdir())
                else:
                    yield "".join(shape.lines(material))

    texts = {text for report in sample.reports() for text in [report.text] if len(text) > 400}
    assert longest
    assert not any(text in out for out in everything(full_text=False) for text in texts)
    assert any("canal" in out for out in everything(full_text=True))


def test_hostile_words_stay_words(hostile: Record, tmp_path: Path) -> None:
    """An address that runs a script is no link in any format; markup stays text where there is none."""
    for name, shape in FORMATS.items():
        if name in {"json", "conllu", "parquet"} or shape.is_folder:
            continue
        assert "javascript:" not in text_of(name, hostile), name
    with hostile.snapshot():
        tables.write_csv(Material(hostile), tmp_path)
    assert "javascript:" not in (tmp_path / "events.csv").read_text(encoding="utf-8")
