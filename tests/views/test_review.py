"""Open questions come in the order of what depends on them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from chancery.cli import review
from chancery.cli.main import chancery
from chancery.model.dates import Edtf
from chancery.record.store import Record
from chancery.views.review import open_questions, render_open, sources_of
from record.made import fill_open


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a record with a question about two people, and an event that is dated otherwise by two reports."""
    return fill_open(tmp_path / "a.db")


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
