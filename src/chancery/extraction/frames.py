"""What fills the roles of a predicate: of a verb from its clause, of a noun from its phrase and its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chancery.codebooks.governors import governors
from chancery.extraction.implied import agents_of, bidden_by, holders_of, take_demanded, take_had, take_suffered
from chancery.extraction.phrases import Arguments, group_of, owns, scenes_of
from chancery.extraction.retellings import put_struck
from chancery.extraction.rows import Row
from chancery.extraction.tree import Tree
from chancery.extraction.units import NEGATIONS, POSSESSIVES, PREPOSITIONS, UnitKind, Verb
from chancery.model.mentions import EntityKind, EntityMention, NamedBy

_RECIPROCAL = frozenset({"with", "between"})
# "said after talks with Rome": whoever says so took part
_ADJUNCTS = frozenset(
    {"after", "before", "during", "following", "at", "in", "on", "for", "from", "ahead", "until", "amid"}
)
_CLAUSE_MATES = frozenset({"with", "between", "to", "of", "by", "against", "on"})
_OF_SUBJECTS = frozenset({"with", "between", "against"})
_AFTER = 2
_MUTUAL = frozenset({("each", "other"), ("one", "another"), ("the", "other")})
_WILL = frozenset({"will", "'ll", "shall", "would", "wo", "'d"})
_PARTICLE_REACH = 5
_HUMAN = re.compile(
    r"^(?:people|thousands|hundreds|dozens|scores|crowds?|mobs?|youths?|women|men|unions?|groups?|mercenaries|clergy)$"
    r"|(?<!wat)(?<!ord)(?<!pow)(?<!pap)(?<!numb)(?<!riv)ers$"
    r"|(?:ors|ists|ians|men|students|opponents|militants|insurgents)$"
)
_PARTICLES = frozenset("off out up down away back home over aside free through together".split())
_DUTY = frozenset({"should", "ought"})
_TELLING = frozenset(
    "say tell add state note announce declare stress confirm warn claim charge allege argue insist caution".split()
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate with whatever fills its roles.

    Attributes:
        node: The node of the tree that heads it.
        roles: Role to positions of mentions.
        words: Words of its object.
        tail: All words of its clause after it.
        after: The words right after it, for particles.
        nodes: The nodes of its clause or phrase, in order.
        subject: Words of its subject, where that is a thing: "a bombing killed".
        own: Roles that its own clause fills, not one that completes it.
    """

    node: int
    roles: dict[str, tuple[int, ...]]
    words: tuple[str, ...]
    tail: tuple[str, ...]
    after: tuple[str, ...]
    nodes: tuple[int, ...]
    subject: tuple[str, ...] = ()
    own: frozenset[str] = frozenset()


def verb_frame(row: Row, verb: Verb, *, passive: bool) -> Frame:
    """Return what stands in the roles of a verb, read as active or passive."""
    roles = {role: tuple(found) for role, found in verb.roles.items()}
    words = verb.objects
    if _is_mutual(row, verb) and not passive:
        roles.setdefault("obj", verb.subjects)
    if passive:
        roles["obj"], roles["subj"] = verb.subjects, agents_of(row, verb) or roles.get("by", ())
        roles.pop("by", None)
        held = (row.tree.mentions[i].office or "" for i in verb.subjects)
        words = (*verb.subject_words, *words, *(word for office in held for word in office.split()))
        roles = _inside_subject(row, verb) | roles
    else:
        roles["subj"] = verb.subjects
    holders = holders_of(row, verb)
    if holders:
        left = {role: tuple(i for i in found if i not in holders) for role, found in roles.items()}
        roles = {role: found for role, found in left.items() if found or role == "inf"}
    scenes = [i for kid in row.tree.kids(verb.node, "nsubj") for i in scenes_of(row.tree, kid)]
    roles["in"] = (*roles.get("in", ()), *(row.units[i].index for i in scenes))
    own = frozenset(role for role, found in roles.items() if found)
    roles["holder"] = holders
    roles = _of_complements(row, verb) | _of_conditions(row, verb) | roles | _of_contents(row, verb)
    roles["speaker"] = _speakers(row, verb)
    roles = {role: found for role, found in roles.items() if found or role == "inf"}
    if (
        len(verb.subjects) > 1
        or _has_plural_subject(row, verb)
        or governors().plurals.intersection(_words_near(row, verb))
        or any(_are_several(row.tree.mentions[i]) for i in verb.subjects)
    ):
        roles.setdefault("plural", ())
    if len({home for i in verb.subjects if (home := row.tree.mentions[i].of or row.tree.mentions[i].key)}) > 1:
        roles["sides"] = ()  # two states do it, not one state's people
    if _is_crowd(row, verb):
        roles["crowd"] = ()
    if any(_is_self(row.tree.mentions[i]) for i in verb.subjects):
        roles["self"] = ()
    if _WILL.intersection(verb.auxiliaries):
        roles["unwilling" if NEGATIONS.intersection(verb.auxiliaries) else "will"] = ()
    nodes = tuple(sorted(row.tree.below(verb.node, but=row.clause_nodes - {verb.node})))
    tail = [word for node in nodes if node > verb.head for word in row.units[node].lower.split()]
    tail += [word for unit in row.units[verb.head + 1 : verb.end] for word in unit.lower.split()]
    tail += [word for word in verb.auxiliaries if word.endswith("ly")]  # "jointly opened"
    after = (*_words_after(row, verb.head), *_particles(row, verb))
    return Frame(verb.node, roles, words, tuple(tail), after, nodes, _acting_words(row, verb), own)


def _is_mutual(row: Row, verb: Verb) -> bool:
    """Tell whether they do it to each other: "accused each other", "blamed one another"."""
    after = tuple(unit.lower for unit in row.units[verb.head + 1 : verb.head + 3])
    return after in _MUTUAL


def _are_several(mention: EntityMention) -> bool:
    """Tell whether a description means several states: the "two countries" whose committee meets."""
    described = mention.kind is EntityKind.STATE and mention.by is NamedBy.DESCRIPTION
    return described and bool(governors().plurals.intersection(mention.name.lower().split()))


def _is_self(mention: EntityMention) -> bool:
    return mention.by is NamedBy.PRONOUN and mention.name.lower() in {"we", "i", "our", "my"}


def _particles(row: Row, verb: Verb) -> tuple[str, ...]:
    """Return the particles that stand after the object: "took two channels off the air", "called its envoy home"."""
    kids = [kid for kid in row.tree.kids(verb.node, "compound", "advmod", "obl") if kid > verb.head]
    cases = [case for kid in kids for case in row.tree.kids(kid, "case")]
    return tuple(row.units[kid].lower for kid in (*kids, *cases) if row.units[kid].lower in _PARTICLES)


def _acting_words(row: Row, verb: Verb) -> tuple[str, ...]:
    """Return the words of a subject, those of people and forces without a name among them: "Chadian tanks"."""
    crowds = [row.tree.mentions[i] for i in verb.subjects if row.tree.mentions[i].sector is not None]
    return (*verb.subject_words, *(word for one in crowds for word in one.name.lower().split()))


def _is_crowd(row: Row, verb: Verb) -> bool:
    """Tell whether people without a name act: "thousands of Chileans", "monks", "a union"; no thing and no state."""
    acting = [row.tree.mentions[i] for i in verb.subjects]
    if any(one.sector is not None or one.kind is EntityKind.ORGANISATION for one in acting):
        return True
    if any(one.by is NamedBy.DESCRIPTION and one.kind is EntityKind.PERSON for one in acting):
        return True
    return any(_HUMAN.search(word) is not None for word in verb.subject_words)


def _speakers(row: Row, verb: Verb) -> tuple[int, ...]:
    """Return who says what a clause says: "Rome said Oslo was behind it", "Oslo will pay for it, Rome said"."""
    governor = verb.governor
    if governor is not None and row.tree.base(verb.node) == "ccomp" and _TELLING.intersection(governor.lemmas):
        return governor.subjects
    asides = [row.by_node[kid] for kid in row.tree.kids(verb.node, "parataxis") if kid in row.by_node]
    return next((one.subjects for one in asides if _TELLING.intersection(one.lemmas)), ())


def _inside_subject(row: Row, verb: Verb) -> dict[str, tuple[int, ...]]:
    """Return who is named inside a passive's subject that is a thing: "a camp for Congolese refugees was attacked"."""
    if verb.subjects:
        return {}
    found = Arguments(row.tree, row.clause_nodes)
    for kid in row.tree.kids(verb.node, "nsubj"):
        found.add(kid, "obj")
    return {role: tuple(held) for role, held in found.roles.items() if role != "obj"}


def _has_plural_subject(row: Row, verb: Verb) -> bool:
    holder = verb.governor if verb.by_control and verb.governor is not None else verb
    if any("Number=Plur" in row.tree.words[kid].feats for kid in row.tree.kids(holder.node, "nsubj")):
        return True
    return bool(governors().plurals.intersection(_words_near(row, verb)))


def _of_complements(row: Row, verb: Verb) -> dict[str, tuple[int, ...]]:
    """Return the roles of what one agrees to do with or to somebody: "to promote ties with X and help Y"."""
    heads = row.by_node
    roles: dict[str, tuple[int, ...]] = {}
    complement = verb.complement
    while complement is not None:
        joined = [heads[kid] for kid in row.tree.kids(complement.node, "conj") if kid in heads]
        for role in complement.roles:
            found = [i for one in (complement, *joined) for i in one.roles.get(role, ())]
            roles.setdefault(role, tuple(dict.fromkeys(found)))
        complement = complement.complement
    return roles


def _of_contents(row: Row, verb: Verb) -> dict[str, tuple[int, ...]]:
    """Return who shall do what a content clause says: "demanded that Rome withdraw", "said that Rome must withdraw"."""
    heads = row.by_node
    for kid in row.tree.kids(verb.node, "ccomp"):
        clause = heads.get(kid)
        if clause is not None and clause.subjects and not clause.by_control:
            role = "must" if _is_due(row, clause) else "that"
            return {role: clause.subjects, "that": clause.subjects}
    found = Arguments(row.tree, row.clause_nodes)
    for thing in row.tree.kids(verb.node, "obj"):
        if row.tree.is_word(thing):
            take_demanded(row, thing, found)
            for part in (thing, *row.tree.kids(thing, "nmod")):  # "the efforts at reform that"
                take_had(row, part, found)
    for i in bidden_by(row, verb):
        found.put("that", i)
    return {role: tuple(held) for role, held in found.roles.items()}


def _is_due(row: Row, clause: Verb) -> bool:
    """Tell whether a clause says what somebody must do; what states and bodies should do is asked of them as well."""
    if "must" in clause.auxiliaries:
        return True
    doers = [row.tree.mentions[i] for i in clause.subjects]
    bodies = all(one.kind in {EntityKind.STATE, EntityKind.ORGANISATION} for one in doers)
    return bodies and bool(_DUTY.intersection(clause.auxiliaries))


def _of_conditions(row: Row, verb: Verb) -> dict[str, tuple[int, ...]]:
    """Return whose act a clause depends on: "threatened to leave the talks if Rome goes ahead", as the role "if"."""
    tree, heads = row.tree, row.by_node
    holders = [verb, *([verb.complement] if verb.complement is not None else [])]
    for kid in (kid for holder in holders for kid in tree.kids(holder.node, "advcl") if kid in heads):
        if any(tree.units[mark].lower in {"if", "unless"} for mark in tree.kids(kid, "mark")) and heads[kid].subjects:
            return {"if": heads[kid].subjects}
    return {}


def _words_near(row: Row, verb: Verb) -> set[str]:
    before = {row.units[i].lower for i in range(max(0, verb.first - 3), verb.first)}
    return before.union(verb.subject_words)


def _words_after(row: Row, head: int) -> tuple[str, ...]:
    after = tuple(unit.lower for unit in row.units[head + 1 : head + 1 + _AFTER])
    later = row.units[head + 1 + _AFTER : head + 1 + _PARTICLE_REACH]
    return after + tuple(unit.lower for unit in later if unit.lower in PREPOSITIONS)


def can_be_reduced(row: Row, verb: Verb) -> bool:
    """Tell whether a bare participle may modify the noun before it: "the sanctions imposed on Rome"."""
    if verb.auxiliaries or verb.roles.get("obj") or verb.first == 0 or verb.is_passive:
        return False
    on_noun = row.tree.rel(verb.node) == "acl" and not any(row.tree.kids(verb.node, "nsubj"))
    return on_noun or ("VBN" in verb.tags and ("by" in verb.roles or row.tree.is_word(verb.first - 1)))


def noun_frame(row: Row, index: int) -> Frame:
    """Return what stands in the roles of an event noun.

    Args:
        row: The sentence.
        index: The node of the noun.
    """
    tree, clauses = row.tree, row.clause_nodes
    found = Arguments(tree, clauses)
    _own_phrases(row, index, found)
    owners = [kid for kid in tree.children[index] if owns(tree, kid)]
    marked = [kid for kid in owners if tree.rel(kid) == "nmod:poss"] or owners
    for kid in marked:
        for i in group_of(tree, kid, clauses):
            found.put("poss", i)
    _clause_mates(row, index, found)
    take_demanded(row, index, found)
    _find_owners(row, index, found)
    put_struck(row, index, found)
    take_suffered(row, index, found)
    if any((clause := row.by_node.get(kid)) is not None and clause.is_infinitive for kid in tree.kids(index, "acl")):
        found.roles.setdefault("inf", [])
    words = tuple(unit.lower for unit in row.units[max(index - 3, 0) : index])
    nodes = tuple(sorted(tree.below(index, but=clauses)))
    roles = {role: tuple(held) for role, held in found.roles.items()} | _shared(tree, found.roles.get("poss", ()))
    return Frame(index, roles, words, (), _words_after(row, index), nodes)


def _shared(tree: Tree, owners: Sequence[int]) -> dict[str, tuple[int, ...]]:
    """Return the roles that an event noun has from its owners: sides of several states, and those who speak."""
    roles: dict[str, tuple[int, ...]] = {}
    sharing = [tree.mentions[i] for i in owners]
    theirs = any(one.by is NamedBy.PRONOUN and one.name.lower() == "their" for one in sharing)
    if theirs or len({home for one in sharing if (home := one.of or one.key)}) > 1:
        roles["sides"] = ()  # "the Chile-Peru dialogue", "their meeting"
    if any(map(_is_self, sharing)):
        roles["ours"] = tuple(owners)
    return roles


def _own_phrases(row: Row, index: int, found: Arguments) -> None:
    """Take in the prepositional phrases of a noun."""
    for kid in row.tree.children[index]:
        role = row.tree.case(kid)
        if (
            kid > index
            and role
            and kid not in row.clause_nodes
            and row.tree.base(kid) in {"nmod", "obl", "appos", "dep"}
        ):
            found.add(kid, role)


def _clause_mates(row: Row, index: int, found: Arguments) -> None:
    """Take in the phrases right after a noun that the tree hangs on its verb: "had a meeting with X"."""
    tree = row.tree
    parent = tree.parent(index)
    if parent is None or tree.base(index) not in {"obj", "obl", "nsubj"}:
        return
    last = max(tree.below(index, but=row.clause_nodes))
    begins = tree.base(index) == "nsubj" and not any(tree.kids(parent, "obj"))  # "fighting flared between"
    for kid in tree.kids(parent, "obl"):
        role = tree.case(kid)
        right_after = role in _CLAUSE_MATES and min(tree.below(kid)) == last + 1
        if kid > index and role not in found.roles and (right_after or (begins and role in _OF_SUBJECTS)):
            found.add(kid, role)


def _find_owners(row: Row, index: int, found: Arguments) -> None:
    """Say who does what a noun names where its own phrase does not: whoever takes part, performs it or is on it."""
    for owners in (_theirs, _performers, _taking_part_in, _being_on):
        if not found.roles.get("poss"):
            for i in owners(row, index, found):
                found.put("poss", i)


def _theirs(row: Row, index: int, _found: Arguments) -> tuple[int, ...]:
    return _taking_part(row, index) if _is_theirs(row, index) else ()


def _performers(row: Row, index: int, found: Arguments) -> tuple[int, ...]:
    return () if {"by", "between"}.intersection(found.roles) else _performing(row, index)


def _taking_part_in(row: Row, index: int, found: Arguments) -> tuple[int, ...]:
    mutual = _RECIPROCAL.union({"to"}).intersection(found.roles) and not {"between", "of"}.intersection(found.roles)
    return _taking_part(row, index) if mutual else ()


def _being_on(row: Row, index: int, _found: Arguments) -> tuple[int, ...]:
    """Return the subject of a noun with a copula: "she is on a visit to Rome"."""
    if not any(row.tree.kids(index, "cop")):
        return ()
    return tuple(i for kid in row.tree.kids(index, "nsubj") for i in group_of(row.tree, kid, row.clause_nodes))


def _is_theirs(row: Row, index: int) -> bool:
    """Tell whether a noun that a verb acts on is its subject's: "Rome renewed its demand"."""
    if row.tree.base(index) != "obj":
        return False
    return any(row.units[kid].lower in {"its", "their"} for kid in row.tree.kids(index, "nmod:poss"))


def _performing(row: Row, index: int) -> tuple[int, ...]:
    """Return who does what a noun names, as the subject of a verb that says so: "ordered the deportation of"."""
    verb = row.clause_of(index)
    done = verb is not None and row.tree.parents[index] == verb.node
    if verb is None or not done or not governors().performing.intersection(verb.lemmas):
        return ()
    if row.tree.base(index) == "nsubj" and verb.is_passive:
        return tuple(verb.roles.get("by", ()))
    if row.tree.base(index) != "obj" or verb.is_passive:
        return ()
    return tuple(i for i in verb.subjects if not _is_possessive(row, i))


def _taking_part(row: Row, index: int) -> tuple[int, ...]:
    """Return the subject of the clause to which the noun is an adjunct: "X said after talks with Y"."""
    tree = row.tree
    verb = row.clause_of(index)
    if verb is None or tree.parents[index] != verb.node:
        return ()
    if tree.base(index) != "obj" and not (tree.base(index) == "obl" and tree.case(index) in _ADJUNCTS):
        return ()
    above = row.clause_of(tree.parents[verb.node]) if tree.rel(verb.node) == "acl:relcl" else None
    if not verb.subjects and above is not None:
        verb = above  # "made a trip that included a meeting with"
    return tuple(i for i in verb.subjects if not _is_possessive(row, i))


def _is_possessive(row: Row, index: int) -> bool:
    mention = row.tree.mentions[index]
    return mention.by is NamedBy.PRONOUN and mention.name.lower() in POSSESSIVES


def times_in(row: Row, nodes: tuple[int, ...]) -> list[int]:
    """Return those nodes that are time expressions."""
    return [node for node in nodes if row.units[node].kind is UnitKind.TIME]
