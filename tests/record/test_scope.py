"""Which questions go along with a part of a record."""

from __future__ import annotations

import pytest

from chancery.model.facts import SECOND_CODER, SECOND_CODER_ONLY, Question
from chancery.record.scope import Scope

CHOSEN = Scope(reports={"4cba"}, entities={"ana-berg", "ana-b"}, events={"e-1", "e-2"}, pledges={"l-1", "l-2"})


@pytest.mark.parametrize(
    ("kind", "one", "other", "asked"),
    [
        ("same person", "ana-berg", "ana-b", True),
        ("same person", "ana-berg", "ivo-hart", False),
        ("same event", "e-1", "e-2", True),
        ("same event", "e-3", "e-2", False),
        ("same pledge", "l-1", "l-2", True),
        ("same pledge", "l-1", "l-3", False),
        (SECOND_CODER, "e-1", "openai/my-model", True),
        (SECOND_CODER, "e-3", "openai/my-model", False),
        (SECOND_CODER_ONLY, "4cba", "openai/my-model", True),
        (SECOND_CODER_ONLY, "9f3a", "openai/my-model", False),
    ],
)
def test_questions_of_a_part_are_about_what_is_in_it(kind: str, one: str, other: str, asked: bool) -> None:  # noqa: FBT001 - a case
    """Both sides are among what was chosen; the name of a second coder is no entry of the record."""
    question = Question(id="q-1", kind=kind, one=one, other=other, because=(), evidence=())
    assert CHOSEN.asks(question) is asked
