"""The API: its own description holds, whatever is asked; windows miss nothing; entries are those of an export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from starlette.testclient import TestClient

from chancery.record.store import Record
from chancery.views.json_export import export_json
from chancery.web.app import make_app
from chancery.web.settings import Settings
from views.samples import REPORTS, make_record
from web.asked import HOST, IdleJobs

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
    negative_data_rejection,
    unsupported_method,
]
KINDS = ("events", "quotations", "pledges", "occupancies", "entities", "reports")
OPERATIONS = [
    "GET /",
    "GET /changes",
    "GET /changes/{run}",
    "GET /decisions",
    "GET /events/{id}/comparison",
    "GET /events/{id}/precedents",
    "GET /jobs/{id}",
    "GET /outlets/comparison",
    "GET /questions",
    "GET /search",
    "GET /vacancies",
    "GET /vacancies/{id}",
    "GET /who",
    "POST /decisions",
    "POST /reports",
    "POST /reports/file",
    *(f"GET /{kind}{one}" for kind in KINDS for one in ("", "/{id}")),
]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Read the API's description from a server that takes additions and reads none."""
    path = make_record(tmp_path_factory.mktemp("api") / "a.db")
    hosts = frozenset({HOST, "testserver"})
    app = make_app(Settings(record=path, hosts=hosts, body_limit=2**20), IdleJobs(path))
    yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    app.state.site.records.close()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
@pytest.mark.parametrize("label", OPERATIONS)
def test_api_keeps_to_its_description(described: Any, label: str, mode: GenerationMode) -> None:  # noqa: ANN401 - untyped
    """Whatever a program asks, the answer has the shape, type and status that the description tells."""
    operations = {one.ok().label: one.ok() for one in described.get_all_operations()}
    assert sorted(operations) == sorted(OPERATIONS)

    @settings(max_examples=12, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
    @given(case=operations[label].as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS)

    try:
        ask()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE  # an operation without a value has none that does not fit


def test_api_tells_entries_as_an_export_does(client: TestClient, path: Path) -> None:
    """One shape for programs, whether they read a file or ask a server."""
    with Record.open(path, readonly=True) as record:
        exported = export_json(record)
    for kind in ("events", "quotations", "pledges", "occupancies", "entities"):
        for entry in exported[kind]:
            given = client.get(f"/api/v1/{kind}/{entry['id']}")
            assert given.status_code == 200
            assert {key: entry[key] for key in given.json()} == given.json()


@pytest.mark.parametrize("kind", KINDS)
def test_api_gives_windows_that_miss_nothing(client: TestClient, kind: str) -> None:
    """Following `next` brings each entry once."""
    whole = client.get(f"/api/v1/{kind}?limit=200").json()
    assert whole["next"] is None
    assert whole["total"] == len(whole["items"]) > 0
    found: list[str] = []
    after: str | None = None
    while True:
        query = {"limit": "3"} | ({"after": after} if after else {})
        part = client.get(f"/api/v1/{kind}", params=query).json()
        found += [item["id"] for item in part["items"]]
        after = part["next"]
        if after is None:
            break
    assert found == [item["id"] for item in whole["items"]]


def test_api_filters_as_the_timeline_does(client: TestClient) -> None:
    """States, people, types, days and words narrow a list; all must hold."""
    events = client.get("/api/v1/events?limit=200").json()["items"]
    asked = client.get("/api/v1/events?state=KAZ&state=UZB&from=2024&to=2024-03").json()["items"]
    expected = [
        event["id"]
        for event in events
        if {"KAZ", "UZB"} <= {who["state"] for who in (*event["actors"], *event["recipients"])}
        and (event["when"] or "").startswith("2024")
        and event["when"][:7] <= "2024-03"
    ]
    assert [event["id"] for event in asked] == expected
    assert expected


@pytest.mark.parametrize("address", ["events?since=2020", "events?limit=5&states=KAZ", "who?name=x&office=y", "?x"])
def test_api_refuses_filters_that_it_does_not_have(client: TestClient, address: str) -> None:
    """A misspelt filter is told with those that there are; the whole list would be taken for the filtered one."""
    told = client.get(f"/api/v1/{address}")
    assert told.status_code == 422
    assert "There is no such parameter" in told.json()["errors"][0]["what"]
    if address.startswith("events"):
        assert "from" in told.json()["errors"][0]["what"]


@pytest.mark.parametrize("address", ["pledges?after=a&after=b", "events?limit=5&limit=6", "events?from=2020&from=2021"])
def test_api_refuses_one_value_given_twice(client: TestClient, address: str) -> None:
    """Which of the two counts would be a guess; filters that take several may be repeated."""
    told = client.get(f"/api/v1/{address}")
    assert told.status_code == 422
    assert told.json()["errors"][0]["what"] == "This parameter may stand once."
    assert client.get("/api/v1/events?state=KAZ&state=UZB").status_code == 200


def test_api_gives_reports_with_the_text_that_offsets_count_in(client: TestClient) -> None:
    """Evidence of an event is what stands there."""
    event = client.get("/api/v1/events?limit=1").json()["items"][0]
    pin = event["evidence"][0]
    text = client.get(f"/api/v1/reports/{pin['document']}").json()["text"]
    assert text[pin["start"] : pin["end"]] == pin["quote"]
    assert "text" not in client.get("/api/v1/reports?limit=1").json()["items"][0]


def test_api_says_who_held_an_office(client: TestClient) -> None:
    """On a day, those who are known to."""
    held = client.get("/api/v1/who?office=Foreign Minister&of=KAZ&on=2024-03-14").json()["items"]
    assert [one["person"] for one in held] == ["aidar-nurlanov"]


def test_api_searches_everything(client: TestClient) -> None:
    """Kinds, excerpts and what the findings can be narrowed to."""
    found = client.get("/api/v1/search?q=canal").json()
    assert found["totals"]["report"] > 0
    assert all("«" in hit["excerpt"] for hit in found["items"] if hit["kind"] != "entity")
    only = client.get("/api/v1/search?q=canal&kind=report&outlet=Steppe News Agency").json()
    assert {hit["id"] for hit in only["items"]} == {REPORTS["agency"].id}


def test_api_takes_texts_addresses_and_files(client: TestClient, jobs: IdleJobs) -> None:
    """Each becomes a job whose address the answer tells."""
    file = {"content": b"<p>Words.</p>", "headers": {"content-type": "application/octet-stream"}}
    for response, name in (
        (client.post("/api/v1/reports", json={"text": "Words of a report.", "title": "A title"}), "A title.txt"),
        (client.post("/api/v1/reports", json={"address": "https://example.org/a"}), "https://example.org/a"),
        (client.post("/api/v1/reports/file?name=..%2F..%2Fa.html", **file), "a.html"),
    ):
        assert response.status_code == 202
        told = client.get(response.headers["location"]).json()
        job = jobs.find(told["id"])
        assert job is not None
        assert (told["state"], job.names) == ("waiting", (name,))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"text": ""}',
        b'{"text": 1}',
        b'{"address": "ftp://a"}',
        b'{"text": "a", "address": "http://a"}',
    ],
)
def test_api_refuses_bodies_of_wrong_shape(client: TestClient, body: bytes) -> None:
    """One problem document, with a code."""
    response = client.post("/api/v1/reports", content=body, headers={"content-type": "application/json"})
    assert (response.status_code, response.json()["code"]) == (422, "C105")
    assert response.headers["content-type"] == "application/problem+json"


def test_api_description_is_sound(client: TestClient) -> None:
    """Each schema is one, and all that are referred to are there."""
    described = client.get("/api/v1/openapi.json").json()
    for shape in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(shape)
    assert described["openapi"].startswith("3.1")
    assert described["servers"] == [{"url": "/api/v1"}]
