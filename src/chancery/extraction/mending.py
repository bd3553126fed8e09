"""Mends what the language model's trees often have wrong, where the words around leave no doubt.

Each rule tells in its first line what it mends. None may close a circle: in trees too deep to look through, those that
could are not applied.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from chancery.extraction.arcs import Arcs
from chancery.extraction.sentence import Word
from chancery.extraction.units import Unit, UnitKind
from chancery.model.mentions import EntityKind, EntityMention, NamedBy

_BESIDE = frozenset({"parataxis", "appos", "dislocated", "nmod", "conj", "vocative"})
_CLOSING = frozenset({'"', "”", "''", "»"})
_GENITIVES = frozenset({"'s", "'"})
_HYPHENS = frozenset({"-", "\u2013", "/"})
_BEFORE_NOUN = frozenset({"compound", "amod", "nmod"})
_THINK_TANKS = frozenset({("think", "tank"), ("think", "tanks")})
_GOVERNED = frozenset({"obl", "obj", "nmod"})
_IT = frozenset({"it", "them", "this", "these"})
_SWALLOWED = frozenset({"nmod:desc", "appos", "nmod", "nmod:unmarked", "conj", "list"})
_REACH = 24  # units in which a clause is looked for
_LISTED = frozenset({EntityKind.STATE, EntityKind.ORGANISATION})
_MENTION = UnitKind.MENTION
_PAIR = 2
_DEEPEST = 64  # nodes over a node; in deeper trees nothing is mended that could close a circle


class MendedArcs(Arcs):
    """The arcs of a sentence, mended."""

    def __init__(self, words: Sequence[Word], units: Sequence[Unit], mentions: Mapping[int, EntityMention]) -> None:
        """Fold a sentence's tree of words into one of units, and mend it; the order of the rules matters."""
        super().__init__(words, units, mentions)
        self._mend_owners()
        self._mend_joint_owners()
        self._mend_flat()
        self._mend_particles()
        self._mend_ranks()
        self._mend_openings()
        self._mend_fronted()
        self._mend_pairs()
        self._mend_think_tanks()
        self._mend_gerunds()
        self._mend_closings()
        self._mend_as_well()
        self._mend_swallowed()
        self._mend_listed()
        self._mend_lists()
        self.break_circles()

    def _mend_owners(self) -> None:
        """Hang a name with "'s" on the noun after it where the parser did the reverse: "the Fund's decision"."""
        for mark, unit in enumerate(self.units):
            owner, owned = mark - 1, mark + 1
            if unit.lower not in _GENITIVES or owner < 0 or self.units[owner].kind is not UnitKind.MENTION:
                continue
            while owned < len(self.units) and self.words[owned].pos in {"ADJ", "NUM"} and self.parents[owned] != owner:
                owned += 1
            if owned < len(self.units) and self.parents[owned] == owner and self.words[owned].rel != "punct":
                top, rel = self.parents[owner], self.words[owner].rel
                self.parents[owned] = owned if top == owner else top
                self.words[owned] = replace(self.words[owned], rel=rel)
                self.parents[owner] = owned
                self.words[owner] = replace(self.words[owner], rel="nmod:poss")

    def _mend_joint_owners(self) -> None:
        """Hang a name with "'s" on its noun where the parser hung it on one before: "X's and Y's planned meeting"."""
        for mark, unit in enumerate(self.units):
            owner, owned = mark - 1, mark + 1
            if unit.lower not in _GENITIVES or owner < 1 or self.units[owner].kind is not UnitKind.MENTION:
                continue
            while owned < len(self.units) - 1 and self.words[owned].rel == "amod":
                owned += 1
            stray = self.words[owner].rel == "conj" and self.parents[owner] < owner and mark == self.parents[owner] + 4
            if not stray or owned >= len(self.units) or self.words[owned].pos not in {"NOUN", "PROPN"}:
                continue
            first = self.parents[owner]
            both = self.units[first].kind is UnitKind.MENTION and self.units[first + 1].lower in _GENITIVES
            above = [owned, *islice(self.above(owned), _DEEPEST)]
            if both and owner not in above and first not in above:
                self.hang(owner, owned, "nmod:poss")
                self.hang(first, owned, "nmod:poss")

    def _mend_flat(self) -> None:
        """Hang a name with its own preposition on the verb before it: of "X spoke today with Y" Y is no part of X."""
        kids = self.hung()
        for node, over in enumerate(self.parents):
            name = self.units[node].kind is UnitKind.MENTION and self.words[node].rel == "flat" and over < node - 1
            if not name or not any(self.words[kid].rel == "case" and kid < node for kid in kids[node]):
                continue
            verb = self.parents[over]
            if over < verb < node and self.words[verb].pos == "VERB":
                self.hang(node, verb, "obl")

    def _mend_particles(self) -> None:
        """Make "with" the preposition that it is, not a part of its verb: "met with the Peruvian minister"."""
        kids: list[list[int]] = []
        for node, unit in enumerate(self.units):
            if unit.lower != "with" or self.words[node].rel != "compound:prt":
                continue
            kids = kids or self.hung()
            others = (kid for kid in kids[self.parents[node]] if kid > node and self.words[kid].rel in {"obl", "obj"})
            whom = next(others, None)
            if whom is not None and not any(self.words[kid].rel == "case" for kid in kids[whom]):
                self.hang(node, whom, "case")

    def _mend_ranks(self) -> None:
        """Make a subject of an under secretary whose "Under" the parser takes for a preposition."""
        for node, unit in enumerate(self.units):
            verb = self.parents[node]
            ranked = unit.kind is UnitKind.MENTION and unit.lower.startswith("under ") and node < verb
            if not ranked or self.words[node].rel != "obl" or self.words[verb].pos != "VERB":
                continue
            if not any(_is_subject(self.words[kid].rel) for kid in self._kids_between(verb, node)):
                self.hang(node, verb, "nsubj")

    def _mend_openings(self) -> None:
        """Make a name the subject that the parser hung on the day before it: "On 29 October Peru expelled him"."""
        kids = self.hung()
        for day, unit in enumerate(self.units[:-1]):
            name = day + 1
            if unit.kind is not UnitKind.TIME or self.units[name].kind is not UnitKind.MENTION:
                continue
            top, low = (day, name) if self.parents[name] == day else (name, day)
            verb = self.parents[top]
            if self.parents[low] != top or verb <= name or self.words[verb].pos != "VERB":
                continue
            rels = {self.words[kid].rel for kid in kids[verb]}
            if not any(rel.startswith(("nsubj", "csubj")) for rel in rels):
                self.parents[day] = self.parents[name] = verb
                self.words[day] = replace(self.words[day], rel="obl")
                rel = "nsubj:pass" if "aux:pass" in rels else "nsubj"
                self.words[name] = replace(self.words[name], rel=rel)
                for kid in kids[name]:  # the preposition was the day's
                    if self.words[kid].rel == "case" and kid < day:
                        self.parents[kid] = day

    def _mend_fronted(self) -> None:
        """Hang a place on the verb that the parser hung on the subject after it: "In Kano several hundred marched"."""
        kids = self.hung()
        for place, head in enumerate(self.parents):
            cased = any(self.words[kid].rel == "case" and kid < place for kid in kids[place])
            if place < head and cased and self.words[place].rel == "nmod" and self.words[head].rel.startswith("nsubj"):
                self.parents[place] = self.parents[head]
                self.words[place] = replace(self.words[place], rel="obl")

    def _mend_swallowed(self) -> None:
        """Make a name the subject that the parser hung in a phrase before it: "In a call with Rome's envoy, X said"."""
        kids: list[list[int]] = []
        for node in range(2, len(self.units) - 1):
            over = self.parents[node]
            aside = self.words[node].rel in _SWALLOWED and over < node - 1
            if not aside or self.units[node].kind is not UnitKind.MENTION or self.units[node - 1].lower != ",":
                continue
            kids = kids or self.hung()
            above = [over, *islice(self.above(over), _DEEPEST)]
            verb = next((at for at in above if at > node and self._is_finite(at, kids[at])), None)
            phrase = above[above.index(verb) - 1] if verb is not None else -1
            if (
                verb is None
                or self.words[phrase].rel != "obl"
                or not _opens_with_case(self.words, kids[phrase], phrase)
            ):
                continue
            if not any(_is_subject(self.words[kid].rel) for kid in kids[verb]):
                self.hang(node, verb, "nsubj")
                kids = []

    def _is_finite(self, node: int, kids: Sequence[int]) -> bool:
        """Tell whether a verb has a subject as a rule: it is finite, or has a finite helper, and no "to"."""
        helped = any(self.words[kid].rel.startswith("aux") for kid in kids)
        finite = self.words[node].pos == "VERB" and (helped or "VerbForm=Fin" in self.words[node].feats)
        return finite and self.words[node].rel in {"root", "conj", "ccomp", "advcl"}

    def _mend_listed(self) -> None:
        """Join a place to the one before it that the parser joined to the verb: "flew to Chad on May 9 and Mali"."""
        for node, over in enumerate(self.parents):
            verb = self.parents[over] if self.units[over].kind is UnitKind.TIME else over
            listed = self.words[node].rel == "conj" and self.units[node].kind is UnitKind.MENTION and verb < node
            if not listed or self.words[verb].pos != "VERB":
                continue
            kids = [kid for kid in self._kids_between(verb, node) if self.units[kid].kind is UnitKind.MENTION]
            if kids and self.words[kids[-1]].rel == "obl":
                self.hang(node, kids[-1], "conj")

    def _kids_between(self, head: int, node: int) -> list[int]:
        """Return what hangs on a head between it and a node, the last few."""
        low, high = sorted((head, node))
        return [at for at in range(max(low + 1, high - _REACH), high) if self.parents[at] == head]

    def _mend_lists(self) -> None:
        """Join a name to the one before its comma, which it does not explain: "a meeting of Peru, Chile and Brazil"."""
        for name, head in enumerate(self.parents):
            first = name - 2
            if first < 0 or self.words[name].rel != "appos" or head >= first or self.units[name - 1].lower != ",":
                continue
            both = [self.mentions.get(self.units[at].index) for at in (first, name) if self.units[at].kind is _MENTION]
            named = len(both) == _PAIR and all(one and one.kind in _LISTED and one.by is NamedBy.NAME for one in both)
            if named and self.parents[first] == head and self.words[first].rel in _GOVERNED:
                self.parents[name] = first
                self.words[name] = replace(self.words[name], rel="conj")

    def _mend_closings(self) -> None:
        """Hang a subject on the cue after it that the parser hung on what is said: "It was late, the man said"."""
        kids = self.hung()
        for said, cue in enumerate(self.parents):
            if said >= cue or self.words[said].rel != "ccomp" or any(_is_subject(self.words[k].rel) for k in kids[cue]):
                continue
            late = [k for k in kids[said] if said < k < cue and self._may_speak(k, kids[k])]
            if late and all(self.words[at].pos != "VERB" for at in range(late[-1] + 1, cue)):
                self.parents[late[-1]] = cue
                self.words[late[-1]] = replace(self.words[late[-1]], rel="nsubj")

    def _may_speak(self, node: int, kids: Sequence[int]) -> bool:
        """Tell whether a node is a subject, or a noun phrase that begins right after a closing mark."""
        if self.words[node].rel == "nsubj":
            return True
        first = min((node, *kids))
        aside = self.words[node].rel in _BESIDE and self.words[node].pos in {"NOUN", "PROPN"}
        return aside and first > 0 and self.units[first - 1].lower in _CLOSING

    def _mend_pairs(self) -> None:
        """Hang both of two hyphened names on the noun after them: "the Peru-Chile talks"."""
        for one in range(len(self.units) - 2):
            other = one + 2
            hyphened = self.units[one + 1].lower in _HYPHENS and self.units[other].kind is UnitKind.MENTION
            if not hyphened or self.units[one].kind is not UnitKind.MENTION:
                continue
            for low, top in ((one, other), (other, one)):
                noun = self.parents[top]
                if self.parents[low] == top and noun > other and self.words[top].rel in _BEFORE_NOUN:
                    self.parents[low] = noun
                    self.words[low] = replace(self.words[low], rel=self.words[top].rel)

    def _mend_think_tanks(self) -> None:
        """Make one noun of "think tank", whose first word the parser takes for a verb: "the X think tank said"."""
        kids: list[list[int]] = []
        for think in range(len(self.units) - 1):
            tank = think + 1
            named = (self.units[think].lower, self.units[tank].lower) in _THINK_TANKS
            if not named or self.words[think].pos != "VERB":
                continue
            kids = kids or self.hung()
            verb = self.parents[tank]
            if self.parents[verb] == think and verb not in {think, tank}:
                self.hang(verb, verb if self.parents[think] == think else self.parents[think], self.rel(think))
                for kid in kids[think]:
                    if kid not in {verb, tank}:
                        self.parents[kid] = verb
                self._name_tank(think, tank, kids)
            elif verb == think:
                continue
            self.hang(think, tank, "compound")
            self.words[think] = replace(self.words[think], pos="NOUN")

    def _name_tank(self, think: int, tank: int, kids: Sequence[Sequence[int]]) -> None:
        """Put the tank in the place of the name before it: "spoke to the Atlantic Council think tank"."""
        name = think - 1
        if name < 0 or self.units[name].kind is not UnitKind.MENTION or self.words[name].rel not in _GOVERNED:
            return
        self.hang(tank, self.parents[name], self.words[name].rel)
        self.hang(name, tank, "compound")
        for kid in kids[name]:
            self.parents[kid] = tank

    def _mend_gerunds(self) -> None:
        """Make clauses of gerunds that the parser hung on a noun.

        "After resuming office, she" takes the office for its object; of "spoke of the treaty, calling it void" the
        treaty is no subject.
        """
        kids = self.hung()
        for node, word in enumerate(self.words):
            if word.pos != "VERB" or not self.units[node].lower.endswith("ing"):
                continue
            noun = self.parents[node]
            marked = any(kid == node - 1 and self.words[kid].rel == "mark" for kid in kids[node])
            if word.rel == "amod" and noun > node and marked and not self.words[noun].rel.startswith("nsubj"):
                self._open_clause(node, noun)
            elif word.rel == "acl" and noun < node - 1 and self.units[node - 1].lower == ",":
                verb = next((at for at in islice(self.above(noun), _REACH) if self.words[at].pos == "VERB"), None)
                if verb is not None and any(
                    self.units[kid].lower in _IT and self.words[kid].rel == "obj" for kid in kids[node]
                ):
                    self.hang(node, verb, "advcl")

    def _mend_as_well(self) -> None:
        """Make what stands behind "as well" the object of the verb before it: "we support as well the reforms"."""
        for at in range(1, len(self.units) - 2):
            verb, noun = at - 1, self.parents[at]
            if (self.units[at].lower, self.units[at + 1].lower) != ("as", "well") or self.units[at + 2].lower == "as":
                continue
            joined = noun > at and self.words[noun].rel == "conj" and self.parents[noun] == verb
            if joined and self.words[verb].pos == "VERB" and self.words[noun].pos in {"NOUN", "PROPN"}:
                self.hang(noun, verb, "obj")
                self.hang(at, verb, "advmod")

    def _open_clause(self, node: int, noun: int) -> None:
        """Make a gerund with its noun a clause of the verb whose subject follows the next comma."""
        near = range(noun + 1, min(noun + _REACH, len(self.units)))
        subjects = (at for at in near if self.words[at].rel.startswith("nsubj") and self.units[at - 1].lower == ",")
        verb = next((self.parents[at] for at in subjects), node)
        above = list(islice(self.above(verb), _DEEPEST))
        if verb in {node, noun} or len(above) == _DEEPEST or node in above or noun in above:
            return
        over = self.parents[noun]
        if over > noun and over not in {verb, *above}:  # "office that she held": the clause hangs on the noun
            self.hang(over, noun, "acl:relcl")
        self.hang(noun, node, "obj")
        self.hang(node, verb, "advcl")


def _opens_with_case(words: Sequence[Word], kids: Sequence[int], node: int) -> bool:
    """Tell whether a phrase begins with a preposition, and a sentence with the phrase."""
    cases = [kid for kid in kids if words[kid].rel == "case" and kid < node]
    return bool(cases) and cases[0] <= 1


def _is_subject(relation: str) -> bool:
    return relation.startswith(("nsubj", "csubj"))
