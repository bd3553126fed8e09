"""Noun phrases in a tree: who is in them, in which role, and with which words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from chancery.codebooks.governors import governors
from chancery.extraction.tree import Tree
from chancery.extraction.units import POSSESSIVES, STANCES, UnitKind
from chancery.model.mentions import EntityKind, EntityMention, NamedBy

_DEPTH = 8  # phrases inside phrases; deeper ones say nothing of the event
_INSIDE = frozenset(
    "nmod amod compound appos flat obj obl dep list nummod det advmod fixed cc conj goeswith orphan".split()
)
_SENT = (" delegation", " mission")  # "led a Kenyan delegation"
_FLAGGED = frozenset({"flagged", "registered", "owned", "operated", "flag"})
_OWN_LANDS = frozenset({"country", "nation", "homeland", "state", "side"})
# who is somebody's ally or rival is somebody else
_OTHERS = frozenset(
    "ally allies partner partners friend friends neighbour neighbours neighbor neighbors rival rivals".split()
)
_GOALS = frozenset({"to", "for"})
_OWN_ROLE = frozenset({"nmod", "obl", "conj"})
_SUFFERED = frozenset(
    "bombing bombings blast blasts explosion explosions attack attacks shooting massacre siege assault".split()
)
_WORD_ROLES = frozenset({"obj", "of"})


class Arguments:
    """What stands in the roles of a predicate.

    Attributes:
        roles: Role to positions of mentions.
        words: Words of the object.
    """

    def __init__(self, tree: Tree, clauses: Collection[int]) -> None:
        """Start without arguments; phrases end at the nodes of `clauses`."""
        self._tree = tree
        self._clauses = clauses
        self.roles: dict[str, list[int]] = {}
        self.words: list[str] = []

    def add(self, node: int, role: str, *, depth: int = 0) -> None:
        """Take in a noun phrase with the phrases inside it, each in the role of its own preposition."""
        self._take(node, role)
        if depth > _DEPTH:
            return
        for kid in phrases_in(self._tree, node, self._clauses):
            if _is_of_others(self._tree, node, kid):
                continue  # "met with Peruvian allies"
            if side := stance(self._tree, kid):  # "pro-Russian rebels" are not Russia
                if side == "anti":
                    self._take(kid, "against")
                continue
            own = self._tree.case(kid) if self._tree.base(kid) in _OWN_ROLE else ""
            if own == "of" and self._tree.units[node].lower in governors().quantities:
                own = role  # "tortured scores of refugees"
            if own == "including" or _is_example(self._tree, kid):
                own = role  # "urged allies such as Peru to"
            if own == "from" and self._tree.units[node].lower in governors().senders and kid > node:
                self.add(kid, own, depth=depth + 1)
                own = role  # "met a delegation from Peru"
            if own == "of" and role in _GOALS and self._tree.is_word(node):
                self.add(kid, f"{role}'s", depth=depth + 1)  # "to the defence of Rome" is "to Rome's defence"
            self.add(kid, own or role, depth=depth + 1)

    def put(self, role: str, index: int) -> None:
        """Put a mention into a role."""
        found = self.roles.setdefault(role, [])
        if index not in found:
            found.append(index)

    def _take(self, node: int, role: str) -> None:
        unit, mention = self._tree.units[node], self._tree.mention(node)
        if mention is not None:
            owns = self._tree.rel(node) == "nmod:poss"
            self.put(f"{role}'s" if owns and role else role, unit.index)
            if role in _WORD_ROLES:
                sent = mention.name.lower().endswith(_SENT)
                thing = mention.by is NamedBy.PRONOUN and mention.name.lower() == "it"  # a paper as well as a body
                plain = mention.by is NamedBy.DESCRIPTION or mention.sector is not None or sent or thing
                self.words.extend(mention.name.lower().split() if plain else ())
                self.words.extend((mention.office or "").split())
        elif role in _WORD_ROLES and self._tree.is_word(node):
            self.words.append(unit.lower)


def _is_of_others(tree: Tree, node: int, kid: int) -> bool:
    """Tell whether a state only says whose allies somebody is; the partners of a union are its members."""
    mention = tree.mention(kid)
    ally = tree.is_word(node) and tree.units[node].lower in _OTHERS
    return ally and mention is not None and mention.kind is EntityKind.STATE and owns(tree, kid)


def _is_example(tree: Tree, node: int) -> bool:
    """Tell whether a phrase names one of those before it: "allies such as Peru"."""
    return any(tree.units[kid].lower == "such" for kid in tree.kids(node, "case"))


def phrases_in(tree: Tree, node: int, clauses: Collection[int]) -> Iterator[int]:
    """Yield the parts of a noun phrase that are no clauses of their own."""
    for kid in tree.children[node]:
        if kid not in clauses and tree.base(kid) in _INSIDE:
            yield kid


def group_of(tree: Tree, node: int, clauses: Collection[int]) -> tuple[int, ...]:
    """Return who a noun phrase names: its mention, those joined to it, or whose it is.

    Args:
        tree: The sentence.
        node: Head of the phrase.
        clauses: Nodes that head clauses, which are no part of the phrase.

    Returns:
        Positions of mentions: of "X, Y and Z" all three; of "the delegations of X and Y" both; of
        "Russian troops" the state.
    """
    found = list(_one(tree, node, clauses))
    bearer = _bearer(tree, node)
    if bearer is not None:
        return group_of(tree, bearer, clauses)
    for kid in tree.kids(node, "conj"):
        if kid not in clauses and not _describes(tree, node, kid):
            found += group_of(tree, kid, clauses)
    found += [tree.units[kid].index for kid in tree.kids(node, "nmod:poss") if _is_joined(tree, kid)]
    return tuple(dict.fromkeys(i for i in found if i in found[:1] or not _is_nowhere(tree, i)))


def _bearer(tree: Tree, node: int) -> int | None:
    """Return the noun whose name bears two titles: "the bank's chair and head of trade X"."""
    mention = tree.mention(node)
    titled = mention is None or (mention.kind is EntityKind.PERSON and mention.by is NamedBy.DESCRIPTION)
    if not titled or "Number=Plur" in tree.words[node].feats:
        return None
    for kid in tree.kids(node, "conj"):
        named = [at for at in tree.kids(kid, "appos", "flat") if tree.units[at].kind is UnitKind.MENTION]
        if tree.is_word(kid) and any(_is_person(tree, tree.units[at].index) for at in named):
            return kid
    return None


def _describes(tree: Tree, node: int, kid: int) -> bool:
    """Tell whether what seems joined to a name only says more of it: "X, his wife and the head of the party"."""
    mention, other = tree.mention(node), tree.mention(kid)
    if mention is None or other is None or not mention.kind is other.kind is EntityKind.PERSON:
        return False
    told = any(node < apposed < kid for apposed in tree.kids(node, "appos"))
    return told and mention.by is NamedBy.NAME and other.by is NamedBy.DESCRIPTION


def _is_joined(tree: Tree, node: int) -> bool:
    """Tell whether an owner is one of two: "Rome and Oslo's envoys", where the mention is "Oslo's envoys"."""
    if tree.mention(node) is None or tree.parents[node] != node + 2:
        return False
    return tree.units[node + 1].lower == "and"


def _is_nowhere(tree: Tree, index: int) -> bool:
    mention = tree.mentions[index]
    return mention.kind is EntityKind.PLACE and mention.of is None


def _one(tree: Tree, node: int, clauses: Collection[int]) -> tuple[int, ...]:
    mention = tree.mention(node)
    named = [kid for kid in tree.kids(node, "appos", "flat") if tree.mention(kid) is not None]
    if mention is None:
        if not tree.is_word(node):
            return ()
        if named:
            return tuple(i for kid in named for i in group_of(tree, kid, clauses))
        return owners_of(tree, node, clauses)
    own = (*_listed_before(tree, node, mention), tree.units[node].index)
    apposed = [i for kid in named for i in group_of(tree, kid, clauses)]
    names = tuple(i for i in apposed if _is_person(tree, i))
    if mention.by is not NamedBy.DESCRIPTION:
        # "the head of the Red Cross, X": the tree may take the body for the head
        return names if names and mention.kind is EntityKind.ORGANISATION else own
    people = tuple(i for i in apposed if tree.mentions[i].kind is mention.kind)
    if people:
        return names or people
    if mention.of:
        return own
    sent = {"from"} if tree.units[node].lower in governors().senders else set()  # "officials from Peru met"
    return _prepositional(tree, node, clauses, {"of", "between", *sent}) or _between(tree, node) or own


def _listed_before(tree: Tree, node: int, mention: EntityMention) -> tuple[int, ...]:
    """Return whose else people are: of "Hungarian and Romanian officials", the mention of the second, the first."""
    plural = mention.by is not NamedBy.NAME and "Number=Plur" in tree.words[node].feats
    joined = any(tree.units[kid].lower in {"and", ","} for kid in tree.kids(node, "cc", "punct") if kid < node)
    joined = joined or (node > 1 and tree.units[node - 1].lower == "and")  # the tree may hang it on the other
    if not (plural and joined):
        return ()
    before = [kid for kid in tree.kids(node, "amod", "compound", "nmod", "conj") if kid < node]
    return tuple(tree.units[kid].index for kid in before if tree.mention(kid) is not None and not tree.case(kid))


def owners_of(tree: Tree, node: int, clauses: Collection[int]) -> tuple[int, ...]:
    """Return whose a thing without a name is: "Russian troops", "the leaders of X and Y", "Rome's envoys"."""
    marked = [kid for kid in tree.kids(node, "amod", "compound", "nmod") if owns(tree, kid)]
    scenes = scenes_of(tree, node)  # "a Kabul bombing" is nobody's of Kabul
    marked = [kid for kid in marked if not _is_of_others(tree, node, kid) and kid not in scenes]
    adjectives = [kid for kid in marked if tree.rel(kid) != "nmod:poss"]
    bodies = _prepositional(tree, node, clauses, {"of"})
    seated = [kid for kid in adjectives if _is_seat(tree, kid)]
    if seated == adjectives and bodies and all(_is_body(tree, i) for i in bodies):
        return bodies  # "the Rome office of the Red Cross"
    if adjectives:
        return _chief(tree, tuple(i for kid in adjectives for i in group_of(tree, kid, clauses)))
    between = {"between"} if tree.units[node].lower in governors().parties else set()
    spoken = {"for"} if tree.units[node].lower.startswith("spokes") else set()
    found = _prepositional(tree, node, clauses, {"of", "from", *between, *spoken}) or _flagged(tree, node)
    if found:
        return found
    own = tree.units[node].lower in _OWN_LANDS  # "his country and Peru signed"
    return tuple(
        i for kid in marked for i in group_of(tree, kid, clauses) if own or not is_possessive(tree.mentions[i])
    )


def scenes_of(tree: Tree, node: int) -> tuple[int, ...]:
    """Return the cities that say where violence was, not whose it was: "the Kabul bombing"."""
    if tree.units[node].lower not in _SUFFERED:
        return ()
    return tuple(kid for kid in tree.kids(node, "compound") if _is_seat(tree, kid) and not stance(tree, kid))


def _flagged(tree: Tree, node: int) -> tuple[int, ...]:
    """Return under whose flag a ship sails, or who owns a thing: "a Liberian-flagged tanker"."""
    kids = [kid for kid in tree.kids(node, "amod") if tree.units[kid].lower in _FLAGGED]
    return tuple(tree.units[at].index for kid in kids for at in tree.children[kid] if tree.mention(at) is not None)


def _chief(tree: Tree, owners: tuple[int, ...]) -> tuple[int, ...]:
    """Return the body where its state is named before it: "the Italian Ansa news agency"."""
    bodies = tuple(i for i in owners if _is_body(tree, i))
    states = all(tree.mentions[i].by is NamedBy.ADJECTIVE for i in owners if i not in bodies)
    return bodies if bodies and states else owners


def _is_body(tree: Tree, index: int) -> bool:
    return tree.mentions[index].kind is EntityKind.ORGANISATION


def _is_seat(tree: Tree, node: int) -> bool:
    mention = tree.mention(node)
    return mention is not None and (mention.by is NamedBy.METONYM or mention.kind is EntityKind.PLACE)


def _prepositional(tree: Tree, node: int, clauses: Collection[int], prepositions: set[str]) -> tuple[int, ...]:
    kids = [kid for kid in tree.kids(node, "nmod", "obl") if tree.case(kid) in prepositions]
    return tuple(i for kid in kids for i in group_of(tree, kid, clauses))


def _between(tree: Tree, node: int) -> tuple[int, ...]:
    """Return the parties named deep in a phrase: "the chairmen of the commission for trade between X and Y"."""
    waiting = list(tree.kids(node, "nmod", "conj"))
    while waiting:
        at = waiting.pop(0)
        if tree.case(at) == "between" and tree.mention(at) is not None:
            return group_of(tree, at, ())
        waiting.extend(tree.kids(at, "nmod", "conj"))
    return ()


def _is_person(tree: Tree, index: int) -> bool:
    mention = tree.mentions[index]
    return mention.kind is EntityKind.PERSON and mention.by is NamedBy.NAME


def is_possessive(mention: EntityMention) -> bool:
    """Tell whether a mention is "his" or "their"."""
    return mention.by is NamedBy.PRONOUN and mention.name.lower() in POSSESSIVES


def stance(tree: Tree, node: int) -> str:
    """Return "anti" or "pro" where it stands before a state: "anti-French protests" are not France's; else ""."""
    sided = node > 1 and tree.units[node - 1].lower == "-" and tree.units[node - 2].lower in STANCES
    return tree.units[node - 2].lower if sided else ""


def owns(tree: Tree, node: int) -> bool:
    """Tell whether a mention before a noun owns or modifies it: "his", "Rome's", "the Italian"."""
    mention = tree.mention(node)
    if mention is None or tree.case(node) or stance(tree, node):
        return False
    before = node < tree.parents[node]
    if tree.rel(node) == "nmod:poss":
        return before or mention.by is NamedBy.PRONOUN
    return before and tree.base(node) in {"amod", "compound", "nmod"}
