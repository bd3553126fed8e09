"""Words that govern a clause or an event noun, and what they make of it, from `governors.toml`.

Source: codebook, section 5.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Governors:
    """Lemmas of verbs, forms of nouns and other words; the fields are explained in `governors.toml`."""

    planning: frozenset[str]
    plans: frozenset[str]
    ready: frozenset[str]
    fixing: frozenset[str]
    calling_off: frozenset[str]
    announcing: frozenset[str]
    undoing: frozenset[str]
    beginning: frozenset[str]
    moving: frozenset[str]
    accusing: frozenset[str]
    charges: frozenset[str]
    distancing: frozenset[str]
    upcoming: frozenset[str]
    object_control: frozenset[str]
    crediting: frozenset[str]
    parties: frozenset[str]
    plurals: frozenset[str]
    quantities: frozenset[str]
    senders: frozenset[str]
    performing: frozenset[str]
    blaming: frozenset[str]
    hearsay: frozenset[str]
    reports: frozenset[str]
    untrue: frozenset[str]
    denying: frozenset[str]
    dismissing: frozenset[str]
    failing: frozenset[str]
    unable: frozenset[str]
    preventing: frozenset[str]
    doubting: frozenset[str]
    doubtful: frozenset[str]
    conditions: frozenset[str]
    keeping: frozenset[str]
    dropping: frozenset[str]
    aims: frozenset[str]
    trying: frozenset[str]
    demanding: frozenset[str]
    demands: frozenset[str]


@cache
def governors() -> Governors:
    """Read the words."""
    data = tomllib.loads(files(__package__).joinpath("governors.toml").read_text(encoding="utf-8"))
    return Governors(**{name: frozenset(words) for name, words in data.items()})
