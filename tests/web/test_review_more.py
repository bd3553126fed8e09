"""Review of pledges and of what only a second coder sees: answered, followed in every run, undone, in history."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from chancery.cli import review
from chancery.cli.main import chancery
from chancery.errors import QueryError
from chancery.model.decisions import DecisionKind
from chancery.model.facts import SECOND_CODER_ONLY
from chancery.model.pledges import PledgeState
from chancery.pipeline import conclude_again, decide
from chancery.record.store import Record
from chancery.views.deciding import make_draft
from chancery.views.review import open_questions
from chancery.web.app import make_app
from chancery.web.settings import Settings
from resolution.drafts import Draft
from web.asked import HOST, IdleJobs, token_of
from web.drafted import WELLS, keep, make_coded, make_pledged, promise


@pytest.fixture
def pledged(tmp_path: Path) -> Path:
    """Return a record with two pledges that may be one."""
    return make_pledged(tmp_path / "pledged.db")


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    """Return a record with a sentence in which only a second coder sees an event."""
    return make_coded(tmp_path / "coded.db")


def ask(path: Path) -> TestClient:
    """Ask a server that takes decisions and does not follow them yet."""
    return TestClient(
        make_app(Settings(record=path, hosts=frozenset({HOST})), IdleJobs(path)), base_url=f"http://{HOST}"
    )


def answer(client: TestClient, kind: str, said: str) -> str:
    """Answer the open question that has some words on its page; return the page that follows."""
    page = client.get("/review").text
    assert kind in page
    found = re.search(r'name="question" value="([^"]+)"', page)
    assert found
    fields = {"token": token_of(client), "question": found[1], "answer": said, "by": "A. Berg"}
    response = client.post("/review", data=fields)
    assert response.status_code == 200, response.text
    return response.text


def follow(path: Path) -> None:
    """Put the record together again."""
    with Record.open(path) as record:
        conclude_again(record)


@pytest.fixture(params=["browser", "terminal"])
def answered(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> object:
    """Return what answers the first question of a record, in the browser or in a terminal, and follows it."""

    def by_browser(path: Path, kind: str, said: str) -> None:
        with ask(path) as client:
            answer(client, kind, said)
        follow(path)

    def by_terminal(path: Path, _kind: str, said: str) -> None:
        result = CliRunner().invoke(chancery, ["review", "--by", "A. Berg", "--record", str(path)], input=f"{said[0]}q")
        assert result.exit_code == 0, result.output
        assert "depend on it" in result.output

    monkeypatch.setattr(review, "is_terminal", lambda: True)
    return by_browser if request.param == "browser" else by_terminal


def test_two_pledges_are_one_because_somebody_says_so(pledged: Path, answered: object) -> None:
    """Yes joins them with both sentences and steps, in every later run; taken back, they are two and asked about."""
    assert callable(answered)
    answered(pledged, "Are these one pledge?", "yes")
    for _ in range(2):
        with Record.open(pledged) as record:
            (pledge,) = record.pledges()
            assert len(pledge.evidence) == len(pledge.steps) == 2
            assert "somebody decided that they are one" in pledge.because
            assert record.questions() == ()
            assert record.outcomes()[1].entries == (pledge.id,)
            conclude_again(record)
    with ask(pledged) as client:
        assert "Decision 1" in client.get(f"/pledges/{pledge.id}").text or "A. Berg" in client.get("/history").text
    with Record.open(pledged) as record:
        decide(record, DecisionKind.UNDO, by="A. Berg", because="misread", undoes=1)
        assert len(record.pledges()) == 2
        assert [one.kind for one in record.questions()] == ["same pledge"]


def test_two_pledges_stay_two_and_are_not_asked_about_again(pledged: Path, answered: object) -> None:
    """No is followed also when a third report comes that is like both."""
    assert callable(answered)
    answered(pledged, "Are these one pledge?", "no")
    with Record.open(pledged) as record:
        assert len(record.pledges()) == 2
        assert record.questions() == ()
        assert len(record.outcomes()[1].entries) == 2
        record.add(*promise("2023-06-20", "river bridge", "pledged").done())
        conclude_again(record)
        assert sorted(len(pledge.evidence) for pledge in record.pledges()) == [1, 2]


def test_a_pledge_is_split_and_joined_by_its_page(pledged: Path) -> None:
    """What was joined by rules alone can be told apart by who tells it."""
    with Record.open(pledged) as record:
        record.add(*promise("2023-05-09", "river bridge", "pledged").done())
        conclude_again(record)
        joined = next(pledge for pledge in record.pledges() if len(pledge.evidence) == 2)
        draft = make_draft(record, "split", [joined.id, joined.evidence[0].report])
        decide(record, DecisionKind.SPLIT, by="Ana", because="two bridges", **draft)
        assert [len(pledge.evidence) for pledge in record.pledges()] == [1, 1, 1]
        assert record.outcomes()[1].lost is None
    with ask(pledged) as client:
        page = client.get(f"/decide/{joined.id}").text
    assert "The same as" in page
    assert "Not the same as" in page


def test_one_sentence_may_promise_two_things(tmp_path: Path) -> None:
    """The pledge that is meant is known by its thing; the other of the sentence is left alone."""
    both = Draft(["Peru promised Chile a river bridge and Chile a grain fund."], "2023-05-02")
    peru, chile = both.state("Peru", "PER"), both.state("Chile", "CHL")
    both.pledge("river bridge", PledgeState.PLEDGED, by=peru, to=chile)
    both.pledge("grain fund", PledgeState.PLEDGED, by=peru, to=chile)
    path = keep(tmp_path / "both.db", [both, promise("2023-06-02", "village school")])
    with Record.open(path) as record:
        named = {pledge.what: pledge.id for pledge in record.pledges()}
        assert len(named) == 3
        draft = make_draft(record, "same", [named["river bridge"], named["village school"]])
        decide(record, DecisionKind.SAME, by="Ana", because="the bridge leads to the school", **draft)
        assert record.outcomes()[1].lost is None
        whats = {pledge.what: len(pledge.evidence) for pledge in record.pledges()}
    assert whats == {"village school": 2, "grain fund": 1}


def test_what_only_a_second_coder_sees_is_taken_over(coded: Path, answered: object) -> None:
    """It becomes an event with the parties of its sentence, marked as reviewed; undone, it is asked again."""
    assert callable(answered)
    with Record.open(coded, readonly=True) as record:
        assert [one.kind for one in open_questions(record)] == [SECOND_CODER_ONLY, SECOND_CODER_ONLY]
        first = open_questions(record)[0].because[0]
    kind = "AID" if "AID" in first else "SUPPORT"
    answered(coded, "Is something missing here?", "yes")
    with Record.open(coded) as record:
        (event,) = (event for event in record.events() if event.type == kind)
        assert [party.state for party in event.actors] == ["KEN"]
        assert event.evidence[0].quote == WELLS
        assert event.id in record.reviews()
        assert record.outcomes()[1].entries == (event.id,)
        assert any(change.entry == event.id for _, changes in record.changes(1) for change in changes)
    with ask(coded) as client:
        assert "taken over" in client.get("/history").text
        assert f"/events/{event.id}" in client.get("/history").text
    with Record.open(coded) as record:
        decide(record, DecisionKind.UNDO, by="A. Berg", because="misread", undoes=1)
        assert {one.type for one in record.events()} == {"CONSULT"}
        assert len(open_questions(record)) == 2


def test_what_only_a_second_coder_sees_is_left_out_for_good(coded: Path, answered: object) -> None:
    """It is not asked about again; the other reading of the sentence still is."""
    assert callable(answered)
    answered(coded, "Is something missing here?", "no")
    with Record.open(coded) as record:
        conclude_again(record)
        assert {one.type for one in record.events()} == {"CONSULT"}
        assert [one.kind for one in open_questions(record)] == [SECOND_CODER_ONLY]
    with ask(coded) as client:
        page = client.get("/history").text
    assert "left out" in page
    assert "/reports/" in page


def test_a_reading_is_decided_about_by_the_id_of_its_question(coded: Path) -> None:
    """`chancery decide right` takes it over; what the coder no longer reads is not there."""
    with Record.open(coded) as record:
        question = open_questions(record)[0]
        decision, outcome = decide(
            record, DecisionKind.RIGHT, by="Ana", because="so it is", **make_draft(record, "right", [question.id])
        )
        assert outcome is not None
        assert outcome.entries
        with pytest.raises(QueryError, match="C050"):
            make_draft(record, "right", [f"{question.id}0"])
    assert decision.targets[0].label.endswith("as openai:tiny reads it")


def test_other_decisions_leave_questions_of_a_second_coder_open(coded: Path) -> None:
    """A decision about another entry takes no question away."""
    with Record.open(coded) as record:
        (event,) = record.events()
        decide(record, DecisionKind.RIGHT, by="Ana", because="checked", **make_draft(record, "right", [event.id]))
        assert len(open_questions(record)) == 2
