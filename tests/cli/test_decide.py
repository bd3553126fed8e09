"""`chancery decide`, `decisions`, `changes`, `review`, and `--as-of`."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from chancery.cli import review
from chancery.cli.main import chancery
from chancery.pipeline import conclude_again
from chancery.record.store import Record
from resolution.worlds import PEOPLE, Line, Rules, read_world

Run = Callable[..., Result]

WORLD = [
    [Line("one", 0, (1,), 0, "the ruba and the lote"), Line("words", 0, (1,), 0, "the selo and the mira")],
    [Line("one", 0, (1,), 2, "the vaga and the nilo"), Line("promise", 3, (4,), 0, "the dola and the pani")],
    [Line("one", 5, (6,), 3, "the kera and the sunu")],
]


@pytest.fixture(autouse=True)
def author(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name whoever decides."""
    monkeypatch.setenv("CHANCERY_AUTHOR", "Ana Berg")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a record of three reports."""
    file = tmp_path / "a.db"
    with Record.open(file, create=True) as record:
        for report, seen in read_world(WORLD, Rules(), "first"):
            record.add(report, seen)
        conclude_again(record)
    return file


def events(run: Run, path: Path, *options: str) -> dict[str, Any]:
    """Return the events of a timeline by type."""
    told = json.loads(run("timeline", "--json", "--record", path, *options).stdout)
    return {event["type"]: event for event in told}


def done(result: Result) -> str:
    """Return what a command wrote, if all went well."""
    assert (result.exit_code, result.stderr) == (0, ""), result.stderr
    return result.stdout


def test_right_marks_an_entry_as_reviewed(run: Run, path: Path) -> None:
    """The mark is in the timeline's JSON and on the entry's page, with who set it and why; undoing takes it away."""
    event = events(run, path)["ACCUSE"]
    assert event["reviewed"] is False
    told = done(run("decide", "right", event["id"], "--because", "checked twice", "--record", path))
    assert told.startswith("Decision 1: ")
    after = events(run, path)["ACCUSE"]
    assert (after["reviewed"], after["reviewed_by"]) == (True, "Ana Berg")
    assert "checked twice" in done(run("show", event["id"], "--record", path))
    done(run("decide", "undo", "1", "--because", "not at all", "--record", path))
    assert events(run, path)["ACCUSE"] == event


def test_wrong_takes_the_entry_out_and_as_of_still_shows_it(run: Run, path: Path) -> None:
    """The entry is gone from now on; what the record said before can be asked for, and why it went."""
    before = done(run("export", "--record", path))
    event = events(run, path)["ACCUSE"]
    done(run("decide", "wrong", event["id"], "--because", "a film", "--record", path))
    assert "ACCUSE" not in events(run, path)
    assert events(run, path, "--as-of", "1")["ACCUSE"] == event
    assert "Ana Costa (PER) criticises Rui Lima" in done(run("show", event["id"], "--as-of", "1", "--record", path))
    assert done(run("export", "--as-of", "1", "--record", path)) == before
    changes = done(run("changes", "--record", path))
    assert f"- event {event['id']}" in changes
    assert "by decision 1" in changes
    (told,) = json.loads(done(run("changes", "--json", "--record", path)))
    gone = [change for change in told["changes"] if change["kind"] == "event"]
    assert [(change["change"], change["cause"]["kind"]) for change in gone] == [("lost", "decision")]
    assert [line.split()[0] for line in done(run("changes", "--runs", "--record", path)).splitlines()] == ["1", "2"]


def test_set_changes_a_value_and_says_who_set_it(run: Run, path: Path) -> None:
    """Dates, and people by name, can be set; the reason stands with the event."""
    event = events(run, path)["ACCUSE"]["id"]
    done(run("decide", "set", event, "date", "2001-02-03", "--because", "the archive", "--record", path))
    done(run("decide", "set", event, "recipient", f"{PEOPLE[6][0]}, Chile", "--because", "no", "--record", path))
    after = events(run, path)["ACCUSE"]
    assert after["when"] == "2001-02-03"
    assert [one["entity"] for one in after["recipients"]] == ["piet-kaal", "CHL"]
    assert "date set by Ana Berg (decision 1): the archive" in after["because"]


def test_set_date_of_a_report_dates_what_it_tells(run: Run, path: Path) -> None:
    """A report's date is set before anything is concluded from it."""
    event = events(run, path)["SUPPORT"]
    report = event["reports"][0]["document"]
    done(run("decide", "set", report, "date", "1999-05-06", "--because", "the stamp", "--record", path))
    (document,) = [one for one in json.loads(done(run("export", "--record", path)))["documents"] if one["id"] == report]
    assert (document["published"], document["published_because"]) == (
        "1999-05-06",
        ["set by Ana Berg (decision 1): the stamp"],
    )
    assert "applied" in done(run("decisions", "--record", path))


def test_split_and_same_of_people(run: Run, path: Path) -> None:
    """A person is two from now on, and one again when that is undone; joining them meanwhile is refused."""
    with Record.open(path, readonly=True) as record:
        report = record.sighted("ana-costa")[0].evidence.report
    done(run("decide", "split", "ana-costa", report, "--because", "two namesakes", "--record", path))
    listed = json.loads(done(run("entities", "--kind", "person", "--json", "--record", path)))
    twins = [one["id"] for one in listed if one["name"] == "Ana Costa"]
    assert len(twins) == 2
    refused = run("decide", "same", *twins, "--because", "one after all", "--record", path)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "[C081] Decision 1 by Ana Berg keeps" in refused.stderr
    done(run("decide", "undo", "1", "--because", "one after all", "--record", path))
    done(run("show", "ana-costa", "--record", path))


def test_lost_decisions_are_listed(run: Run, path: Path) -> None:
    """What no longer fits is listed with its reason, and applied to nothing."""
    event = events(run, path)["ACCUSE"]["id"]
    done(run("decide", "wrong", event, "--because", "a film", "--record", path))
    assert done(run("decisions", "--lost", "--record", path)) == "No decision is lost.\n"
    with Record.open(path) as record:
        for report, seen in read_world(WORLD, Rules(retyped=frozenset({(1, 0, 0)})), "second"):
            record.add(report, seen)
        conclude_again(record)
    told = done(run("decisions", "--lost", "--record", path))
    assert "LOST, not applied: no entry of its kind rests on these words any more" in told
    (lost,) = json.loads(done(run("decisions", "--lost", "--json", "--record", path)))
    assert (lost["state"], lost["number"]) == ("lost", 1)
    assert "REJECT" in events(run, path)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["right", "no-such-thing"], "C050"),
        (["undo", "7"], "C080"),
        (["set", "ana-costa", "colour", "red"], "C082"),
        (["wrong", "ana-costa"], "C083"),
        (["same", "CHL", "PER"], "C083"),
        (["same", "ana-costa", "ana-costa"], "C081"),
        (["split", "ana-costa", "zzz"], "C050"),
    ],
)
def test_decisions_that_cannot_be_are_refused_in_one_line(run: Run, path: Path, words: list[str], code: str) -> None:
    """Nothing is kept of them."""
    result = run("decide", *words, "--because", "so", "--record", path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"[{code}]" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert done(run("decisions", "--record", path)) == "Nothing was decided.\n"


@pytest.mark.parametrize("words", [["same", "a"], ["right", "a", "b"], ["undo", "x"], ["set", "a", "date"]])
def test_wrong_numbers_of_words_are_usage_errors(run: Run, path: Path, words: list[str]) -> None:
    """The command says how many it takes."""
    assert run("decide", *words, "--because", "so", "--record", path).exit_code == 2


def test_nobody_decides_without_a_name(run: Run, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the account has no name, --by is asked for."""
    for name in ("CHANCERY_AUTHOR", "USER", "LOGNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    result = run("decide", "right", "ana-costa", "--because", "so", "--record", path)
    assert "[C086]" in result.stderr
    assert "[C086]" in run("review", "--record", path).stderr


def test_as_of_no_such_run(run: Run, path: Path) -> None:
    """The error says where runs are listed."""
    for command in (["timeline"], ["export"], ["show", "PER"]):
        assert "[C084]" in run(*command, "--as-of", "9", "--record", path).stderr


# ---- review ----

TWINS = [
    [Line("one", 0, (1,), 0, "the ruba and the lote")],
    [Line("one", 0, (3,), 2, "the vaga and the nilo")],
]


@pytest.fixture
def doubtful(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a record with two people who may be one: a letter apart, without an office that agrees."""
    file = tmp_path / "b.db"
    monkeypatch.setattr(review, "is_terminal", lambda: True)
    with Record.open(file, create=True) as record:
        for report, seen in read_world(TWINS, Rules(), "first"):
            first = "1" in report.path
            name = "Marta Valdivesso" if first else "Marta Valdivieso"
            entities = [
                replace(one, name=name if one.name == "Ana Costa" else one.name, office=None, of=None)
                for one in seen.entities
            ]
            record.add(report, replace(seen, entities=tuple(entities), offices=()))
        conclude_again(record)
        assert [question.kind for question in record.questions()] == ["same person"]
    return file


def answer(path: Path, keys: str, *options: str) -> Result:
    """Press keys in a review."""
    return CliRunner().invoke(chancery, ["review", "--record", str(path), *options], input=keys)


def test_review_needs_a_terminal(run: Run, path: Path) -> None:
    """In a script it says so, and asks nothing."""
    result = run("review", "--record", path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[C085]" in result.stderr


def test_review_joins_with_y(doubtful: Path) -> None:
    """Yes makes one person of two; the question is gone."""
    result = answer(doubtful, "y")
    assert result.exit_code == 0, result.output
    assert "1 answered, 0 left" in result.stdout
    with Record.open(doubtful, readonly=True) as record:
        assert record.questions() == ()
        assert len({one.entity for one in record.sighted() if one.name.startswith("Marta")}) == 1


def test_review_parts_with_n_for_good(doubtful: Path) -> None:
    """No keeps them apart, and they are not asked about again."""
    assert answer(doubtful, "n").exit_code == 0
    with Record.open(doubtful, readonly=True) as record:
        assert record.questions() == ()
        assert [one.kind for one in record.decisions()] == ["apart"]
        assert len({one.entity for one in record.sighted() if one.name.startswith("Marta")}) == 2
    assert "no question" in answer(doubtful, "").stdout


@pytest.mark.parametrize(("keys", "kinds"), [("q", []), ("s", []), ("?q", []), ("bq", [])])
def test_review_keeps_nothing_that_was_not_answered(doubtful: Path, keys: str, kinds: list[str]) -> None:
    """Skipping, quitting, going back and other keys decide nothing."""
    assert answer(doubtful, keys).exit_code == 0
    with Record.open(doubtful, readonly=True) as record:
        assert [one.kind for one in record.decisions()] == kinds
        assert len(record.questions()) == 1


def test_review_keeps_each_answer_at_once(doubtful: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer outlives a review that breaks off before the record is put together; the next run follows it."""
    monkeypatch.setattr("chancery.pipeline.conclude_again", lambda _: None)
    assert answer(doubtful, "y").exit_code == 0
    with Record.open(doubtful) as record:
        assert len(record.decisions()) == 1
        assert len(record.questions()) == 1
    monkeypatch.undo()
    monkeypatch.setattr(review, "is_terminal", lambda: True)
    assert "no question" in answer(doubtful, "", "--by", "Ana").stdout
    with Record.open(doubtful) as record:
        assert record.questions() == ()


def test_review_is_ended_by_the_end_of_input(doubtful: Path) -> None:
    """A terminal that closes ends the review without an answer."""
    result = answer(doubtful, "")
    assert result.exit_code in {0, 1, 130}
    with Record.open(doubtful, readonly=True) as record:
        assert record.decisions() == ()
