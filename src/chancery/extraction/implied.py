"""Whom the words inside a predicate's object imply: whose will it is, who shall do it, who suffers it, whose it is."""

from __future__ import annotations

from chancery.extraction.phrases import Arguments, group_of, is_possessive, owns, stance
from chancery.extraction.rows import Row
from chancery.extraction.units import RELATIVES, Verb
from chancery.model.mentions import EntityKind

_DEALS = frozenset("agreement accord deal pact treaty memorandum contract protocol arrangement".split())
_HAPPENING = frozenset({"take", "happen", "occur", "unfold", "proceed"})
_WILL_NOUNS = frozenset("commitment readiness willingness intention intent determination resolve desire".split())


def holders_of(row: Row, verb: Verb) -> tuple[int, ...]:
    """Return whose will it is that a verb is about: "confirmed Peru's readiness to help" is said for Peru."""
    things = [kid for kid in row.tree.kids(verb.node, "obj") if row.units[kid].lower in _WILL_NOUNS]
    owners = [kid for thing in things for kid in row.tree.children[thing] if owns(row.tree, kid)]
    return tuple(
        i
        for kid in owners
        for i in group_of(row.tree, kid, row.clause_nodes)
        if not is_possessive(row.tree.mentions[i])
    )


def agents_of(row: Row, verb: Verb) -> tuple[int, ...]:
    """Return who does what a passive tells, also where a thing without a name is theirs: "by a patrol boat of Peru"."""
    agents = [kid for kid in row.tree.kids(verb.node, "obl") if row.tree.case(kid) == "by" and row.tree.is_word(kid)]
    return tuple(i for kid in agents for i in group_of(row.tree, kid, row.clause_nodes))


def bidden_by(row: Row, verb: Verb) -> tuple[int, ...]:
    """Return who shall do what an infinitive behind "for" says: "called for NATO members to pay more"."""
    tree = row.tree
    for kid in tree.kids(verb.node, "obl"):
        phrase = sorted(tree.below(kid, but=row.clause_nodes))
        behind = tree.case(kid) == "for" or row.units[phrase[0] - 1].lower == "for"  # the tree may hang it on the verb
        if kid > verb.head and behind and any(o.is_infinitive and o.first == phrase[-1] + 1 for o in row.verbs):
            return group_of(tree, kid, row.clause_nodes)
    return ()


def take_suffered(row: Row, index: int, found: Arguments) -> None:
    """Have owners suffer what others do: "his murder by rebels"; and those be opposed whom "anti-" says."""
    doers = [i for i in found.roles.get("by", ()) if row.tree.mentions[i].kind is not EntityKind.PLACE]
    for i in found.roles.pop("poss", []) if doers else ():
        found.put("of", i)
    for kid in row.tree.children[index]:
        if row.tree.mention(kid) is not None and stance(row.tree, kid) == "anti":
            found.put("against", row.units[kid].index)


def take_demanded(row: Row, index: int, found: Arguments) -> None:
    """Take in who shall do what a noun is about: "its demand that Rome withdraw"."""
    for kid in row.tree.kids(index, "acl"):
        clause = row.by_node.get(kid)
        marks = {row.units[mark].lower for mark in row.tree.kids(kid, "mark")}
        if clause is not None and "that" in marks and not clause.by_control:
            for i in clause.subjects:
                found.put("that", i)


def take_had(row: Row, thing: int, found: Arguments) -> None:
    """Take in whose a thing is by a clause about it: "the role that Rome plays", "reforms that take place in Oslo"."""
    for kid in row.tree.kids(thing, "acl"):
        clause = row.by_node.get(kid)
        if clause is None or clause.by_control:
            continue
        for i in clause.roles.get("in", ()) if _HAPPENING.intersection(clause.lemmas) else ():
            found.put("obj's", i)
        deal = row.units[thing].lower in _DEALS
        if not clause.is_finite or not (row.tree.rel(kid) == "acl:relcl" or deal):
            continue
        takes_up = {row.units[at].lower for at in row.tree.kids(kid, "nsubj")} & RELATIVES
        parties = () if takes_up else clause.subjects
        if deal:  # "the pact that would give Oslo a port", "that Rome signed with Oslo"
            parties = (*parties, *(i for role in ("obj", "with", "to") for i in clause.roles.get(role, ())))
        for i in parties:
            found.put("obj's", i)
