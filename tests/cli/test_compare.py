"""`chancery compare` and `chancery precedents`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from chancery.record.store import Record

Run = Callable[..., Result]


@pytest.fixture
def talks(sample_path: Path) -> str:
    """Return the id of an event of the sample record that two reports tell."""
    with Record.open(sample_path, readonly=True) as record:
        return next(event.id for event in record.events() if len(event.tellings) > 1)


def test_compare_tells_who_agrees_and_who_alone_tells(run: Run, sample_path: Path, talks: str) -> None:
    """The table names each report by a letter, and fits 80 columns."""
    result = run("compare", talks, "--record", sample_path)
    assert (result.exit_code, result.stderr) == (0, "")
    rows = [line.split()[:2] for line in result.stdout.splitlines() if line.strip()]
    assert ["date", "agreed"] in rows
    assert ["place", "differs"] in rows
    table = result.stdout.partition("Facet")[2]
    assert max(map(len, table.splitlines())) <= 80


def test_compare_as_json_pins_each_version(run: Run, sample_path: Path, talks: str) -> None:
    """Each version has its report and its sentence."""
    found = json.loads(run("compare", talks, "--json", "--record", sample_path).stdout)
    place = next(facet for facet in found["facets"] if facet["facet"] == "place")
    assert place["verdict"] == "differs"
    assert {version["says"] for version in place["versions"]} == {"Tashkent", "State Residence"}
    assert all(version["evidence"]["quote"] for version in place["versions"])


def test_compare_of_an_entity_is_an_error(run: Run, sample_path: Path) -> None:
    """Only events have accounts."""
    result = run("compare", "aidar-nurlanov", "--record", sample_path)
    assert result.exit_code != 0
    assert "[C050]" in result.stderr


def test_compare_needs_an_event_or_two_outlets(run: Run, sample_path: Path) -> None:
    """Nothing, or both, is a usage error."""
    assert run("compare", "--record", sample_path).exit_code == 2


def test_compare_of_outlets_counts_facets(run: Run, sample_path: Path) -> None:
    """What both tell is counted by facet; an unknown outlet is one line."""
    with Record.open(sample_path, readonly=True) as record:
        outlets = sorted({report.outlet for report in record.reports() if report.outlet})
    found = json.loads(run("compare", "--outlets", *outlets[:2], "--json", "--record", sample_path).stdout)
    assert found["outlets"] == outlets[:2]
    assert set(found["only"]) == set(outlets[:2])
    assert "[C050]" in run("compare", "--outlets", "Nobody", outlets[0], "--record", sample_path).stderr


def test_precedents_list_holders_of_a_position(run: Run, sample_path: Path) -> None:
    """A kind of happening and a state give each holder's, as text and as JSON."""
    result = run("precedents", "talks", "--state", "KAZ", "--record", sample_path)
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(run("precedents", "talks", "--state", "KAZ", "--json", "--record", sample_path).stdout)
    assert {one["office"] for one in found["precedents"]} >= {"foreign minister"}


def test_precedents_of_nonsense_are_an_error(run: Run, sample_path: Path) -> None:
    """What is no kind of happening is said so."""
    result = run("precedents", "banana", "--state", "KAZ", "--record", sample_path)
    assert "[C050]" in result.stderr


def test_compare_as_of_an_earlier_run(run: Run, sample_path: Path, talks: str) -> None:
    """The accounts of a run that was never are one line with a code."""
    assert run("compare", talks, "--as-of", "1", "--record", sample_path).exit_code == 0
    assert "[C084]" in run("compare", talks, "--as-of", "99", "--record", sample_path).stderr
