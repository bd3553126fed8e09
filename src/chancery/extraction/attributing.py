"""Whether a verb attributes the clause beside it, by what the tree shows of both: a small learned model.

"Labour says that", "I hope this helped" attribute; "you know, it rained", "a wink means that", "so sure that he left"
do not, though the verbs and the trees are alike. A logistic regression over the lemma, how the clause hangs on it, who
speaks, tense, marks and quotation marks. Its weights (`attributing.json`) are made by `training/attributing.py`,
which tells its data and its scores.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from chancery.codebooks.cues import frames, thoughts
from chancery.extraction.quotes import DOUBLE
from chancery.extraction.rows import Row
from chancery.extraction.sayers import is_source
from chancery.extraction.units import MODALS, NEGATIONS, UnitKind, Verb
from chancery.model.mentions import EntityKind

WEIGHTS: Final = "attributing.json"
_I: Final = frozenset({"i", "we"})
_THEY: Final = frozenset({"he", "she", "they"})
_THINGS: Final = frozenset({"it", "this", "that", "which", "what", "these", "those"})
_OPENING: Final = frozenset({"that", "whether", "if", "how", "what", "why", "who", "where", "when", "which", "because"})
_SPEAKERS: Final = frozenset({"name", "source", "they"})
_SHORT: Final = 3  # units of a clause that says little
_LONG: Final = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A verb and what it may attribute.

    Attributes:
        row: The sentence.
        verb: The verb or predicate.
        lemma: Of the cue.
        subject: The node of whoever speaks, or None.
        content: The nodes of what is said.
    """

    row: Row
    verb: Verb
    lemma: str
    subject: int | None
    content: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Model:
    weights: Mapping[str, float]
    enough: float


def attributes(candidate: Candidate) -> bool:
    """Tell whether a verb attributes the clause."""
    model = _model()
    total = sum(model.weights.get(name, 0.0) for name in features(candidate))
    return is_sure(candidate) or 1 / (1 + math.exp(-total)) >= model.enough


def is_sure(candidate: Candidate) -> bool:
    """Tell whether somebody says something, by name, as a source or taken up: rules are enough for that."""
    return _kind(candidate.lemma) == "said" and _who(candidate) in _SPEAKERS


@cache
def _model() -> _Model:
    data = json.loads(files(__package__).joinpath(WEIGHTS).read_text(encoding="utf-8"))
    if digest(data["weights"]) != data["sha256"]:
        fault = f"{WEIGHTS} does not hold the weights that it names"
        raise ValueError(fault)
    return _Model(data["weights"], data["enough"])


def digest(weights: Mapping[str, float]) -> str:
    """Return the SHA-256 of weights, whatever their order."""
    return hashlib.sha256(json.dumps(weights, sort_keys=True).encode()).hexdigest()


def features(candidate: Candidate) -> list[str]:
    """Describe a verb, who speaks, and the clause; the lemma only by its kind, lest a few sentences speak for it."""
    who, kind, link = _who(candidate), _kind(candidate.lemma), _link(candidate)
    found = [f"who {who}", f"link {link}", f"kind {kind}"]
    found += [f"{kind} of {who}", f"{kind} by {link}", f"{who} by {link}"]
    return ["all", *found, *_of_verb(candidate), *_of_clause(candidate)]


def _kind(lemma: str) -> str:
    if lemma in frames().adjectives:
        return "predicate"
    return "thought" if lemma in thoughts() else "said"


def _who(candidate: Candidate) -> str:
    """Return what speaks: "I", a named person, a source without a name, a thing."""
    tree, node = candidate.row.tree, candidate.subject
    if node is None:
        return "nobody"
    lower = tree.units[node].lower
    for name, words in (("I", _I), ("you", {"you"}), ("they", _THEY), ("it", _THINGS)):
        if lower in words:
            return name
    mention = tree.mention(node)
    if mention is not None:
        return "place" if mention.kind is EntityKind.PLACE else "name"
    return "source" if is_source(tree, node) else "thing"


def _link(candidate: Candidate) -> str:
    """Return how the clause hangs together with the verb."""
    tree, node = candidate.row.tree, candidate.verb.node
    inside = frozenset(candidate.content)
    kid = next((kid for kid in tree.children[node] if kid in inside), None)
    if kid is not None:
        return f"over {tree.base(kid)}"
    return f"under {tree.base(node)}"


def _of_verb(candidate: Candidate) -> Iterator[str]:
    """Yield the verb's own form and place."""
    tree, verb = candidate.row.tree, candidate.verb
    helpers = frozenset(verb.auxiliaries)
    yield f"place {tree.rel(verb.node)}"
    tense = next(iter(sorted(verb.tags)), "") if verb.node == verb.head else "predicate"
    yield f"form {tense}"
    yield f"form {tense} of {_who(candidate)}"
    if verb.is_passive:
        yield "passive"
    if helpers & MODALS:
        yield "modal"
    if helpers & NEGATIONS:
        yield "denied"
    for mark in tree.kids(verb.node, "mark"):
        yield f"led by {tree.units[mark].lower}"
    if any(kid > verb.head for kid in tree.kids(verb.node, "obj", "iobj", "obl")):
        yield "with object"


def _of_clause(candidate: Candidate) -> Iterator[str]:
    """Yield how the clause begins, ends and where it stands."""
    units, verb = candidate.row.units, candidate.verb
    nodes = sorted(candidate.content)
    words = [at for at in nodes if units[at].lower[:1].isalnum()] or nodes
    after = words[0] > verb.head
    yield "after" if after else "before" if words[-1] < verb.first else "around"
    opening = units[words[0]].lower
    yield f"opens {opening}" if opening in _OPENING else "opens bare"
    between = [units[at].lower for at in range(verb.head + 1, words[0])] if after else []
    for mark in (",", ":", "-"):
        if mark in between:
            yield f"mark {mark}"
    if any(DOUBLE.intersection(units[at].lower) for at in (*nodes, *range(verb.head + 1, words[0]))):
        yield "quoted"
    yield "short" if len(words) <= _SHORT else "long" if len(words) >= _LONG else "middling"
    heads = [candidate.row.by_node[at] for at in words if at in candidate.row.by_node]
    yield "clause" if any(one.is_finite for one in heads) else "no clause"
    if units[-1].lower == "?" or any(units[at].kind is UnitKind.WORD and units[at].lower == "?" for at in nodes):
        yield "question"
