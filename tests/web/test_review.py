"""Review, correcting and history in the browser: signed, guarded, undoable, and seen at once."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from chancery.model.mentions import EntityKind
from chancery.pipeline import PROGRAM, conclude_again
from chancery.record.store import Record
from chancery.web.app import make_app
from chancery.web.jobs import JobState
from chancery.web.settings import Settings
from record.made import MINISTER, VERSIONS, fill_open
from resolution.worlds import Rules, make_world, read_world
from web.asked import HOST, IdleJobs, token_of


@pytest.fixture
def open_path(tmp_path: Path) -> Path:
    """Return a record with a question about two people, and an event that two reports date otherwise."""
    return fill_open(tmp_path / "open.db", PROGRAM)


@pytest.fixture
def asked(open_path: Path) -> Iterator[TestClient]:
    """Ask a server of that record, which takes decisions and does not follow them yet."""
    app = make_app(Settings(record=open_path, hosts=frozenset({HOST})), IdleJobs(open_path))
    with TestClient(app, base_url=f"http://{HOST}") as client:
        yield client


def send(client: TestClient, address: str, **fields: str | list[str]) -> str:
    """Send a form with its token; return the page that it leads to."""
    response = client.post(address, data={"token": token_of(client), **fields})
    assert response.status_code == 200, response.text
    return response.text


def decided(path: Path) -> list[tuple[str, str, str | None]]:
    """Return kind, author and value of each decision."""
    with Record.open(path, readonly=True) as record:
        return [(one.kind.value, one.by, one.value) for one in record.decisions()]


def test_questions_come_one_after_another(asked: TestClient, open_path: Path) -> None:
    """The most valuable first; each answer leads to the next, and the last to none."""
    page = asked.get("/review").text
    assert "When was it?" in page
    assert "1 of 2 open" in page
    assert page.count("<mark>") >= 2
    page = send(asked, "/review", question=_question(page), answer=VERSIONS[1], by="A. Berg")
    assert "Are these one person?" in page
    assert "a letter apart" in page
    assert "Signed <bdi>A. Berg</bdi>" in page
    assert "being put together again" in page
    page = send(asked, "/review", question=_question(page), answer="no", note="father and son")
    assert "Nothing is open" in page
    assert "2 answers of" in page
    assert decided(open_path) == [("set", "A. Berg", VERSIONS[1]), ("apart", "A. Berg", None)]
    with Record.open(open_path, readonly=True) as record:
        assert record.decisions()[1].because.startswith("answered in review; father and son; a letter apart")


def _question(page: str) -> str:
    found = re.search(r'name="question" value="([^"]+)"', page)
    assert found
    return found[1]


def test_an_answer_is_taken_back(asked: TestClient, open_path: Path) -> None:
    """Back undoes the last answer and asks again."""
    first = asked.get("/review").text
    send(asked, "/review", question=_question(first), answer="other", other="2020-05", by="Ana")
    page = send(asked, "/review/back")
    assert _question(page) == _question(first)
    assert decided(open_path) == [("set", "Ana", "2020-05"), ("undo", "Ana", None)]


def test_an_answer_sent_twice_counts_once(asked: TestClient, open_path: Path) -> None:
    """A double click decides nothing twice."""
    question = _question(asked.get("/review").text)
    for _ in range(2):
        send(asked, "/review", question=question, answer=VERSIONS[0], by="Ana")
    assert len(decided(open_path)) == 1


def test_a_question_is_passed_over(asked: TestClient) -> None:
    """Skipping leads on, and from the last to the first."""
    page = asked.get("/review").text
    skip = re.search(r'data-key="s" href="([^"]+)"', page)
    assert skip
    page = asked.get(skip[1].replace("&amp;", "&")).text
    assert "Are these one person?" in page
    assert 'data-key="s" href="/review"' in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"answer": "yesterday", "by": "Ana"}, "is no date"),
        ({"answer": VERSIONS[0], "by": " "}, "no author"),
    ],
)
def test_an_answer_that_cannot_be_is_told_so(
    asked: TestClient, open_path: Path, fields: dict[str, str], words: str
) -> None:
    """The question stays, and nothing is decided."""
    page = send(asked, "/review", question=_question(asked.get("/review").text), **fields)
    assert words in page
    assert "When was it?" in page
    assert decided(open_path) == []


@pytest.mark.parametrize(
    "address", ["/review", "/review/back", "/history/undo", "/history/together", "/decide/ana-quispe"]
)
def test_decisions_come_from_our_own_pages_only(asked: TestClient, open_path: Path, address: str) -> None:
    """Without the token, or from another site, nothing is taken; nor is a form of great size."""
    assert asked.post(address, data={"by": "Eve", "number": "1"}).status_code == 403
    other = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    assert asked.post(address, data={"token": token_of(asked)}, headers=other).status_code == 403
    large = {"token": token_of(asked), "because": "x" * 300_000}
    assert asked.post(address, data=large).status_code == 413
    assert decided(open_path) == []


def test_the_author_is_kept_as_text(asked: TestClient) -> None:
    """Whatever a name holds, it is shown as text, and the cookie is for this server alone."""
    name = "<script>é\u202e; Path=/x"
    question = _question(asked.get("/review").text)
    response = asked.post(
        "/review",
        data={"token": token_of(asked), "question": question, "answer": VERSIONS[0], "by": name},
        follow_redirects=False,
    )
    cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    page = asked.get("/review").text
    assert "<script>é" not in page
    assert "&lt;script&gt;é; Path=/x" in page


def test_forms_lead_back_to_this_server_only(asked: TestClient) -> None:
    """No form makes a way out of it."""
    send(asked, "/review", question=_question(asked.get("/review").text), answer=VERSIONS[0], by="Ana")
    for told in ("//evil.example/", "https://evil.example/", "/\\evil.example"):
        data = {"token": token_of(asked), "next": told}
        response = asked.post("/history/together", data=data, follow_redirects=False)
        assert response.headers["location"] == "/history"


def test_a_merged_person_is_not_hidden(asked: TestClient) -> None:
    """The page shows spellings with their mentions, and the question that is open about the person."""
    page = asked.get(f"/entities/{MINISTER.id}").text
    assert "Is this also" in page
    assert "/review?question=q-1" in page
    assert f"/decide/{MINISTER.id}?kind=same" in page


# ---- followed by the record ----


@pytest.fixture
def world(tmp_path: Path) -> Iterator[tuple[TestClient, Path]]:
    """Ask a server, whose jobs are done, of a record of an invented world."""
    path = tmp_path / "world.db"
    with Record.open(path, create=True) as record:
        for report, seen in read_world(make_world(7, 8), Rules(), PROGRAM):
            record.add(report, seen)
        conclude_again(record)
    app = make_app(Settings(record=path, hosts=frozenset({HOST})))
    with TestClient(app, base_url=f"http://{HOST}") as client:
        yield client, path


def wait(client: TestClient) -> None:
    """Wait until nothing waits to be followed."""
    for _ in range(400):
        if "being put together" not in client.get("/history/waiting").text:
            return
        threading.Event().wait(0.05)
    raise AssertionError


def test_entries_are_marked_set_struck_and_restored(world: tuple[TestClient, Path]) -> None:
    """Each decision is followed behind the page, told on it and in history, and undone there."""
    client, path = world
    with Record.open(path, readonly=True) as record:
        right, struck, dated = (event.id for event in record.events()[:3])
    send(client, f"/decide/{right}", kind="right", because="checked", by="A. Berg")
    send(client, f"/decide/{dated}", kind="set", field="date", value="2001-02-03", because="the archive")
    wait(client)
    assert "reviewed" in client.get(f"/events/{right}").text
    assert "3 Feb 2001" in client.get(f"/events/{dated}").text
    assert client.get(f"/api/v1/events/{right}").json()["reviewed_by"] == "A. Berg"
    client.post(
        f"/decide/{struck}",
        data={"token": token_of(client), "kind": "wrong", "because": "a film"},
        follow_redirects=False,
    )
    wait(client)
    gone = client.get(f"/events/{struck}")
    assert gone.status_code == 404
    assert "Decision 3 of A. Berg" in gone.text
    page = client.get("/history").text
    assert page.count(">applied<") == 3
    assert "1 lost" in page
    assert "a film" in page
    run = re.search(r"/history/runs/(\d+)", page)
    assert run
    changed = client.get(run[0]).text
    assert "by decision 3" in changed
    assert ">lost<" in changed
    send(client, "/history/undo", number="3", next="/history")
    wait(client)
    assert client.get(f"/events/{struck}").status_code == 200
    assert "undone" in client.get("/history").text


def test_people_are_joined_and_parted(world: tuple[TestClient, Path]) -> None:
    """What was joined shows every spelling with its sentence; the page of the other says where it went."""
    client, path = world
    with Record.open(path, readonly=True) as record:
        one, other = (entity.id for entity in record.entities(kind=EntityKind.PERSON)[:2])
    send(client, f"/decide/{one}", kind="same", other=f"http://{HOST}/entities/{other}", because="a pen name", by="Ana")
    wait(client)
    pages = {name: client.get(f"/entities/{name}") for name in (one, other)}
    (kept,) = [name for name, page in pages.items() if page.status_code == 200]
    (merged,) = {one, other} - {kept}
    assert f"It is part of {kept} now" in pages[merged].text
    assert "Spellings" in pages[kept].text
    assert pages[kept].text.count('class="more-on"') == 2
    refused = send(client, f"/decide/{kept}", kind="apart", other=kept, because="no")
    assert "Both are" in refused


def test_programs_decide_and_are_told(world: tuple[TestClient, Path]) -> None:
    """What the command line can, the API can: with the job to wait for, and the same refusals."""
    client, path = world
    with Record.open(path, readonly=True) as record:
        event = record.events()[0].id
    given = {"decision": "set", "what": [event, "date", "2001-02-03"], "by": "A. Berg", "because": "the archive"}
    response = client.post("/api/v1/decisions", json=given)
    assert (response.status_code, response.json()["state"]) == (202, "waiting")
    wait(client)
    assert client.get(response.headers["location"]).json()["state"] == JobState.DONE
    assert client.get(f"/api/v1/events/{event}").json()["when"] == "2001-02-03"
    (told,) = client.get("/api/v1/decisions").json()["items"]
    assert (told["state"], told["entries"]) == ("applied", [event])
    runs = client.get("/api/v1/changes").json()["items"]
    changes = client.get(f"/api/v1/changes/{runs[-1]['run']}?kind=event").json()["changes"]
    assert [(one["id"], one["cause"]["names"]) for one in changes] == [(event, ["1"])]
    for wrong, status in (
        ({**given, "what": [event, "date", "soon"]}, 422),
        ({**given, "what": [event]}, 400),
        ({**given, "what": ["nobody", "date", "2001"]}, 404),
        ({**given, "by": " "}, 422),
        ({"decision": "undo", "undoes": 9, "by": "A", "because": "b"}, 409),
        ({**given, "decision": "burn"}, 422),
    ):
        assert client.post("/api/v1/decisions", json=wrong).status_code == status, wrong


def test_a_record_that_cannot_be_written_is_told(asked: TestClient, open_path: Path) -> None:
    """A missing record gives a page with its code, and no decision is believed to be kept."""
    token = token_of(asked)
    open_path.unlink()
    response = asked.post("/review/back", data={"token": token, "by": "Ana"})
    assert response.status_code == 503
    assert "C024" in response.text
