"""`chancery code`: what a sentence is coded as and why, and files of sentences as PLOVER records."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.cli.code import LONGEST, _text
from chancery.cli.exits import Exit
from chancery.errors import InputError

Run = Callable[..., Result]

SENTENCE = "Norway will send tents to Chad tomorrow."


def test_a_sentence_is_shown_with_its_reasons(run: Run) -> None:
    """The page names predicate, roles, status, day and PLOVER's category."""
    result = run("code", SENTENCE, "--date", "2021-02-24")
    assert result.exit_code == 0
    lines = [" ".join(line.split()) for line in result.output.splitlines()]
    for line in (
        "AID, planned",
        'predicate "will send": send + tents, by the codebook',
        "subj Norway",
        "to Chad",
        "status by will",
        "actors Norway (NOR GOV)",
        "recipients Chad (TCD GOV)",
        "when 2021-02-25",
        "PLOVER AGREE, quad 1, score 2.5",
    ):
        assert line in lines


def test_what_is_not_coded_is_shown_with_what_it_lacks(run: Run) -> None:
    """A predicate that the codebook knows and that tells of no event is listed."""
    result = run("code", "Malta urged Italy to visit Libya.")
    assert 'Not coded\n  "to visit" (CONSULT/visit): ' in result.output


def test_json_tells_the_same_as_the_page(run: Run) -> None:
    """Programs get the event, the PLOVER record and the reasons."""
    told = json.loads(run("code", SENTENCE, "--date", "2021-02-24", "--json").stdout)
    event = told["events"][0]
    assert (event["type"], event["status"], event["when"]) == ("AID", "planned", "2021-02-25")
    assert event["because"][0]["roles"] == {"to": ["Chad"], "subj": ["Norway"]}
    assert event["plover"]["event"] == ["AGREE"]
    assert event["plover"]["date_from"] == "text"
    assert event["classifier"][0]["type"] in {"AID", "AGREE"}


def test_a_pair_is_typed_with_its_reasons(run: Run) -> None:
    """With both parties named, the type comes first, then who decided it and what speaks for it."""
    result = run("code", "Norway sent tents to Chad.", "--actor", "Norway", "--recipient", "Chad")
    lines = [" ".join(line.split()) for line in result.output.splitlines()]
    assert lines[0].startswith("AID ")
    assert lines[0].endswith(", by codebook and classifier")
    assert lines[1:4] == [
        "class material cooperation",
        "codebook AID",
        '"sent" (send + tents): AID, occurred; coded',
    ]
    missing = run("code", "Norway sent tents to Chad.", "--actor", "Peru")
    assert "[C053]" in missing.output


def test_a_pair_is_typed_as_json(run: Run) -> None:
    """Programs get every share, PLOVER's coarser levels and the evidence."""
    arguments = ("--actor", "Norway", "--recipient", "Chad", "--json")
    told = json.loads(run("code", "Norway accused Chad of piracy.", *arguments).stdout)
    assert (told["type"], told["quad"], told["quad_code"], told["side"]) == (
        "ACCUSE",
        "verbal conflict",
        3,
        "conflict",
    )
    assert sum(told["scores"].values()) == pytest.approx(1, abs=0.01)
    assert told["evidence"][0]["words"] == "accused"


def test_a_file_may_name_the_parties(run: Run, tmp_path: Path) -> None:
    """Lines with parties give one type each, among lines without; a party that is not there is told with its line."""
    path = tmp_path / "pairs.jsonl"
    rows = [
        {"id": "a", "text": "Norway thanked Chad.", "actor": "Norway", "recipient": "Chad"},
        {"id": "b", "text": "Norway thanked Chad.", "actor": "Peru", "recipient": "Chad"},
        {"id": "c", "text": "Norway thanked Chad."},
        {"id": "d", "text": "Chad was bombed by Libya.", "actor": "Libya", "recipient": "Chad"},
        {"id": "e", "text": "Thousands marched in Lima.", "actor": "Thousands"},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    result = run("code", "--file", str(path))
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(one["id"], one["event"]) for one in told] == [
        ("a", ["SUPPORT"]),
        ("c-1", ["SUPPORT"]),
        ("d", ["ASSAULT"]),
        ("e", ["PROTEST"]),
    ]
    assert "line 2: [C053]" in result.stderr
    assert result.exit_code == Exit.SKIPPED


@pytest.mark.parametrize("arguments", [(), (SENTENCE, "--file", "-"), (SENTENCE, "--recipient", "Chad")])
def test_a_sentence_or_a_file_is_asked_for(run: Run, arguments: tuple[str, ...]) -> None:
    """Neither, both, and a recipient without an actor are usage errors."""
    assert run("code", *arguments).exit_code == Exit.USAGE


def test_a_file_gives_plover_records_and_skips_bad_lines(run: Run, tmp_path: Path) -> None:
    """Each good line gives its events; a bad one is named with a code, and the rest goes on."""
    path = tmp_path / "stories.jsonl"
    path.write_bytes(
        b"Norway thanked Chad.\n"
        b'{"text": "Iran and Iraq signed a treaty on 3 May 2020.", "id": "x", "date": "2020-05-04"}\n'
        b'{"nope": 1}\n{broken\n\xff\xfe\n\0\n\n[1]\n'
        b'{"text": "Italy met France.", "date": "tomorrow"}\n'
        b"Prime Minister Paul Weber of Malta resigned.\n"
        + b"x" * (LONGEST + 1)
    )  # fmt: skip
    result = run("code", "--file", str(path), "--date", "2021-02-24")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["id"], row["event"], row.get("mode")) for row in rows] == [
        ("1-1", ["SUPPORT"], None),
        ("x-1", ["SUPPORT"], None),
        ("10-1", ["RETREAT"], ["resign"]),
    ]
    assert [row["date_from"] for row in rows] == ["inferred", "text", "story"]
    assert rows[1]["date"] == "2020-05-03"
    assert result.exit_code == Exit.SKIPPED
    for code, number in (("C067", 3), ("C067", 4), ("C012", 5), ("C012", 6), ("C032", 9), ("C014", 11)):
        assert f"[{code}] Line {number} " in result.stderr


def test_elections_are_no_plover_records(run: Run, tmp_path: Path) -> None:
    """PLOVER has no category for a vote; the page says so."""
    path = tmp_path / "one.txt"
    path.write_text("Kenya held presidential elections on 9 August 2022.\n", encoding="utf-8")
    assert run("code", "--file", str(path)).stdout == ""
    assert "has no such category" in run("code", "Kenya held presidential elections on 9 August 2022.").output


def test_a_missing_file_is_one_line(run: Run, tmp_path: Path) -> None:
    """A file that is not there is an error with a code."""
    assert "[C010]" in run("code", "--file", str(tmp_path / "none.txt")).output
    assert "[C013]" in run("code", "--file", str(tmp_path)).output


@given(st.binary(max_size=200))
@settings(max_examples=200)
def test_no_line_breaks_the_reader(line: bytes) -> None:
    """Whatever stands on a line is a text, nothing, or an error with a code."""
    try:
        text = _text(line, 2, None)
    except InputError as error:
        known = error.code in {"C012", "C014", "C032", "C067"}
    else:
        known = text is None or bool(text.text.strip())
    assert known
