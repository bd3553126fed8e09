"""A second coder is asked, bounded and checked: nothing that it says stands without its words in the report."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.coders.checking import check_answer, find_quote, schema
from chancery.coders.coding import code_with
from chancery.coders.endpoint import Endpoint
from chancery.coders.prompts import PIECE, instructions, pieces
from chancery.errors import CoderError
from chancery.model.text import Report
from chancery.reading.report import parse_report
from coders.stub import serving

TEXT = (
    "Peru and Chile sign a water treaty\n\n"
    "Foreign Minister Ana Costa of Peru met Chile's president, Rui Lima, in Arica on Monday.\n\n"
    "They signed a treaty on the river Lluta. Bolivia criticised the treaty."
)
GOOD = {
    "quote": "Bolivia criticised the treaty.",
    "type": "ACCUSE",
    "mode": "disapprove",
    "status": "occurred",
    "actors": ["Bolivia"],
    "recipients": ["Peru", "Chile"],
}


def report(text: str = TEXT) -> Report:
    """Make a report of a text."""
    return parse_report(text.encode(), path="report.txt")


def answer(*items: object) -> str:
    """Write an answer of items."""
    return json.dumps({"events": items})


def test_a_good_item_becomes_a_reading_with_its_sentence() -> None:
    """It is pinned to the sentence, verbatim."""
    told = report()
    checked = check_answer(answer(GOOD), told, coder="openai:m")
    (reading,) = checked.readings
    assert reading.span.of(told.text) == "Bolivia criticised the treaty."
    assert (reading.type, reading.mode, reading.actors, reading.coder) == (
        "ACCUSE",
        "disapprove",
        ("Bolivia",),
        "openai:m",
    )
    assert checked.refused == ()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"quote": "Bolivia praised the treaty."}, "a quote is not in the report"),
        ({"quote": ""}, "a quote is not in the report"),
        ({"quote": None}, "a quote is not in the report"),
        ({"quote": "x" * 100_000}, "a quote is not in the report"),
        ({"type": "DANCE"}, "there is no type 'DANCE'"),
        ({"type": ["ACCUSE"]}, "there is no type"),
        ({"mode": "shout"}, "ACCUSE has no mode 'shout'"),
        ({"mode": {"a": 1}}, "ACCUSE has no mode"),
        ({"status": "maybe"}, "there is no status 'maybe'"),
        ({"status": ["occurred"]}, "there is no status"),
        ({"actors": ["Paraguay"]}, "a participant is not in the report"),
        ({"actors": "Bolivia"}, "a participant is not in the report"),
        ({"actors": [3]}, "a participant is not in the report"),
        ({"recipients": ["  "]}, "a participant is not in the report"),
    ],
)
def test_an_item_that_is_not_in_the_report_or_the_codebook_is_refused(changed: dict[str, Any], reason: str) -> None:
    """One bad item costs itself only, and says why."""
    checked = check_answer(answer({**GOOD, **changed}, GOOD), report(), coder="c")
    assert len(checked.readings) == 1
    assert len(checked.refused) == 1
    assert checked.refused[0].startswith(reason)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("I am sorry, I cannot do that.", "no JSON"),
        ("", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "no list of events"),
        ('{"events": {}}', "no list of events"),
        (json.dumps({"events": [GOOD] * 500}), "500 events"),
    ],
)
def test_an_answer_of_another_shape_is_refused_whole(text: str, reason: str) -> None:
    """What is no list of events gives none, and one reason."""
    checked = check_answer(text, report(), coder="c")
    assert checked.readings == ()
    assert reason in checked.refused[0]


def test_an_answer_in_a_fence_is_read_and_repeats_count_once() -> None:
    """Models like to wrap JSON, and to repeat themselves."""
    fenced = f"```json\n{answer(GOOD, GOOD)}\n```"
    assert len(check_answer(fenced, report(), coder="c").readings) == 1


@given(st.text(max_size=200))
def test_any_answer_is_survived(text: str) -> None:
    """No text of an answer raises."""
    check_answer(text, report(), coder="c")


@given(st.text(alphabet="ab \n", max_size=30), st.text(alphabet="ab \n", max_size=8))
def test_a_quote_is_found_as_it_stands(text: str, quote: str) -> None:
    """What is found differs from the quote in spaces only."""
    span = find_quote(quote, text)
    if span is not None:
        assert span.of(text).split() == quote.split()
    elif quote.split():
        assert " ".join(quote.split()) not in " ".join(text.split()) or quote.split() != quote.strip().split()


def test_an_endpoint_is_asked_with_the_schema_and_the_key() -> None:
    """The request names the model and the schema; the report travels as the user's message."""
    with serving(lambda _: {"events": [GOOD]}) as stub:
        checked = code_with(Endpoint(base_url=stub.base_url, model="tiny", key="secret"), report())
    assert len(checked.readings) == 1
    (asked,) = stub.asked
    assert asked["model"] == "tiny"
    assert asked["response_format"]["json_schema"]["schema"] == schema()
    assert [message["role"] for message in asked["messages"]] == ["system", "user"]
    assert asked["messages"][0]["content"] == instructions()
    assert "Bolivia criticised" in asked["messages"][1]["content"]
    assert stub.headers[0]["Authorization"] == "Bearer secret"


def test_a_long_report_is_asked_about_in_pieces() -> None:
    """Pieces are whole paragraphs, and nothing is left out."""
    long = report("A heading\n\n" + "\n\n".join(f"Peru met Chile in Arica, for the {n}th time." for n in range(600)))
    parts = list(pieces(long))
    assert len(parts) > 1
    assert all(len(part) <= PIECE for part in parts)
    assert "\n\n".join(parts).split() == long.text.split()
    with serving(lambda _: {"events": []}) as stub:
        code_with(Endpoint(base_url=stub.base_url, model="m"), long)
    assert len(stub.asked) == len(parts)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html>busy</html>", "C091"),
        (b"{}", "C091"),
        (b'{"choices": []}', "C091"),
        (b'{"choices": [{"message": {"content": null}}]}', "C091"),
        (b"x" * (5 * 2**20), "C090"),
    ],
)
def test_an_answer_that_is_none_is_one_error(content: bytes, code: str) -> None:
    """Each fault of the endpoint has one code."""
    with serving(lambda _: content) as stub, pytest.raises(CoderError) as told:
        code_with(Endpoint(base_url=stub.base_url, model="m"), report())
    assert told.value.code == code


def test_a_busy_endpoint_is_asked_once_more() -> None:
    """A passing fault is tried again; a lasting one is told."""
    with serving(lambda _: {"events": []}, statuses=(503,)) as stub:
        assert code_with(Endpoint(base_url=stub.base_url, model="m"), report()).readings == ()
    assert len(stub.asked) == 2
    with serving(lambda _: {"events": []}, statuses=(401, 401)) as stub, pytest.raises(CoderError, match="status 401"):
        code_with(Endpoint(base_url=stub.base_url, model="m"), report())
    assert len(stub.asked) == 1


def test_a_slow_endpoint_is_given_up() -> None:
    """The time of one answer is bounded."""
    with serving(lambda _: {"events": []}, delay=5) as stub, pytest.raises(CoderError) as told:
        code_with(Endpoint(base_url=stub.base_url, model="m", seconds=0.3), report())
    assert told.value.code == "C090"


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/v1", "ftp://host/v1", "nonsense", "http:///v1"])
def test_an_address_that_leads_nowhere_is_one_error(address: str) -> None:
    """Nobody there, or no address at all, is told with a code."""
    with pytest.raises(CoderError) as told:
        code_with(Endpoint(base_url=address, model="m", seconds=2), report())
    assert told.value.code == "C090"
