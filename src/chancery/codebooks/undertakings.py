"""Things that are pledged and the verbs of a pledge's life, from `undertakings.toml`.

Source: codebook, section 7.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Undertakings:
    """The vocabulary of pledges.

    Attributes:
        things: Nouns of what can be delivered or done.
        give: Lemmas of verbs that deliver a thing.
        promise: Lemmas of verbs that undertake it outright.
        fate: Lemma of a verb to the step it tells of.
    """

    things: frozenset[str]
    give: frozenset[str]
    promise: frozenset[str]
    fate: Mapping[str, str]


@cache
def undertakings() -> Undertakings:
    """Read the vocabulary of pledges."""
    data = tomllib.loads(files(__package__).joinpath("undertakings.toml").read_text(encoding="utf-8"))
    fate = {lemma: step for step, lemmas in data["fate"].items() for lemma in lemmas}
    return Undertakings(frozenset(data["things"]), frozenset(data["give"]), frozenset(data["promise"]), fate)
