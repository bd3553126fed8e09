"""The gate of `bench/`: it fails below a floor, and floors do not fall by themselves."""

from __future__ import annotations

import copy
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest

from e2e.program import ROOT, SETS

FIGURES: Final[dict[str, Any]] = {
    "evidence": {"unfounded": 0, "evidence": 10},
    "documents": {"dated": 4, "clean": 5, "documents": 5},
    "entities": {"one": 9, "of": 12, "mixed": 0},
    "events": {kind: {"f": 60.0} for kind in ("found", "type", "type+actors", "type+date", "whole")},
    "merging": {"merged": 1, "of": 2, "swallowed": 0},
    "quotations": {"content recall": 80.0, "content+speaker recall": 70.0},
    "occupancies": {"recall": 90.0, "dated recall": 50.0, "precision": None},
    "pledges": {"found": {"f": 40.0}, "whole": {"f": 0.0}},
    "same_quotation": {"joined": 0, "of": 0},
}


@pytest.fixture(scope="module")
def gate() -> ModuleType:
    """Load `bench/gate.py`."""
    spec = importlib.util.spec_from_file_location("bench_gate", ROOT / "bench" / "gate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where its dataclasses look for their module
    spec.loader.exec_module(module)
    return module


def changed(kind: str, **figures: object) -> dict[str, Any]:
    """Return the figures with some of one kind changed."""
    new = copy.deepcopy(FIGURES)
    new[kind].update(figures)
    return new


def test_gate_passes_what_is_as_it_was(gate: ModuleType) -> None:
    """Equal figures are no fault, better ones neither."""
    floors = {"a": gate.make_floors(FIGURES, "hash", {}, lower=False)}
    assert list(gate.compare("a", FIGURES, floors, "hash")) == []
    assert list(gate.compare("a", changed("documents", dated=5), floors, "hash")) == []


@pytest.mark.parametrize(
    ("kind", "figures", "fault"),
    [
        ("evidence", {"unfounded": 1}, "a: evidence.unfounded is 1, above 0"),
        ("events", {"found": {"f": 59.9}}, "a: events.found.f is 59.9, below 60"),
        ("documents", {"dated": 3}, "a: documents.dated is 3, below 4"),
        ("occupancies", {"recall": None}, "a: occupancies.recall is -, below 90"),
    ],
)
def test_gate_fails_what_is_worse(gate: ModuleType, kind: str, figures: dict[str, object], fault: str) -> None:
    """A figure below its floor, a new fault or a figure that is gone is named."""
    floors = {"a": gate.make_floors(FIGURES, "hash", {}, lower=False)}
    assert list(gate.compare("a", changed(kind, **figures), floors, "hash")) == [fault]


def test_gate_fails_on_other_reports_than_the_floors_are_for(gate: ModuleType) -> None:
    """A changed gold file or a new set needs new floors."""
    floors = {"a": gate.make_floors(FIGURES, "hash", {}, lower=False)}
    assert len(list(gate.compare("a", FIGURES, floors, "other"))) == 1
    assert len(list(gate.compare("b", FIGURES, floors, "hash"))) == 1
    with pytest.raises(SystemExit):
        gate.make_floors(FIGURES, "other", floors["a"], lower=False)


def test_gate_lowers_floors_only_when_told(gate: ModuleType) -> None:
    """Without `--lower` each floor keeps the best figure."""
    old = gate.make_floors(FIGURES, "hash", {}, lower=False)
    mixed = changed("documents", dated=5, clean=1)
    kept = gate.make_floors(mixed, "hash", old, lower=False)["at_least"]
    assert (kept["documents.dated"], kept["documents.clean"]) == (5, 5)
    assert gate.make_floors(mixed, "hash", old, lower=True)["at_least"]["documents.clean"] == 1


def test_gate_has_floors_for_every_bundled_set(gate: ModuleType) -> None:
    """The floors are for the reports that lie there, and no evidence may ever be unfounded."""
    floors = json.loads(Path(gate.FLOORS).read_text(encoding="utf-8"))["sets"]
    for item in gate.sets():
        if item.name in SETS:
            assert floors[item.name]["hash"] == item.hash()
    assert {item.name for item in gate.sets()} >= set(SETS)
    assert all(floor["at_most"]["evidence.unfounded"] == 0 for floor in floors.values())
