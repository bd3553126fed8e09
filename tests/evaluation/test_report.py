"""The report: all kinds in order, as figures, as misses and as a table."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from chancery.evaluation.report import SCORES, Evaluation, evaluate, render
from evaluation.made_up import GOLD, TEXTS, made_up_gold
from evaluation.perfect import damaged_record, perfect_record

SECTIONS = ("events", "quotations", "occupancies", "pledges", "same_quotation")


def test_report_of_an_empty_record_misses_all_that_is_required(gold: dict[str, Any]) -> None:
    """Nothing found is zero, not an error, and leaves optional items out."""
    evaluation = evaluate(gold, {}, TEXTS)
    assert list(evaluation.figures) == list(SCORES)
    assert evaluation.figures["events"]["found"] == {"p": 0.0, "r": 0.0, "f": 0.0, "tp": 0, "got": 0, "gold": 2}
    assert evaluation.figures["occupancies"]["precision"] is None
    assert ("event found", "coup") not in evaluation.misses


def test_report_is_rendered_as_a_line_for_each_kind(score: Callable[[], Evaluation], record: dict[str, Any]) -> None:
    """The table has padded names and JSON figures; misses follow when asked for."""
    record["pledges"][0]["currency"] = "NOK"
    evaluation = score()
    lines = render(evaluation, misses=True).splitlines()
    assert lines[0] == 'evidence        {"unfounded": 0, "evidence": 12}'
    assert lines[8:] == ['same_quotation  {"joined": 1, "of": 1}', "miss | pledge whole | a loan"]
    assert render(evaluation).splitlines() == lines[:9]


@given(st.fixed_dictionaries({section: st.sets(st.integers(0, 9)) for section in SECTIONS}))
def test_report_of_a_perfect_record_misses_nothing(kept: dict[str, set[int]]) -> None:
    """Whatever part of the gold is asked for, the record made from it has full marks."""
    gold = made_up_gold()
    for section, places in kept.items():
        gold[section] = [item for place, item in enumerate(GOLD[section]) if place in places]
    evaluation = evaluate(gold, perfect_record(gold, TEXTS), TEXTS)
    assert evaluation.misses == ()
    assert evaluation.figures["evidence"]["unfounded"] == 0


@given(st.integers(0, 10**6))
def test_report_figures_stay_within_bounds(seed: int) -> None:
    """However damaged the record, percentages lie between 0 and 100 and all is plain JSON."""
    record = damaged_record(perfect_record(GOLD, TEXTS), TEXTS, Random(seed))  # noqa: S311 - repeatable, not secret
    figures = evaluate(GOLD, record, TEXTS).figures
    for counted in (*figures["events"].values(), *figures["pledges"].values()):
        assert counted["tp"] <= min(counted["got"], counted["gold"])
        assert all(0 <= counted[name] <= 100 for name in "prf")
    assert json.loads(json.dumps(figures)) == figures


@given(st.integers(0, 10**6))
def test_report_leaves_its_inputs_alone(seed: int) -> None:
    """Scoring changes neither gold nor record, and gives the same answer twice."""
    record = damaged_record(perfect_record(GOLD, TEXTS), TEXTS, Random(seed))  # noqa: S311 - repeatable, not secret
    before = json.dumps([GOLD, record])
    assert evaluate(GOLD, record, TEXTS) == evaluate(GOLD, record, TEXTS)
    assert json.dumps([GOLD, record]) == before
