"""`chancery timeline`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
GOLDEN = Path(__file__).parent / "golden"


def test_timeline_matches_golden(run: Run, sample_path: Path) -> None:
    """The whole chronicle reads as it did when it was last looked at."""
    result = run("timeline", "--record", sample_path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (GOLDEN / "timeline.txt").read_text(encoding="utf-8")


def test_piped_output_has_one_line_an_event_and_no_escapes(run: Run, sample_path: Path) -> None:
    """What goes to a pipe can be searched by line."""
    lines = run("timeline", "--record", sample_path).stdout.splitlines()
    assert sum(line.startswith("  ") for line in lines) == 38
    assert not any("\x1b" in line for line in lines)


@pytest.mark.parametrize("word", ["TJK", "tjk", "Tajikistan", "Tajik", "tajik", "Dushanbe"])
def test_state_may_be_named_in_many_ways(run: Run, sample_path: Path, word: str) -> None:
    """Code, name, adjective and capital mean the same state, in any case."""
    result = run("timeline", word, "--record", sample_path)
    assert result.exit_code == 0
    assert sum(line.startswith("  ") for line in result.stdout.splitlines()) == 8


def test_organisation_may_be_named(run: Run, sample_path: Path) -> None:
    """What is no state is looked for among the record's organisations."""
    assert "multilateral meeting" in run("timeline", "sco", "--record", sample_path).stdout


def test_several_states_mean_what_all_take_part_in(run: Run, sample_path: Path) -> None:
    """Two states give the events between them."""
    result = run("timeline", "Tajik", "Kazakhstan", "--record", sample_path)
    assert [line.split("  ")[1] for line in result.stdout.splitlines() if line.startswith("  ")] == ["15 Mar 2024"] * 2


def test_ambiguous_state_is_asked_back(run: Run, sample_path: Path) -> None:
    """A name of several states is not guessed."""
    result = run("timeline", "Korea", "--record", sample_path)
    assert result.exit_code == 1
    assert result.stderr.startswith("chancery: [C052] 'Korea' may mean South Korea (KOR), North Korea (PRK)")


def test_unknown_state_names_the_nearest(run: Run, sample_path: Path) -> None:
    """A misspelt state gets a hint."""
    result = run("timeline", "Uzbekstan", "--record", sample_path)
    assert result.exit_code == 1
    assert result.stderr == "chancery: [C050] Nothing in the record is called 'Uzbekstan'. Did you mean Uzbekistan?\n"


def test_since_and_until_keep_what_may_lie_between(run: Run, sample_path: Path) -> None:
    """Both bounds take any EDTF date; undated events are left out."""
    result = run("timeline", "--since", "2022", "--until", "2022-12-31", "--record", sample_path)
    assert [line for line in result.stdout.splitlines() if line and not line.startswith(" ")] == ["2022"]


@pytest.mark.parametrize(("act", "events"), [("consult", 9), ("CONSULT/visit", 2), ("office/LEAVE", 1)])
def test_type_takes_modes_in_any_case(run: Run, sample_path: Path, act: str, events: int) -> None:
    """`--type` narrows to a type or to one of its modes."""
    result = run("timeline", "--type", act, "--record", sample_path)
    assert sum(line.startswith("  ") for line in result.stdout.splitlines()) == events


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--type", "MEET"), "There is no type 'MEET'. Types: AGREE, CONSULT,"),
        (("--type", "CONSULT/dinner"), "CONSULT has no mode 'dinner'. Modes: visit, third-party, multilateral, phone."),
        (("--since", "last week"), "Write it like 2020, 2020-10 or 2020-10-23."),
        (("--limit", "0"), "0 is not in the range"),
    ],
)
def test_misused_option_says_what_would_be_right(
    run: Run, sample_path: Path, options: tuple[str, str], message: str
) -> None:
    """A usage error ends with 2 and shows the way."""
    result = run("timeline", *options, "--record", sample_path)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())


def test_limit_says_how_many_were_left_out(run: Run, sample_path: Path) -> None:
    """A shortened chronicle does not look whole."""
    result = run("timeline", "--limit", "2", "--record", sample_path)
    assert result.stdout.endswith("36 more events; use --since, or a larger --limit.\n")


def test_nothing_that_fits_is_said_so(run: Run, sample_path: Path) -> None:
    """An empty answer is an answer."""
    result = run("timeline", "BRA", "--record", sample_path)
    assert (result.exit_code, result.stdout) == (0, "No event fits.\n")


def test_json_is_the_export_of_the_same_events(run: Run, sample_path: Path) -> None:
    """`--json` gives the exported events in the order of the chronicle."""
    events = json.loads(run("timeline", "--type", "ELECT", "--json", "--record", sample_path).stdout)
    assert [(event["type"], event["when"]) for event in events] == [("ELECT", "2019-10-27"), ("ELECT", "2020-01-05")]


def test_hostile_words_stay_words(run: Run, hostile_path: Path) -> None:
    """Escape sequences and overrides in names cannot reach the terminal."""
    result = run("timeline", "--record", hostile_path)
    assert result.exit_code == 0
    assert not set(result.stdout) & set("\x1b\u202e\u2066")
    assert "\u27e8U+202E\u27e9" in result.stdout
