"""Guards: names, origins, sizes, and what every answer says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from chancery.errors import ServeError
from chancery.web.app import make_app
from chancery.web.guards import HEADERS, host_of
from chancery.web.settings import Settings, check_host, host_names
from web.asked import HOST, token_of


@pytest.mark.parametrize("address", ["/", "/nothing", "/api/v1/", "/api/v1/nothing", "/search?q=%00", "/add"])
def test_guards_put_their_headers_on_every_answer(client: TestClient, address: str) -> None:
    """Good or bad, page or problem: nothing runs but our own files."""
    response = client.get(address)
    assert {name: response.headers[name] for name in HEADERS} == dict(HEADERS)
    assert "unsafe" not in response.headers["content-security-policy"]


def test_guards_put_their_headers_on_refusals(client: TestClient) -> None:
    """What a guard refuses is guarded too."""
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 421
    assert response.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "", "localhost:80:80", "[::1", "localhost."]
)
def test_guards_refuse_foreign_names(client: TestClient, host: str) -> None:
    """A page of another site that points its own name at this machine reads nothing."""
    response = client.get("/events/x", headers={"host": host})
    assert response.status_code in {400, 421}
    assert "C102" in response.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "localhost:8000"])
def test_guards_know_their_own_name(client: TestClient, host: str) -> None:
    """Case and port do not matter."""
    assert client.get("/api/v1/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"), [("192.0.2.1:80", 200), ("[2001:db8::1]", 200), ("evil.example", 421), ("1.example", 421)]
)
def test_guards_take_addresses_in_numbers_where_others_reach_them(path: Path, host: str, status: int) -> None:
    """No foreign page can take such a name for its own; other names it must be told."""
    settings = Settings(record=path, hosts=frozenset({HOST}), any_address=True)
    with TestClient(make_app(settings), base_url=f"http://{HOST}") as asked:
        assert asked.get("/api/v1/", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:1", "sec-fetch-site": "same-origin"},
    ],
)
def test_guards_refuse_to_change_for_other_sites(client: TestClient, headers: dict[str, str]) -> None:
    """Neither forms nor scripts of another site add reports."""
    for path in ("/add", "/api/v1/reports"):
        response = client.post(path, json={"text": "Words."}, headers=headers)
        assert (response.status_code, "C102" in response.text) == (403, True)


def test_guards_let_own_pages_and_programs_change(client: TestClient) -> None:
    """A program says nothing of its origin; our own pages say that they are ours."""
    ours = {"sec-fetch-site": "same-origin", "origin": "http://localhost"}
    for headers in ({}, ours):
        assert client.post("/api/v1/reports", json={"text": "Words."}, headers=headers).status_code == 202


def test_guards_ask_forms_for_the_token(client: TestClient) -> None:
    """A form without the token, or with another, changes nothing."""
    for token in ("", "guess"):
        response = client.post("/add", data={"token": token, "text": "Words."})
        assert (response.status_code, "C102" in response.text) == (403, True)
    sent = client.post("/add", data={"token": token_of(client), "text": "Words."}, follow_redirects=False)
    assert sent.status_code == 303


def test_guards_refuse_a_body_that_says_it_is_too_large(client: TestClient) -> None:
    """Nothing of it is read."""
    response = client.post("/api/v1/reports", content=b"x" * (2**20 + 1), headers={"content-type": "application/json"})
    assert (response.status_code, response.json()["code"]) == (413, "C103")


def test_guards_cut_off_a_body_that_does_not_say(client: TestClient) -> None:
    """A body in pieces, without a length, is cut off at the limit."""

    def pieces() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 2**16

    headers = {"content-type": "application/octet-stream"}
    response = client.post("/api/v1/reports/file?name=a.txt", content=pieces(), headers=headers)
    assert (response.status_code, response.json()["code"]) == (413, "C103")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"])
def test_serving_takes_own_addresses(host: str) -> None:
    """Loopback in all its forms is this machine's own."""
    check_host(host)
    assert host_of(f"{next(iter(host_names(host)))}:80")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "example.org", ""])  # noqa: S104 - to be refused
def test_serving_refuses_other_addresses(host: str) -> None:
    """Without accounts, nobody else may reach the record."""
    with pytest.raises(ServeError, match="C100"):
        check_host(host)
