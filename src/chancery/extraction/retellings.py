"""Clauses that tell again what an event noun names: "the attack that killed", "raids that hit a port"."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.codebooks.predicates import noun_senses, verb_senses
from chancery.extraction.phrases import Arguments
from chancery.extraction.rows import Row
from chancery.extraction.units import Verb

_VIOLENT = frozenset({"ASSAULT"})


def put_struck(row: Row, index: int, found: Arguments) -> None:
    """Take in whom an event struck by the clause that says so: "the attack by X that hit a port in Rome"."""
    for clause in retold_by(row, index):
        for role in ("obj", "in", "near", "on"):
            for i in clause.roles.get(role, ()):
                found.put("against" if role == "obj" else role, i)


def retold_by(row: Row, index: int) -> Iterator[Verb]:
    """Yield the relative clauses that tell again what an event noun names: "the attack that killed", "raids that hit".

    Args:
        row: The sentence.
        index: The node of the noun.
    """
    kinds = {sense.type for sense in noun_senses(row.units[index].lower)}
    for kid in row.tree.kids(index, "acl:relcl"):
        clause = row.by_node.get(kid)
        takes_up = {row.units[at].lower for at in row.tree.kids(kid, "nsubj")} & {"that", "which"}
        if clause is not None and takes_up and not clause.is_passive:
            told = {sense.type for lemma in clause.lemmas for sense in verb_senses(lemma)}
            if kinds & told & _VIOLENT:
                yield clause


def is_retold(row: Row, verb: Verb) -> bool:
    """Tell whether a relative clause only says what the event noun before it did."""
    noun = row.tree.parent(verb.node)
    return noun is not None and row.tree.is_word(noun) and any(one is verb for one in retold_by(row, noun))
