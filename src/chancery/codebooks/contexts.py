"""Cue words of PLOVER's contexts, from `contexts.toml`.

Source: PLOVER 2.0, "Contexts", in our own words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Cue = tuple[str, ...]
_JOINTS = str.maketrans({"-": " "})


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of all contexts, by their first word.

    Attributes:
        contexts: The contexts, in PLOVER's order.
        starting: First word to pairs of a cue and its context, long cues first.
        barring: The same of cues that take a context away.
    """

    contexts: tuple[str, ...]
    starting: Mapping[str, tuple[tuple[Cue, str], ...]]
    barring: Mapping[str, tuple[tuple[Cue, str], ...]]


@cache
def context_cues() -> Cues:
    """Read the cues."""
    data = tomllib.loads(files(__package__).joinpath("contexts.toml").read_text(encoding="utf-8"))
    return Cues(
        contexts=tuple(data),
        starting=_by_first_word([(cue, name) for name, entry in data.items() for cue in entry["cues"]]),
        barring=_by_first_word([(cue, name) for name, entry in data.items() for cue in entry.get("but", ())]),
    )


def _by_first_word(pairs: Sequence[tuple[str, str]]) -> Mapping[str, tuple[tuple[Cue, str], ...]]:
    found: dict[str, list[tuple[Cue, str]]] = {}
    for text, name in pairs:
        cue = tuple(text.translate(_JOINTS).split())
        found.setdefault(cue[0], []).append((cue, name))
    return {first: tuple(sorted(cues, key=lambda pair: -len(pair[0]))) for first, cues in found.items()}


def contexts_of(words: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the contexts that a stretch of words belongs to, in PLOVER's order.

    Args:
        words: Each word's form and lemma, in small letters, in order.
    """
    cues = context_cues()
    flat = [
        (part, lemma if part == form else part) for form, lemma in words for part in form.translate(_JOINTS).split()
    ]
    barred = {
        (at, name)
        for at in range(len(flat))
        for cue, name in _matches(flat, at, cues.barring)
        for at in _reach(at, cue)
    }
    found = {
        name for at in range(len(flat)) for _, name in _matches(flat, at, cues.starting) if (at, name) not in barred
    }
    return tuple(name for name in cues.contexts if name in found)


def _reach(at: int, cue: Cue) -> range:
    return range(at, at + len(cue))


def _matches(
    words: Sequence[tuple[str, str]], at: int, starting: Mapping[str, tuple[tuple[Cue, str], ...]]
) -> list[tuple[Cue, str]]:
    """Return the cues that begin at a word."""
    firsts = dict.fromkeys(words[at])
    return [
        (cue, name)
        for first in firsts
        for cue, name in starting.get(first, ())
        if len(cue) <= len(words) - at and all(part in words[at + i] for i, part in enumerate(cue))
    ]
