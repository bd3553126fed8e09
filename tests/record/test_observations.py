"""What a report says: stored once, word for word, and never overwritten."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.errors import InputError, UnsupportedFact
from chancery.model.mentions import Observations
from chancery.model.text import Report, Skipped, Span
from chancery.record.address import Address, Place
from chancery.record.store import Record
from record.another import another_program, content_of, refusals
from record.conftest import Fresh
from record.made import PROGRAM, derive, fill, make_observations, make_report
from record.strategies import observations_of, reports


@settings(max_examples=25)
@given(report=reports(), data=st.data())
def test_observations_come_back_as_they_were(fresh: Fresh, report: Report, data: st.DataObject) -> None:
    """Any report with anything found in it is read back the same."""
    observations = data.draw(observations_of(report))
    with fresh() as place, Record.open(place, create=True) as record:
        assert record.add(report, observations)
        assert list(record.inputs()) == [(report, observations)]
        assert record.reports() == (report,)


def test_observations_added_again_change_nothing(filled: Record, path: Place) -> None:
    """A report that is there is not taken again; nothing in the record changes."""
    filled.close()
    before = content_of(path)
    with Record.open(path) as record:
        assert record.holds(make_report(3).id, PROGRAM)
        assert not record.add(make_report(3), make_observations(make_report(3)))
        fill(record, range(6))
    assert content_of(path) == before


def test_observations_from_a_second_path_add_a_line_to_the_ledger(filled: Record) -> None:
    """The same content elsewhere is the same report; its path is the first in order, whichever came first."""
    before = filled.digest()
    again = make_report(3, path="a/copy.txt")
    assert not filled.add(again, make_observations(again))
    assert filled.report(again.id).path == "a/copy.txt"
    assert filled.note_again("b/copy.txt", again.id, PROGRAM)
    assert not filled.note_again("b/copy.txt", again.id, PROGRAM)
    assert filled.digest() == before
    assert filled.is_concluded()


def test_observations_have_one_digest_in_any_order(tmp_path: Place) -> None:
    """The record is the same whatever the order, and however often it was concluded on the way."""
    digests = set()
    for name, order in (("a", range(9)), ("b", reversed(range(9))), ("c", (4, 8, 0, 2, 6, 1, 3, 5, 7))):
        with Record.open(tmp_path / name, create=True) as record:
            for number in order:
                fill(record, [number])
            digests.add((record.digest(), record.observations_digest()))
    assert len(digests) == 1


def test_observations_of_another_program_are_another_reading(filled: Record) -> None:
    """A newer program's reading is kept beside the older; questions see it once conclusions rest on it."""
    old = make_report(3)
    new = replace(old, text="News. " + old.text, blocks=())
    assert not filled.holds(old.id, "0.2.0")
    assert filled.add(new, make_observations(new, program="0.2.0"))
    assert not filled.is_concluded()
    assert filled.report(old.id) == old
    assert filled.event(f"e-{old.id}").evidence[0].span.of(old.text) == "met her colleague in Lima"
    inputs = list(filled.inputs())
    assert (new, make_observations(new, program="0.2.0")) in inputs
    filled.conclude(derive(inputs))
    assert filled.report(old.id) == new
    assert filled.counts()["reports"] == 6
    assert filled.event(f"e-{old.id}").evidence[0].span.of(new.text) == "met her colleague in Lima"
    assert filled.search("News")[0].id == old.id


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"text": "a\0b"}, id="NUL in the text"),
        pytest.param({"text": "a\ud800b"}, id="half a surrogate pair in the text"),
        pytest.param({"title": "a\0b"}, id="NUL in the title"),
        pytest.param({"authors": ("\udfff",)}, id="half a surrogate pair in an author"),
        pytest.param({"furniture": ("\udfff",)}, id="half a surrogate pair in the furniture"),
    ],
)
def test_observations_with_characters_of_no_text_are_refused(empty: Record, change: dict[str, Any]) -> None:
    """Such a report is an input that cannot be read; the record stays as it was."""
    report = replace(make_report(1), blocks=(), **change)
    with pytest.raises(InputError, match=r"\[C012\]"):
        empty.add(report, Observations(program=PROGRAM))
    assert empty.counts()["reports"] == 0


@pytest.mark.parametrize("span", [Span(0, 10**6), Span(3, 3)])
def test_observations_outside_their_report_are_refused(empty: Record, span: Span) -> None:
    """A mention needs words that stand in the report; nothing of the report is stored."""
    report = make_report(1)
    found = make_observations(report)
    wrong = replace(found, events=(replace(found.events[0], sentence=span),))
    with pytest.raises(UnsupportedFact, match=r"\[C031\]"):
        empty.add(report, wrong)
    assert empty.counts()["reports"] == 0
    assert not empty.holds(report.id, PROGRAM)


def test_observations_keep_undecodable_paths_readable(empty: Record) -> None:
    """A path that is no text is stored with its odd bytes as escapes."""
    report = make_report(1, path="caf\udce9.txt")
    empty.add(report, make_observations(report))
    assert empty.report(report.id).path == "caf\\udce9.txt"


def test_observations_ledger_tells_what_was_skipped(empty: Record) -> None:
    """An input is skipped as long as its last entry says so; the same entry is not written twice."""
    missing = Skipped("in/1.txt", "C011", "[C011] empty")
    assert empty.note_skip(missing)
    assert not empty.note_skip(missing)
    assert empty.skipped() == (missing,)
    assert empty.counts()["skipped"] == 1
    fill(empty, [1])
    assert empty.skipped() == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE report SET text = 'Other words.'",
        "UPDATE report SET title = NULL",
        "UPDATE block SET start = 1",
        "UPDATE mention SET data = '{}'",
        "UPDATE evidence SET quote = 'Other words.'",
        "UPDATE ledger SET outcome = 'C011'",
    ],
)
def test_observations_are_never_overwritten(filled: Record, path: Place, statement: str) -> None:
    """The store itself refuses it, whoever asks."""
    filled.close()
    with another_program(path) as run, pytest.raises(refusals(), match="never over"):
        run(statement)


FALSE_QUOTES = [
    pytest.param((0, 4, "Chile"), id="other words"),
    pytest.param((0, 5, "Peru"), id="end too late"),
    pytest.param((1, 5, "Peru"), id="elsewhere"),
    pytest.param((-1, 3, "Peru"), id="before the text"),
    pytest.param((0, 0, ""), id="empty"),
    pytest.param((4, 5, " "), id="blank"),
    pytest.param((0, 4, "peru"), id="other case"),
]


@pytest.mark.parametrize("how", ["INSERT", "INSERT OR IGNORE", "INSERT OR REPLACE"])
@pytest.mark.parametrize("table", ["evidence", "mention"])
@pytest.mark.parametrize("false", FALSE_QUOTES)
def test_observations_false_quotes_are_refused_by_the_store(
    filled: Record, path: Place, how: str, table: str, false: tuple[int, int, str]
) -> None:
    """A quote that is not what its report says cannot be stored, not even by another program."""
    columns = {
        "evidence": "(kind, owner, part, ordinal, reading, start, \"end\", quote) VALUES ('event', 'e', 0, 0, 1,",
        "mention": "(kind, ordinal, data, reading, start, \"end\", quote) VALUES ('events', 99, '{}', 1,",
    }[table]
    filled.close()
    if isinstance(path, Address):
        if how == "INSERT OR REPLACE":
            pytest.skip("PostgreSQL has no such statement")
        how, end = "INSERT", " ON CONFLICT DO NOTHING" if "IGNORE" in how else ""
    else:
        end = ""
    start, stop, quote = false
    with another_program(path) as run:
        assert run("SELECT substr(text, 1, 5) FROM report WHERE reading = 1") == [("Peru ",)]
        with pytest.raises(refusals(), match="is not what its report says"):
            run(f"{how} INTO {table} {columns} {start}, {stop}, '{quote}'){end}")
        run(f"{how} INTO {table} {columns} 0, 4, 'Peru'){end}")


def test_observations_offsets_count_characters_in_the_store_too(filled: Record, path: Place) -> None:
    """The store and Python cut the same words, also after emoji, astral letters and combining marks."""
    filled.close()
    query = (
        'SELECT substr(text, CAST(start + 1 AS INTEGER), CAST("end" - start AS INTEGER)), quote'
        " FROM evidence JOIN report USING (reading) WHERE evidence.kind = 'rendering'"
    )
    with another_program(path) as run:
        assert run(query) == [("We agree 𓂀́,", "We agree 𓂀́,")] * 6
