"""What two people decided apart, asked in the browser and told to programs: who is right, and what holds then."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from chancery.cli.main import chancery
from chancery.model.decisions import in_force
from chancery.pipeline import conclude_again
from chancery.record.store import Record
from chancery.web.app import make_app
from chancery.web.settings import Settings
from resolution.worlds import Line, Rules, read_world
from web.asked import HOST, IdleJobs, token_of

WORLD = [
    [Line("one", 0, (1,), 0, "the ruba and the lote"), Line("words", 0, (1,), 0, "the selo and the mira")],
    [Line("one", 0, (1,), 2, "the vaga and the nilo"), Line("one", 5, (6,), 3, "the kera and the sunu")],
]
HOSTILE = "<script>alert(1)</script> & =cmd"


def run(*words: str | Path) -> str:
    """Run a command; return what it prints."""
    result = CliRunner().invoke(chancery, [str(word) for word in words])
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def united(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Unite the records of two people who judge one event apart; return the record, never written to, and the event."""
    folder = tmp_path_factory.mktemp("disputed")
    with Record.open(folder / "mine.db", create=True) as record:
        for report, seen in read_world(WORLD, Rules(), "first"):
            record.add(report, seen)
        conclude_again(record)
        judged = record.events()[0].id
    shutil.copy(folder / "mine.db", folder / "theirs.db")
    for name, by, word in (("mine", "Anna", "right"), ("theirs", HOSTILE, "wrong")):
        run("decide", word, judged, "--because", "as I see it", "--by", by, "--record", folder / f"{name}.db")
    run("merge", folder / "mine.db", folder / "theirs.db", "--output", folder / "ours.db")
    return folder / "ours.db", judged


@pytest.fixture
def event(united: tuple[Path, str]) -> str:
    """Return the id of the event."""
    return united[1]


@pytest.fixture
def path(united: tuple[Path, str], tmp_path: Path) -> Path:
    """Return a copy of the united record."""
    return Path(shutil.copy(united[0], tmp_path))


def ask(path: Path) -> TestClient:
    """Ask a server that takes decisions and does not follow them yet."""
    return TestClient(
        make_app(Settings(record=path, hosts=frozenset({HOST})), IdleJobs(path)), base_url=f"http://{HOST}"
    )


def versions(page: str) -> dict[str, str]:
    """Return the buttons of a question: what each says, and the value it sends."""
    found = re.findall(r'<button name="answer" value="([^"]+)" data-key="\d"><bdi>([^<]+)</bdi>', page)
    return {html.unescape(words): html.unescape(value) for value, words in found}


@pytest.mark.parametrize(("word", "kept"), [("right", True), ("wrong", False)])
def test_a_dispute_is_settled_on_its_page(event: str, path: Path, word: str, kept: bool) -> None:  # noqa: FBT001 - a case
    """Both decisions stand with name and reason; the one that is chosen holds in the chooser's own name."""
    with ask(path) as client:
        page = client.get("/review").text
        assert "Who is right?" in page
        assert "<script>alert" not in page
        (told,) = [value for words, value in versions(page).items() if words.endswith(f": {word}")]
        question = re.search(r'name="question" value="([^"]+)"', page)
        assert question
        fields = {"token": token_of(client), "question": html.unescape(question[1]), "answer": told, "by": "Clara Vey"}
        following = client.post("/review", data=fields)
        assert following.status_code == 200
        assert "Who is right?" not in following.text.split('<ol class="decisions">')[0]
        assert client.get("/api/v1/questions?kind=decisions").json()["total"] == 0
    with Record.open(path) as record:
        conclude_again(record)
        assert [(one.by, one.kind.value) for one in in_force(record.decisions())] == [("Clara Vey", word)]
        assert (event in {one.id for one in record.events()}) is kept
        assert (event in record.reviews()) is kept


def test_programs_are_told_of_a_dispute_and_settle_it(event: str, path: Path) -> None:
    """The question has both versions and the sentence; whoever decides about the entry again ends it."""
    with ask(path) as client:
        given = client.get("/api/v1/questions?kind=decisions").json()
        (question,) = given["items"]
        assert given["total"] == 1
        assert (question["kind"], question["takes"], question["about"]) == ("decisions", ["decisions"], [event])
        assert sorted(question["versions"]) == sorted(["Anna: right", f"{HOSTILE}: wrong"])
        assert len(question["because"]) == 2
        assert question["evidence"][0]["quote"]
        assert client.get(f"/api/v1/events/{event}").json()["reviewed"] is False
        body = {"decision": "right", "what": [event], "by": "Clara Vey", "because": "both reports say so"}
        assert client.post("/api/v1/decisions", json=body).status_code == 202
        assert client.get("/api/v1/questions?kind=decisions").json()["total"] == 0
        assert "Who is right?" not in client.get("/review").text.split('<ol class="decisions">')[0]


def test_a_dispute_takes_no_other_answer(path: Path) -> None:
    """What is neither of the two versions is refused with its code, and the question stays."""
    with ask(path) as client:
        page = client.get("/review").text
        question = re.search(r'name="question" value="([^"]+)"', page)
        assert question
        for answer in ("yes", "Nobody: right", "", "9"):
            fields = {
                "token": token_of(client),
                "question": html.unescape(question[1]),
                "answer": answer,
                "by": "Clara",
            }
            page = client.post("/review", data=fields).text
            assert "is none of the decisions" in page, answer
            assert "Who is right?" in page
        assert client.get("/api/v1/questions?kind=decisions").json()["total"] == 1
