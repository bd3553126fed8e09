"""What stands in the roles of a verb: its own phrases, those of a shared verb, what a relative takes up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from chancery.codebooks.predicates import verb_senses
from chancery.extraction.phrases import Arguments
from chancery.extraction.tree import Tree
from chancery.extraction.units import PREPOSITIONS, RELATIVES, UnitKind, Verb

_SPLIT = frozenset({"off", "up", "down", "out"})
_WAYS = frozenset({"back", "home", "on", "away", "over", "out", "down", "up"})
_OCCASIONED = frozenset({"invitation", "request", "behest", "initiative", "urging", "insistence"})
_PLACES = frozenset("city capital country state place stop destination town republic neighbour neighbor".split())
_NEAR = 3  # units between a verb and a gerund that completes it: "kept on increasing"
_JOINED = 2  # units from one verb to the next in "stopped and boarded"
_PHRASE = ("nmod", "amod", "compound", "appos", "flat", "conj", "nummod")


def fill_roles(tree: Tree, verb: Verb, verbs: Mapping[int, Verb]) -> None:
    """Collect what depends on a verb: mentions by role, words of its object, and where its clause ends.

    Args:
        tree: The sentence.
        verb: The verb, whose fields are set.
        verbs: All verbs of the sentence by the node that heads their clause.
    """
    found = Arguments(tree, verbs)
    if verb.node != verb.head:
        found.add(verb.node, tree.case(verb.node) or "obj")
    else:
        _own(tree, verb, verbs, found)
        _shared(tree, verb, verbs, found)
    _relative(tree, verb, found)
    verb.roles = found.roles
    verb.objects = tuple(found.words)
    verb.end = _end(tree, verb, verbs)


def _own(tree: Tree, verb: Verb, verbs: Mapping[int, Verb], found: Arguments) -> None:
    particle = _stray_particle(tree, verb)
    for kid in tree.children[verb.node]:
        base = tree.base(kid)
        if kid in verbs and base != "obj":
            continue
        if base in {"obj", "iobj"} or (base == "nsubj" and _is_object(tree, verb, kid)):
            stray = tree.case(kid) if base == "nsubj" else ""
            found.add(kid, stray or (particle if particle and kid > verb.head else "obj"))
        elif base == "obl":
            words = len(found.words)
            found.add(kid, "obj" if _is_split(tree, verb, kid) else tree.case(kid) or "obl")
            if kid < verb.head or tree.units[kid].lower in _OCCASIONED:
                del found.words[words:]  # "at the invitation of the king, he flew to Rome" has no king for its object
        elif base == "advmod" and tree.units[kid].lower in _WAYS:  # "sent its envoy back to Lima"
            for place in tree.kids(kid, "obl"):
                found.add(place, tree.case(place) or "obl")
        elif base in {"xcomp", "dep"}:
            found.add(kid, tree.case(kid) or "obj")


def _is_object(tree: Tree, verb: Verb, kid: int) -> bool:
    """Tell whether what the tree calls a second subject stands where an object does: "ordered X to appear"."""
    return kid > verb.head and any(other < verb.head for other in tree.kids(verb.node, "nsubj"))


def _is_split(tree: Tree, verb: Verb, kid: int) -> bool:
    """Tell whether what the tree takes for a preposition is the verb's particle: "sealed off the bridge"."""
    after = verb.head + 1
    cases = list(tree.kids(kid, "case"))
    return cases == [after] and tree.units[after].lower in _SPLIT


def _stray_particle(tree: Tree, verb: Verb) -> str:
    """Return a preposition that the tree calls a particle of the verb: "called on Rome to"."""
    after = verb.head + 1
    if after >= len(tree.units) or tree.units[after].lower not in PREPOSITIONS or tree.parents[after] != verb.node:
        return ""
    lower = tree.units[after].lower
    return (
        lower
        if tree.rel(after) in {"compound:prt", "advmod"} and lower in {"on", "upon", "for", "to", "with", "at"}
        else ""
    )


def _shared(tree: Tree, verb: Verb, verbs: Mapping[int, Verb], found: Arguments) -> None:
    """Take the objects that a second verb shares with the first: "strengthen and expand ties with X"."""
    if not found.words and "obj" not in found.roles:
        _ahead(tree, verb, verbs, found)
    first = verbs.get(tree.parents[verb.node])
    if tree.base(verb.node) != "conj" or first is None or found.roles or found.words:
        return
    for kid in tree.kids(first.node, "obj", "obl"):
        if kid > verb.node and kid not in verbs:
            found.add(kid, tree.case(kid) or "obj")


def _ahead(tree: Tree, verb: Verb, verbs: Mapping[int, Verb], found: Arguments) -> None:
    """Take the object that two verbs share, where the tree hangs it on the second: "stopped and boarded two boats"."""
    for kid in tree.kids(verb.node, "conj"):
        other = verbs.get(kid)
        beside = kid - verb.head == _JOINED and tree.units[verb.head + 1].lower == "and"
        if other is not None and beside and not any(tree.kids(kid, "nsubj")) and not verb.is_passive:
            for thing in tree.kids(kid, "obj"):
                found.add(thing, "obj")


def _relative(tree: Tree, verb: Verb, found: Arguments) -> None:
    """Take what a relative clause leaves out: "the treaty that Rome signed", "the city where they met"."""
    antecedent = tree.parent(verb.node)
    if antecedent is None or not tree.rel(verb.node).startswith("acl"):
        _relative_shared(tree, verb, found)
        return
    pronouns = [kid for kid in tree.children[verb.node] if tree.units[kid].lower in RELATIVES | {"where"}]
    relative = pronouns[0] if pronouns else None
    relates = tree.rel(verb.node) == "acl:relcl" or _takes(tree, verb, antecedent)
    for_object = relative is not None and tree.rel(relative) == "obj"  # "the medicine that she brought us"
    full = (bool(found.roles.get("obj")) and not for_object) or verb.node != verb.head or not relates
    if relative is not None and tree.units[relative].lower == "where":
        _name(tree, antecedent, "in", found)
    elif relative is not None and tree.base(relative) == "obl" and tree.case(relative):
        _name(tree, antecedent, tree.case(relative), found)
    elif not full and any(kid != relative and not _is_whose(tree, kid) for kid in tree.kids(verb.node, "nsubj")):
        _name(tree, antecedent, "obj", found)
        if tree.units[antecedent].lower in _PLACES and any(tree.kids(antecedent, "cop")):
            for kid in tree.kids(antecedent, "nsubj"):  # "Rome is the first city that he visits"
                _name(tree, kid, "obj", found)


def _relative_shared(tree: Tree, verb: Verb, found: Arguments) -> None:
    """Take what two clauses leave out together: "the curbs that Rome announced in May and Oslo announced in June"."""
    first = tree.parent(verb.node)
    thing = tree.parent(first) if first is not None else None
    if first is None or thing is None or tree.base(verb.node) != "conj" or tree.rel(first) != "acl:relcl":
        return
    lacking = [kid for kid in tree.kids(first, "obj") if tree.units[kid].lower in RELATIVES]
    relatives = any(tree.units[kid].lower in RELATIVES for kid in tree.children[first])
    bare = not found.roles.get("obj") and any(tree.kids(verb.node, "nsubj")) and not any(tree.kids(verb.node, "obj"))
    if bare and (lacking or (relatives and _takes(tree, verb, thing))):
        _name(tree, thing, "obj", found)


def _takes(tree: Tree, verb: Verb, thing: int) -> bool:
    """Tell whether a clause on a noun lacks that noun, whatever the tree says: "the treaty that Rome signed"."""
    word = tree.units[thing].lower
    known = any(word in sense.objects for lemma in verb.lemmas for sense in verb_senses(lemma))
    return known and not verb.is_infinitive and not any(tree.kids(verb.node, "obj"))


def _is_whose(tree: Tree, node: int) -> bool:
    return any(tree.units[kid].lower == "whose" for kid in tree.children[node])


def _name(tree: Tree, node: int, role: str, found: Arguments) -> None:
    """Put the head of a phrase into a role, without the clauses that hang on it."""
    unit = tree.units[node]
    if unit.kind is UnitKind.MENTION:
        found.put(role, unit.index)
    elif role == "obj":
        found.words.append(unit.lower)
        for kid in tree.kids(node, "nmod", "conj"):
            if tree.is_word(kid):
                found.words.append(tree.units[kid].lower)


def complete(tree: Tree, verb: Verb, verbs: Mapping[int, Verb]) -> None:
    """Find the infinitive or participle that completes a verb or its object: "agreed to help", "made a vow to help"."""
    for other in _completing(tree, verb, verbs):
        bare = "VB" in other.tags and not other.auxiliaries
        if other.is_infinitive or other.is_gerund or bare:
            verb.complement = other
            verb.objects += (tree.units[other.head].lower,)
            if other.is_infinitive:
                verb.roles.setdefault("inf", [])
            return


def _completing(tree: Tree, verb: Verb, verbs: Mapping[int, Verb]) -> Iterator[Verb]:
    for kid in tree.children[verb.node]:
        if kid not in verbs or kid < verb.head:
            continue
        near = kid - verb.head <= _NEAR or (verbs[kid].is_infinitive and verbs[kid].first == verb.end)
        if tree.base(kid) in {"xcomp", "ccomp"} or (near and tree.base(kid) in {"advcl", "obl"}):
            yield verbs[kid]
    for thing in tree.kids(verb.node, "obj"):
        yield from (verbs[kid] for kid in tree.kids(thing, "acl") if kid in verbs and _says_what(tree, verbs[kid]))


def _says_what(tree: Tree, verb: Verb) -> bool:
    """Tell whether a clause says what a noun is about: "a vow to help", "its commitment to helping"."""
    return verb.is_infinitive or (
        verb.is_gerund and any(tree.units[kid].lower == "to" for kid in tree.kids(verb.node, "mark"))
    )


def subject_words(tree: Tree, node: int) -> tuple[str, ...]:
    """Return the words of a subject's phrase."""
    kids = [kid for at in (node, *tree.kids(node, "nmod")) for kid in (at, *tree.kids(at, *_PHRASE))]
    return tuple(tree.units[kid].lower for kid in dict.fromkeys(kids) if tree.is_word(kid))


def _end(tree: Tree, verb: Verb, verbs: Mapping[int, Verb]) -> int:
    """Return the unit after the last one of the clause, going right from the verb without a gap."""
    mine = set(tree.below(verb.node, but=verbs))
    end = verb.head + 1
    while end < len(tree.units) and end in mine:
        end += 1
    return end
