"""The senses of verbs and nouns that tell of events, from `predicates.toml` and `turns.toml`.

Source: PLOVER 2.0, in our own words; codebook, section 5.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_VERB_ACTORS = ("subj",)
_WIDE = 10  # more than any sense can ask for
_REFUSAL = 10  # who will not do a thing refuses it, whatever the thing
_NOUN_ACTORS = ("poss", "by", "of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One sense of a predicate; the fields are explained at the head of `predicates.toml`.

    Attributes:
        lemma: The verb or noun.
        is_verb: False for a noun.
        objects: Words of which the object must hold one; empty where any will do.
        not_objects: Words that the object must not hold.
        actors: Roles that act.
        partners: Roles that act as well.
        recipients: Roles it is done to or toward.
        needs: Roles of which one must be filled; empty where none need be.
        wide: Tried after all other senses of its lemma.
        firm: Tried before all others, as its words leave no doubt: "drones struck".
        example: A sentence with this sense, with a field for its word; None where one can be made from the rest.
    """

    lemma: str
    is_verb: bool
    type: str
    mode: str | None
    particle: str | None
    objects: frozenset[str]
    not_objects: frozenset[str]
    actors: tuple[str, ...]
    partners: tuple[str, ...]
    recipients: tuple[str, ...]
    needs: frozenset[str]
    actor_kinds: frozenset[str]
    recipient_kinds: frozenset[str]
    ambient: bool
    complement: bool
    anywhere: bool
    intransitive: bool
    office: bool
    wide: bool
    firm: bool = False
    example: str | None = None

    @property
    def strictness(self) -> int:
        """How much the sense asks for: the most demanding sense that fits wins."""
        conditions = (self.particle, self.objects, self.complement, self.actor_kinds, self.recipient_kinds, self.needs)
        told = sum(map(bool, conditions)) + _WIDE * (self.firm - self.wide)
        return told + _REFUSAL * bool(self.needs & {"unwilling", "will"})


def _senses(entry: Mapping[str, Any], kinds: Mapping[str, list[str]]) -> list[Sense]:
    is_verb = "verb" in entry
    return [
        Sense(
            lemma=lemma,
            is_verb=is_verb,
            type=entry["type"],
            mode=entry.get("mode"),
            particle=entry.get("particle"),
            objects=frozenset(_words(entry.get("object", ()), kinds)),
            not_objects=frozenset(entry.get("not_object", ())),
            actors=tuple(entry.get("by", _VERB_ACTORS if is_verb else _NOUN_ACTORS)),
            partners=tuple(entry.get("with", ())),
            recipients=tuple(entry.get("to", ())),
            needs=frozenset(entry.get("needs", ())),
            actor_kinds=frozenset(entry.get("actor_kinds", ())),
            recipient_kinds=frozenset(entry.get("recipient_kinds", ())),
            ambient=entry.get("ambient", False),
            complement=entry.get("complement", False),
            anywhere=entry.get("anywhere", False),
            intransitive=entry.get("intransitive", False),
            office=entry.get("office", False),
            wide=entry.get("wide", False),
            firm=entry.get("firm", False),
            example=entry.get("example"),
        )
        for lemma in entry["verb" if is_verb else "noun"]
    ]


def _words(listed: Iterable[str], kinds: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield words, those of a kind of things for its name: "@talks"."""
    for word in listed:
        yield from kinds[word.removeprefix("@")] if word.startswith("@") else (word,)


@cache
def all_senses() -> tuple[Sense, ...]:
    """Read every sense, in the order of the codebook: turns of phrase after single words."""
    found: list[Sense] = []
    for name in ("predicates.toml", "turns.toml"):
        data = tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
        found += [sense for entry in data["sense"] for sense in _senses(entry, data.get("kinds", {}))]
    return tuple(found)


@cache
def _by_lemma(*, verbs: bool) -> Mapping[str, tuple[Sense, ...]]:
    found: dict[str, list[Sense]] = {}
    for sense in all_senses():
        if sense.is_verb == verbs:
            found.setdefault(sense.lemma, []).append(sense)
    return {lemma: tuple(sorted(senses, key=lambda s: -s.strictness)) for lemma, senses in found.items()}


def verb_senses(lemma: str) -> tuple[Sense, ...]:
    """Return the senses of a verb, the most demanding first."""
    return _by_lemma(verbs=True).get(lemma, ())


def noun_senses(form: str) -> tuple[Sense, ...]:
    """Return the senses of a noun in the form in which the codebook lists it."""
    return _by_lemma(verbs=False).get(form, ())
