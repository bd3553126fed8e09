"""Open questions come in the order of what depends on them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from chancery.cli import review
from chancery.cli.main import chancery
from chancery.model.dates import Edtf
from chancery.model.events import Difference
from chancery.model.facts import Question
from chancery.model.mentions import EntityKind
from chancery.model.offices import Entity
from chancery.record.store import Record
from chancery.views.review import open_questions, render_open, sources_of
from record.made import MINISTER, derive, fill


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a record with a question about two people, and an event that is dated otherwise by two reports."""
    file = tmp_path / "a.db"
    other = Entity(id="ana-kispe", kind=EntityKind.PERSON, name="Ana Kispe", names=("Ana Kispe",))
    with Record.open(file, create=True) as record:
        fill(record, range(3))
        made = derive(record.inputs())
        first, second, third = made.events
        versions = ((first.tellings[0].report, "2020-05-01"), (second.tellings[0].report, "2020-05-04"))
        disputed = replace(
            first,
            evidence=(*first.evidence, *second.evidence),
            tellings=(*first.tellings, *second.tellings),
            differences=(Difference(facet="date", versions=versions),),
        )
        led = replace(third, actors=(replace(third.actors[0], entity=other.id),))
        question = Question(
            id="?-1", kind="same person", one=MINISTER.id, other=other.id,
            because=("a letter apart", "but no office agrees"), evidence=(third.evidence[0],),
        )  # fmt: skip
        record.conclude(
            replace(made, entities=(*made.entities, other), events=(disputed, led), questions=(question,)), "test"
        )
    return file


def test_questions_come_by_what_depends_on_them(path: Path) -> None:
    """Two tellings depend on the date, one on whether the two are one person."""
    with Record.open(path, readonly=True) as record:
        date, person = open_questions(record)
        text = render_open(person, sources_of(record), place="2 of 2", width=80)
    assert (date.kind, date.value, date.versions) == ("date", 2, ("2020-05-01", "2020-05-04"))
    assert (person.kind, person.value, person.doubt) == ("same person", 1, 1)
    assert "Are these one? Ana Quispe [ana-quispe]; Ana Kispe [ana-kispe]" in text
    assert "but no office agrees" in text


@pytest.mark.parametrize(
    ("keys", "value"), [("2q", "2020-05-04"), ("d2020-05\nq", "2020-05"), ("9dnonsense\nd2019\nq", "2019")]
)
def test_dates_are_chosen_or_written(path: Path, monkeypatch: pytest.MonkeyPatch, keys: str, value: str) -> None:
    """The key of a version sets it; d asks for another; what is no date is refused and asked again."""
    monkeypatch.setattr(review, "is_terminal", lambda: True)
    monkeypatch.setattr("chancery.pipeline.conclude_again", lambda _: None)
    result = CliRunner().invoke(chancery, ["review", "--by", "Ana", "--record", str(path)], input=keys)
    assert result.exit_code == 0, result.output
    with Record.open(path, readonly=True) as record:
        (decision,) = record.decisions()
    assert (decision.kind, decision.field, decision.value, decision.by) == ("set", "date", value, "Ana")
    assert Edtf.parse(value)


def test_back_takes_the_last_answer_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Going back undoes the answer and asks again."""
    monkeypatch.setattr(review, "is_terminal", lambda: True)
    monkeypatch.setattr("chancery.pipeline.conclude_again", lambda _: None)
    result = CliRunner().invoke(chancery, ["review", "--by", "Ana", "--record", str(path)], input="1b2nq")
    assert "2 answered, 0 left" in result.stdout
    with Record.open(path, readonly=True) as record:
        assert [one.kind for one in record.decisions()] == ["set", "undo", "set", "apart"]
