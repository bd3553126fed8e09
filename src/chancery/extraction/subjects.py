"""Who does what a verb says: its subject, one shared with another verb, or one that control or a relative gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chancery.codebooks.governors import governors
from chancery.extraction.phrases import group_of, owners_of
from chancery.extraction.roles import subject_words
from chancery.extraction.tree import Tree
from chancery.extraction.units import MARKS, RELATIVES, UnitKind, Verb
from chancery.model.mentions import EntityKind, EntityMention, NamedBy

_BACKSHIFTED = frozenset({"had", "would", "could", "might"})
_PEOPLE = frozenset("men women people soldiers sailors guards police officers troops crews ships vessels".split())
_PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i"})


class Subjects:
    """Finds the subjects of the verbs of one sentence."""

    def __init__(self, tree: Tree, verbs: Mapping[int, Verb]) -> None:
        """Take the sentence and its verbs by the node that heads their clause."""
        self._tree = tree
        self._verbs = verbs
        self._done: set[int] = set()

    def find(self, verb: Verb) -> None:
        """Set the subjects of a verb, and the verb and noun that it completes."""
        if verb.node in self._done:
            return
        self._done.add(verb.node)
        tree, node = self._tree, verb.node
        self._link(verb)
        own = self._names_alone([kid for kid in tree.kids(node, "nsubj") if kid < verb.head]) or list(
            tree.kids(node, "nsubj")
        )
        if own:
            self._own(verb, own)
        elif tree.base(node) == "conj" and tree.parents[node] in self._verbs:
            self._borrow(verb, self._verbs[tree.parents[node]])
        elif tree.base(node) == "conj" and verb.is_finite and (above := self._completed(node)) is not None:
            self._borrow(verb, above)
        elif tree.base(node) == "acl":
            self._of_noun(verb)
        elif verb.governor is not None or not verb.is_finite or (not verb.auxiliaries and "VBN" in verb.tags):
            self._controlled(verb)
        if (
            not verb.subjects
            and not own
            and verb.is_finite
            and tree.base(node) in {"root", "ccomp", "parataxis", "dep"}
        ):
            verb.subjects = self._of_adjunct(verb) or self._nearest(verb)

    def _link(self, verb: Verb) -> None:
        """Find the verb that a clause completes, and the noun that it belongs to."""
        tree, base = self._tree, self._tree.base(verb.node)
        if base == "root":
            return
        above = self._above(verb.node)
        if base == "acl" and tree.rel(verb.node) != "acl:relcl":
            verb.noun = tree.units[tree.parents[verb.node]].lower
        if base == "conj" and above is not None and tree.parents[verb.node] == above.node:
            self.find(above)
            verb.governor = above.governor if above.is_infinitive == verb.is_infinitive else None
            verb.noun = verb.noun or above.noun
        elif base in {"xcomp", "ccomp", "csubj"} or verb.is_infinitive or verb.is_gerund:
            verb.governor = above

    def _above(self, node: int) -> Verb | None:
        return next((self._verbs[at] for at in self._tree.above(node) if at in self._verbs), None)

    def _completed(self, node: int) -> Verb | None:
        """Return the verb whose complement a clause is joined to: "Rome remains committed and calls on Oslo"."""
        other = self._tree.parents[node]
        over = self._tree.parents[other]
        return self._verbs.get(over) if other != over and self._tree.base(other) == "xcomp" else None

    def _names_alone(self, nodes: Sequence[int]) -> list[int]:
        """Leave out a title that the tree takes for a subject beside its name: "the club's chair X said"."""
        names = [node for node in nodes if self._tree.mention(node) is not None]
        return [node for node in nodes if not any(self._titles(node, name) for name in names)]

    def _titles(self, node: int, name: int) -> bool:
        """Tell whether nothing parts a node from a name after it."""
        between = self._tree.units[node + 1 : name]
        return node < name and not any(unit.lower in MARKS | {",", "and"} for unit in between)

    # ---- ways to a subject ------------------------------------------------------------------

    def _own(self, verb: Verb, nodes: Sequence[int]) -> None:
        tree = self._tree
        verb.subjects = tuple(dict.fromkeys(i for node in nodes for i in self._named(verb, node)))
        verb.subject_words = tuple(word for node in nodes for word in self._words(verb, node))
        lowers = {tree.units[node].lower for node in nodes}
        above = self._above(verb.node)
        itself = not verb.subjects or (lowers == {"they"} and above is not None and self._are_many(above))
        if itself and lowers <= _PRONOUNS and above is not None and tree.base(verb.node) == "ccomp":
            self._borrow(verb, above)  # "Rome announced it would send", "the rebels said they would release"
        elif not verb.subjects and lowers == {"it"} and above is not None and tree.base(verb.node) == "acl":
            self._take_up(verb, above)

    def _take_up(self, verb: Verb, above: Verb) -> None:
        """Take "it" in a relative clause for the state spoken of last: "asked Rome to resume what it stopped"."""
        self.find(above)
        faced = [i for i in above.roles.get("obj", ()) if i not in above.subjects and not above.is_passive]
        for found in (faced, above.subjects):
            bodies = [i for i in found if self._tree.mentions[i].kind in {EntityKind.STATE, EntityKind.ORGANISATION}]
            if bodies:
                verb.subjects, verb.by_control = tuple(bodies[-1:]), True
                return

    def _are_many(self, verb: Verb) -> bool:
        """Tell whether "they" can take up the subject of the verb above: a plural, a body, several."""
        self.find(verb)
        mentions = [self._tree.mentions[i] for i in verb.subjects]
        alone = len(mentions) == 1 and mentions[0].kind is EntityKind.PERSON and not _is_crowd(mentions[0])
        return bool(mentions) and not alone and all(one.by is not NamedBy.PRONOUN for one in mentions)

    def _named(self, verb: Verb, node: int) -> tuple[int, ...]:
        antecedent = self._antecedent(verb, node)
        return group_of(self._tree, node if antecedent is None else antecedent, self._verbs)

    def _words(self, verb: Verb, node: int) -> tuple[str, ...]:
        antecedent = self._antecedent(verb, node)
        return subject_words(self._tree, node if antecedent is None else antecedent)

    def _antecedent(self, verb: Verb, node: int) -> int | None:
        """Return what a relative pronoun takes up."""
        owner = any(self._tree.units[kid].lower == "whose" for kid in self._tree.kids(node, "nmod:poss"))
        relative = owner or self._tree.units[node].lower in RELATIVES
        return self._tree.parents[verb.node] if relative and self._tree.base(verb.node) in {"acl", "advcl"} else None

    def _borrow(self, verb: Verb, other: Verb) -> None:
        self.find(other)
        verb.subjects, verb.subject_words, verb.by_control = other.subjects, other.subject_words, True
        speaker = other.governor
        content = speaker is not None and self._tree.base(other.node) == "ccomp"
        past = "VBD" in verb.tags and not verb.auxiliaries and bool(_BACKSHIFTED.intersection(other.auxiliaries))
        # "Rome said that Oslo had been warned, and accused it"
        if content and past and speaker is not None and "VBD" in speaker.tags:
            verb.subjects, verb.subject_words = speaker.subjects, speaker.subject_words
        elif (
            other.has_thing_for_subject
            and not _PEOPLE.intersection(other.subject_words)
            and speaker is not None
            and content
        ):
            verb.subjects = speaker.subjects  # "Rome said that trade was growing and thanked"

    def _of_adjunct(self, verb: Verb) -> tuple[int, ...]:
        """Return the subject that the tree gives to a participle before the verb: "X, speaking in Y, called"."""
        before = [self._verbs[kid] for kid in self._tree.kids(verb.node, "advcl") if kid in self._verbs]
        for other in before:
            if other.head < verb.head and other.is_gerund and any(self._tree.kids(other.node, "nsubj")):
                self.find(other)
                return other.subjects
        return ()

    def _of_noun(self, verb: Verb) -> None:
        """Find who does what a clause on a noun says: "the troops sent", "Rome's decision to", "made a promise to"."""
        tree, noun = self._tree, self._tree.parents[verb.node]
        if not verb.is_infinitive:
            verb.subjects = group_of(tree, noun, self._verbs)
            verb.subject_words = subject_words(tree, noun)
            return
        owners = owners_of(tree, noun, self._verbs) if tree.is_word(noun) else ()
        above = self._above(verb.node)
        if owners:
            verb.subjects, verb.by_control = owners, True
        elif above is not None and tree.base(noun) != "nsubj":
            self._borrow(verb, above)

    def _controlled(self, verb: Verb) -> None:
        """Find who does what an infinitive or a participle of another verb says."""
        above = self._above(verb.node)
        if above is None or (verb.is_finite and self._tree.base(verb.node) in {"ccomp", "parataxis"}):
            return
        self.find(above)
        patients = [i for role in ("obj", "on", "upon", "to", "for", "with") for i in above.roles.get(role, ())[:8]]
        accused = not above.is_passive and ("accuse" in above.lemmas or self._is_credited(verb, above))
        completes = self._tree.base(verb.node) in {"xcomp", "ccomp"} or (verb.is_infinitive and verb.first == above.end)
        takes_object = accused or (completes and not above.is_passive)
        controlling = governors().object_control | governors().crediting
        if takes_object and patients and controlling.intersection(above.lemmas):
            verb.subjects, verb.by_control = tuple(above.roles.get("obj") or patients), True
        else:
            self._borrow(verb, above)

    def _is_credited(self, verb: Verb, above: Verb) -> bool:
        """Tell whether a clause says what the object of the verb above did: "thanked Rome for opening the port"."""
        tree = self._tree
        marks = {tree.units[kid].lower for kid in tree.kids(verb.node, "mark", "case")}
        return verb.is_gerund and "for" in marks and bool(governors().crediting.intersection(above.lemmas))

    def _nearest(self, verb: Verb) -> tuple[int, ...]:
        """Return the nearest mention to the left that nothing governs, where the tree shows no subject."""
        tree = self._tree
        for node in range(verb.first - 1, -1, -1):
            unit = tree.units[node]
            if unit.lower in MARKS or unit.lower in RELATIVES or node in self._verbs:
                return ()
            mention = tree.mention(node)
            if unit.kind is UnitKind.MENTION and mention is not None and not tree.case(node):
                attributive = mention.by is NamedBy.ADJECTIVE and tree.base(node) != "nsubj"  # not "the Italians"
                governed = tree.base(node) in {"obj", "obl", "nmod"} or attributive
                if not governed:
                    return group_of(tree, node, self._verbs)
        return ()


def _is_crowd(mention: EntityMention) -> bool:
    """Tell whether a description means several people: "rebels", "Palestinian leaders"."""
    return mention.by is NamedBy.DESCRIPTION and (
        mention.sector is not None or mention.name.split(" of ")[0].endswith("s")
    )
