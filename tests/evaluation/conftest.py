"""Gives the tests of the evaluation a small gold file, its perfect record and a way to score."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chancery.evaluation.report import Evaluation, evaluate
from evaluation.made_up import TEXTS, made_up_gold
from evaluation.perfect import perfect_record


@pytest.fixture
def gold() -> dict[str, Any]:
    """Return the made-up gold."""
    return made_up_gold()


@pytest.fixture
def record(gold: dict[str, Any]) -> dict[str, Any]:
    """Return the record that is perfect by the made-up gold."""
    return perfect_record(gold, TEXTS)


@pytest.fixture
def score(gold: dict[str, Any], record: dict[str, Any]) -> Callable[[], Evaluation]:
    """Return a function that scores the record as it then is."""
    return lambda: evaluate(gold, record, TEXTS)
