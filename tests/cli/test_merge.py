"""What `chancery merge` makes of decisions of two people that do not go together, and how review settles them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from chancery.cli import review
from chancery.cli.main import chancery
from chancery.model.decisions import in_force
from chancery.model.disputes import disputes
from chancery.pipeline import conclude_again
from chancery.record.store import Record
from resolution.worlds import Line, Rules, read_world

Run = Callable[..., Result]

WORLD = [
    [Line("one", 0, (1,), 0, "the ruba and the lote"), Line("words", 0, (1,), 0, "the selo and the mira")],
    [Line("one", 0, (1,), 2, "the vaga and the nilo"), Line("promise", 3, (4,), 0, "the dola and the pani")],
    [Line("one", 5, (6,), 3, "the kera and the sunu")],
]

TWINS = [
    [Line("one", 0, (1,), 0, "the ruba and the lote")],
    [Line("one", 0, (3,), 2, "the vaga and the nilo")],
]


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Return the records of two people who read the same three reports."""
    monkeypatch.setattr(review, "is_terminal", lambda: True)
    mine, theirs = tmp_path / "mine.db", tmp_path / "theirs.db"
    with Record.open(mine, create=True) as record:
        for report, seen in read_world(WORLD, Rules(), "first"):
            record.add(report, seen)
        conclude_again(record)
    shutil.copy(mine, theirs)
    return mine, theirs


def events(run: Run, path: Path) -> list[dict[str, Any]]:
    """Return the events of a timeline."""
    told: list[dict[str, Any]] = json.loads(run("timeline", "--json", "--record", path).stdout)
    return told


def say(run: Run, path: Path, by: str, *words: str) -> None:
    """Decide something in somebody's name."""
    result = run("decide", *words, "--because", "as I see it", "--by", by, "--record", path)
    assert result.exit_code == 0, result.stderr


def merge(run: Run, pair: tuple[Path, Path], name: str = "ours.db") -> tuple[Path, str]:
    """Unite two records; return the new one and what was told."""
    output = pair[0].with_name(name)
    result = run("merge", *pair, "--output", output)
    assert result.exit_code == 0, result.stderr
    return output, result.stdout


def press(path: Path, keys: str, by: str = "Clara") -> Result:
    """Press keys in a review."""
    return CliRunner().invoke(chancery, ["review", "--record", str(path), "--by", by], input=keys)


def test_right_and_wrong_become_a_question_that_review_settles(run: Run, pair: tuple[Path, Path]) -> None:
    """Neither side wins in silence: the event stays, unreviewed, until a third person says who is right."""
    event = next(one for one in events(run, pair[0]) if one["type"] == "ACCUSE")["id"]
    say(run, pair[0], "Anna", "right", event)
    say(run, pair[1], "Boris", "wrong", event)
    ours, told = merge(run, pair)
    assert "Anna: right; Boris: wrong" in told
    (left,) = [one for one in events(run, ours) if one["id"] == event]
    assert left["reviewed"] is False
    with Record.open(ours, readonly=True) as record:
        log = record.decisions()
        assert {(one.by, one.because) for one in log[:2]} == {("Anna", "as I see it"), ("Boris", "as I see it")}
        assert all(one.at for one in log[:2])
        number = [one.by for one in (disputes(log)[0].one, disputes(log)[0].other)].index("Boris") + 1
    shown = press(ours, "q").stdout
    assert "Who is right?" in shown
    assert "1  Anna: right" in shown or "1  Boris: wrong" in shown
    assert "1 answered" in press(ours, str(number)).stdout
    assert event not in {one["id"] for one in events(run, ours)}
    assert "Who is right?" not in press(ours, "q").stdout
    with Record.open(ours, readonly=True) as record:
        assert [(one.by, one.kind.value) for one in in_force(record.decisions())] == [("Clara", "wrong")]


def test_two_dates_are_a_question_and_neither_is_taken(run: Run, pair: tuple[Path, Path]) -> None:
    """The date stays what reports say; the one that review chooses holds then."""
    event = events(run, pair[0])[0]
    say(run, pair[0], "Anna", "set", event["id"], "date", "2020-10-01")
    say(run, pair[1], "Boris", "set", event["id"], "date", "2020-10-02")
    ours, told = merge(run, pair)
    assert "Anna: date is 2020-10-01; Boris: date is 2020-10-02" in told
    assert [one["when"] for one in events(run, ours) if one["id"] == event["id"]] == [event["when"]]
    assert press(ours, "1").exit_code == 0
    when = [one["when"] for one in events(run, ours) if one["id"] == event["id"]]
    assert when in (["2020-10-01"], ["2020-10-02"])


def test_a_right_and_a_value_do_not_go_together(run: Run, pair: tuple[Path, Path]) -> None:
    """Who calls an event right has not seen the date that another sets; the two must not add up to "reviewed"."""
    event = events(run, pair[0])[0]["id"]
    say(run, pair[0], "Anna", "right", event)
    say(run, pair[1], "Boris", "set", event, "date", "2020-10-02")
    ours, _ = merge(run, pair)
    assert [one["reviewed"] for one in events(run, ours) if one["id"] == event] == [False]
    assert "Who is right?" in press(ours, "q").stdout


@pytest.fixture
def twins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Return the records of two people with two whose names are a letter apart."""
    monkeypatch.setattr(review, "is_terminal", lambda: True)
    mine, theirs = tmp_path / "mine.db", tmp_path / "theirs.db"
    with Record.open(mine, create=True) as record:
        for number, (report, seen) in enumerate(read_world(TWINS, Rules(), "first")):
            name = ("Marta Valdivesso", "Marta Valdivieso")[number]
            named = [replace(one, name=name, office=None, of=None) for one in seen.entities if one.name == "Ana Costa"]
            rest = [replace(one, office=None, of=None) for one in seen.entities if one.name != "Ana Costa"]
            record.add(report, replace(seen, entities=(*named, *rest), offices=()))
        conclude_again(record)
    shutil.copy(mine, theirs)
    return mine, theirs


def test_not_the_same_holds_while_it_is_disputed(run: Run, twins: tuple[Path, Path]) -> None:
    """A false merge is worse than a missed one; whoever settles it may still say that they are one."""
    with Record.open(twins[0], readonly=True) as record:
        one, other = sorted({seen.entity for seen in record.sighted() if seen.name.startswith("Marta")})
    say(run, twins[0], "Anna", "same", one, other)
    say(run, twins[1], "Boris", "apart", one, other)
    ours, told = merge(run, twins)
    assert "Anna: they are one; Boris: they are not one" in told
    with Record.open(ours, readonly=True) as record:
        assert len({seen.entity for seen in record.sighted() if seen.name.startswith("Marta")}) == 2
        assert [held.kind.value for held in in_force(record.decisions())] == ["apart"]
        (dispute,) = disputes(record.decisions())
        number = [one.kind.value for one in (dispute.one, dispute.other)].index("same") + 1
    assert "1 answered" in press(ours, str(number)).stdout
    with Record.open(ours, readonly=True) as record:
        assert len({seen.entity for seen in record.sighted() if seen.name.startswith("Marta")}) == 1


def test_decisions_that_agree_or_touch_other_things_ask_nothing(run: Run, pair: tuple[Path, Path]) -> None:
    """What both say alike, and what each says of something else, goes along as it is."""
    first, second, *_ = [event["id"] for event in events(run, pair[0])]
    say(run, pair[0], "Anna", "right", first)
    say(run, pair[1], "Boris", "right", first)
    say(run, pair[1], "Boris", "wrong", second)
    ours, told = merge(run, pair)
    assert "do not go together" not in told
    with Record.open(ours, readonly=True) as record:
        assert len(in_force(record.decisions())) == 3
        assert disputes(record.decisions()) == ()


def test_who_knew_the_other_decision_overruled_it(run: Run, pair: tuple[Path, Path]) -> None:
    """A later decision in one record is no dispute, nor does an old copy of that record make it one."""
    event = events(run, pair[0])[0]["id"]
    say(run, pair[0], "Anna", "right", event)
    old = pair[0].with_name("old.db")
    shutil.copy(pair[0], old)
    say(run, pair[0], "Boris", "wrong", event)
    ours, told = merge(run, (pair[0], old))
    assert "do not go together" not in told
    assert event not in {one["id"] for one in events(run, ours)}


def test_what_was_settled_stays_settled(run: Run, pair: tuple[Path, Path]) -> None:
    """A record merged again with one of those that it came from asks nothing anew."""
    event = events(run, pair[0])[0]["id"]
    say(run, pair[0], "Anna", "right", event)
    say(run, pair[1], "Boris", "wrong", event)
    ours, _ = merge(run, pair)
    press(ours, "1")
    for known in pair:
        again, told = merge(run, (ours, known), f"again-{known.name}")
        assert "do not go together" not in told
        with Record.open(again, readonly=True) as record:
            assert disputes(record.decisions()) == ()
        assert [one["id"] for one in events(run, again)] == [one["id"] for one in events(run, ours)]


def test_taking_an_undo_back_settles_it_too(run: Run, pair: tuple[Path, Path]) -> None:
    """`chancery decide undo` on the undo lets the first decision hold again."""
    event = events(run, pair[0])[0]["id"]
    say(run, pair[0], "Anna", "right", event)
    say(run, pair[1], "Boris", "wrong", event)
    ours, _ = merge(run, pair)
    with Record.open(ours, readonly=True) as record:
        undo = next(one for one in record.decisions() if one.undoes == 1)
    say(run, ours, "Clara", "undo", str(undo.number))
    with Record.open(ours, readonly=True) as record:
        assert disputes(record.decisions()) == ()
        assert [one.number for one in in_force(record.decisions())] == [1]
