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
        things: Nouns of what can be delivered or done, singular and plural, each with its class.
        give: Lemmas of verbs that deliver a thing.
        promise: Lemmas of verbs that undertake it outright.
        gather: Lemmas of verbs that hold or launch a forum.
        meet: Lemmas of what a body does when it meets.
        deeds: Lemmas of verbs that do a particular thing to their object, planned or promised.
        sworn: The same, an undertaking only where it is promised.
        assure: Lemmas of verbs whose clause is a promise.
        acts: Nouns of deeds, singular.
        words: Nouns of promises, singular.
        wished: Lemmas of verbs after which a thing is wished or foretold, not undertaken.
        onlookers: Nouns of those whose words undertake nothing.
        vague: Nouns too wide to be delivered, singular.
        fate: Lemma of a verb, with its particle, to the step it tells of.
    """

    things: Mapping[str, str]
    give: frozenset[str]
    promise: frozenset[str]
    meet: frozenset[str]
    gather: frozenset[str]
    deeds: frozenset[str]
    sworn: frozenset[str]
    assure: frozenset[str]
    acts: frozenset[str]
    words: frozenset[str]
    wished: frozenset[str]
    onlookers: frozenset[str]
    vague: frozenset[str]
    fate: Mapping[str, str]


@cache
def undertakings() -> Undertakings:
    """Read the vocabulary of pledges."""
    data = tomllib.loads(files(__package__).joinpath("undertakings.toml").read_text(encoding="utf-8"))
    fate = {lemma: step for step, lemmas in data["fate"].items() for lemma in lemmas}
    things = {form: kind for kind, nouns in data["things"].items() for noun in nouns for form in _forms(noun)}
    lists = (
        "give",
        "promise",
        "meet",
        "gather",
        "deeds",
        "sworn",
        "assure",
        "acts",
        "words",
        "wished",
        "onlookers",
        "vague",
    )
    return Undertakings(things=things, fate=fate, **{name: frozenset(data[name]) for name in lists})


def thing_class(words: str) -> str | None:
    """Return the class of the thing that a phrase names, by its last noun that is one.

    Example:
        >>> thing_class("a soft loan"), thing_class("the first consignment"), thing_class("closer ties")
        ('loan', 'vaccine', None)
    """
    things = undertakings().things
    found = [things[word] for word in reversed(words.lower().split()) if word in things]
    return next((kind for kind in found if kind != "currency"), "money" if found else None)


def _forms(noun: str) -> tuple[str, ...]:
    """Return a noun with its plural; one that is listed as a plural stays as it is."""
    if noun.endswith("s") and not noun.endswith("ss"):
        return (noun,)
    return noun, f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2] not in "aeo" else f"{noun}s"
