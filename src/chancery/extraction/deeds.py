"""Finds undertakings by what is done, whatever its object: "promised to withdraw its troops", "will free 60 sailors".

The nouns of `undertakings.toml` name what can be delivered. A state also undertakes to release, to ratify, to reopen;
there the verb shows that something particular is to be done, and the object need only be no course of policy.

Source: codebook, section 7.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chancery.codebooks.undertakings import undertakings
from chancery.extraction.rows import Row
from chancery.extraction.undertaken import followers
from chancery.extraction.units import UnitKind, Verb
from chancery.model.mentions import EntityKind

_CLAUSES = frozenset({"ccomp", "parataxis", "acl", "xcomp", "advcl", "root"})
_CASES = {"vote": {"for"}, "withdraw": {"from", "out"}, "pull": {"out", "from", "of"}}
_BUYING = frozenset({"buy", "purchase", "order"})
_OUTRIGHT = frozenset({"promise", "pledge", "guarantee", "offer", "vow"})
_WITH = frozenset({"supply", "provide", "equip", "present", "furnish"})


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be done.

    Attributes:
        thing: Unit of the noun that heads the verb's object.
        verb: The verb that does it, or tells of it.
        first: Unit with which its name begins: the verb, or the noun of the deed.
    """

    thing: int
    verb: Verb
    first: int


def deed_of(row: Row, verb: Verb) -> Deed | None:
    """Return what a verb, or what completes it, undertakes to do; None where that is nothing particular.

    Args:
        row: The sentence.
        verb: A verb that is planned, or that promises.
    """
    known = undertakings()
    named = act_of(row, verb) or _promised_to(row, verb)
    if named is not None:
        return named
    sworn = is_sworn(row, verb)
    for one in (verb, *followers(row, verb)):
        lemmas = frozenset(one.lemmas)
        sure = bool(lemmas & known.deeds) or (sworn and bool(lemmas & known.sworn))
        if not sure and not is_bought(row, one) and not lemmas & known.give:
            continue
        for node in _objects(row, one):
            particular = "ratify" in lemmas or _is_particular(row, node)
            told = sure or sworn or _is_counted(row, node) or _is_given(row, one)
            if particular and told and not _is_taker(row, node, one):
                return Deed(node, one, one.head)
    return None


def act_of(row: Row, verb: Verb) -> Deed | None:
    """Return what a noun of a deed is about: "announced the return of the paintings"."""
    tree = row.tree
    nodes = [*tree.kids(verb.node, "obj"), *(tree.kids(verb.node, "nsubj") if verb.is_passive else ())]
    nodes += [kid for kid in tree.kids(verb.node, "obl") if tree.case(kid) in {"on", "to"}]
    for node in nodes:
        if tree.words[node].lemma.lower() in undertakings().acts and tree.is_word(node):
            of = (kid for kid in tree.kids(node, "nmod") if tree.case(kid) == "of" and _is_particular(row, kid))
            thing = next(of, None)
            if thing is not None:
                return Deed(thing, verb, node)
    return None


def _promised_to(row: Row, verb: Verb) -> Deed | None:
    """Return what a state is promised outright: "promised Uzbekistan safe passage"."""
    if not _OUTRIGHT.intersection(verb.lemmas) or not _is_given(row, verb):
        return None
    things = (node for node in row.tree.kids(verb.node, "obj") if row.tree.is_word(node) and _is_particular(row, node))
    thing = next(things, None)
    return None if thing is None else Deed(thing, verb, thing)


def fate_of_promise(row: Row, verb: Verb) -> Deed | None:
    """Return what is promised by a promise of which a verb tells the fate: "the promise to restore X was renewed"."""
    tree = row.tree
    nodes = [*tree.kids(verb.node, "obj", "obl"), *(tree.kids(verb.node, "nsubj") if verb.is_passive else ())]
    for node in nodes:
        if tree.words[node].lemma.lower() in undertakings().words:
            spelt = (row.by_node.get(kid) for kid in tree.kids(node, "acl"))
            found = next((deed_of(row, one) for one in spelt if one is not None), None)
            if found is not None:
                return found
    return None


def assured_by(row: Row, verb: Verb) -> Verb | None:
    """Return the verb whose clause a promise is: "assured" of "assured Peru that it would return the ship"."""
    above = row.by_node.get(row.tree.parents[verb.node])
    sworn = above is not None and above is not verb and undertakings().assure.intersection(above.lemmas)
    return above if sworn and row.tree.base(verb.node) == "ccomp" else None


def promised_by(row: Row, verb: Verb) -> Iterator[int]:
    """Yield whose promise a verb spells out, or tells the fate of: "the promise of Peru to return the ship"."""
    tree = row.tree
    nouns = [tree.parents[verb.node], *tree.kids(verb.node, "obj", "obl", "nsubj")]
    for noun in nouns:
        if tree.words[noun].lemma.lower() in undertakings().words and tree.is_word(noun):
            for kid in tree.kids(noun, "nmod"):
                if tree.units[kid].kind is UnitKind.MENTION and (tree.case(kid) in {"of", "by"} or kid < noun):
                    yield tree.units[kid].index


def is_sworn(row: Row, verb: Verb) -> bool:
    """Tell whether somebody promises what a verb says: as its complement, its clause, or the noun it spells out."""
    known = undertakings()
    at: Verb | None = verb
    for _ in row.verbs:
        if at is None:
            return False
        if at is not verb and known.promise.intersection(at.lemmas):
            return True
        over = row.tree.parent(at.node)
        if over is not None and row.tree.words[over].lemma.lower() in known.words and row.tree.base(at.node) == "acl":
            return True
        above = row.by_node.get(over) if over is not None else None
        if above is not None and known.assure.intersection(above.lemmas) and row.tree.base(at.node) == "ccomp":
            return True
        at = at.governor if at.is_infinitive or at.is_gerund else None
    return bool(known.promise.intersection(verb.lemmas))


def is_bought(row: Row, verb: Verb) -> bool:
    """Tell whether a thing is bought for another state."""
    return bool(_BUYING.intersection(verb.lemmas)) and _is_given(row, verb)


def is_wished(row: Row, verb: Verb) -> bool:
    """Tell whether a clause stands under a verb that wishes, fears or foretells it, or is an onlooker's guess."""
    known = undertakings()
    at: int | None = verb.node
    for _ in row.units:
        over = row.tree.parent(at) if at is not None else None
        if over is None or row.tree.base(at if at is not None else 0) not in _CLAUSES:
            return False
        above = row.by_node.get(over)
        if above is not None and row.tree.rel(at or 0) != "acl:relcl":
            if known.wished.intersection(above.lemmas) and row.tree.base(at or 0) in {"ccomp", "xcomp", "advcl"}:
                return True
            if known.onlookers.intersection(above.subject_words):
                return True
        at = over
    return False


def is_beside(row: Row, thing: int, verb: Verb) -> Iterator[int]:
    """Yield the mentions in the phrase of a thing and beside it: whose it is, where it is, with whom."""
    tree = row.tree
    nodes = sorted(tree.below(thing))
    over = tree.parents[thing]
    clauses = dict.fromkeys((verb.node, over) if over in row.by_node else (verb.node,))
    nodes += [at for node in clauses for kid in tree.kids(node, "obl") for at in sorted(tree.below(kid))]
    above = over if tree.words[over].lemma.lower() in undertakings().acts else thing
    nodes += [at for kid in tree.kids(above, "nmod") for at in sorted(tree.below(kid))]
    yield from (tree.units[at].index for at in nodes if tree.units[at].kind is UnitKind.MENTION)


def _objects(row: Row, verb: Verb) -> Iterator[int]:
    tree = row.tree
    if verb.is_passive:
        yield from tree.kids(verb.node, "nsubj")
        if tree.base(verb.node) == "acl":
            yield tree.parents[verb.node]
        return
    yield from tree.kids(verb.node, "obj")
    cases = {case for lemma in verb.lemmas for case in _CASES.get(lemma, ())}
    cases |= {"with"} if _WITH.intersection(verb.lemmas) else set()
    yield from (kid for kid in tree.kids(verb.node, "obl") if tree.case(kid) in cases)


def _is_taker(row: Row, node: int, verb: Verb) -> bool:
    """Tell whether what a verb of giving has for object is who is given to: "supply Nepal with"."""
    mention = row.tree.mention(node)
    return bool(_WITH.intersection(verb.lemmas)) and mention is not None and not _is_counted(row, node)


def _is_given(row: Row, verb: Verb) -> bool:
    """Tell whether a state stands as the taker of what a verb gives: "send rescue teams to Syria"."""
    tree = row.tree
    takers = [*tree.kids(verb.node, "iobj"), *(k for k in tree.kids(verb.node, "obl") if tree.case(k) in {"to", "for"})]
    mentions = (tree.mention(kid) for kid in takers)
    return any(one is not None and one.kind is EntityKind.STATE for one in mentions)


def _is_particular(row: Row, node: int) -> bool:
    """Tell whether a noun names something that can be done to: no pronoun, no time, no course of policy."""
    word, unit = row.tree.words[node], row.units[node]
    if unit.kind is UnitKind.TIME or word.pos not in {"NOUN", "PROPN", "NUM", "SYM"}:
        return False
    return word.lemma.lower() not in undertakings().vague


def _is_counted(row: Row, node: int) -> bool:
    """Tell whether a number stands with a noun, "another 500 soldiers", or it is a name."""
    return any(row.tree.kids(node, "nummod")) or row.tree.words[node].pos == "NUM"
