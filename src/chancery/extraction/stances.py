"""Finds attributions without a clause: what somebody hopes to do, urges others to do, blames, welcomes or denies.

The record has such acts as events; they are attributions only for `chancery quotes --in`. Whatever has a clause
of its own ("said that") is found by `reported.py`.

Source: Universal Dependencies v2 (`xcomp`, `obj`, `obl`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from chancery.codebooks.cues import cue_forms, frames, stances, thoughts
from chancery.extraction.reported import Form, Reported
from chancery.extraction.rows import Row
from chancery.extraction.said import Said, whole_quotes
from chancery.extraction.sayers import Sayers, is_source
from chancery.extraction.units import NEGATIONS, UnitKind, Verb
from chancery.model.mentions import EntityKind
from chancery.model.text import Span

_WHO = frozenset("i we you he she they who".split())
_COMPLETING = frozenset({"of", "for", "as", "over", "about", "against"})
_HEARING = frozenset({"on", "upon", "to"})
_APPEALING = frozenset({"call", "appeal"})
_EMPTY = frozenset("it him her them me us you himself herself themselves itself this that".split())
_OPENING = frozenset({'"', "“", "``"})
_HOLDING = frozenset({"say", "believe", "think", "report", "expect", "allege", "know", "consider", "rumour", "rumor"})


def find_stances(row: Row, known: Iterable[Reported]) -> tuple[Reported, ...]:
    """Find what a sentence attributes without a clause.

    Args:
        row: The sentence as units over its tree.
        known: Its attributions with a clause; their cues are not read again.
    """
    finder = _Finder(row, frozenset(one.cue.end for one in known))
    return tuple(chain(finder.of_verbs(), finder.of_nouns()))


class _Finder:
    """Reads the attributions without a clause off one sentence."""

    def __init__(self, row: Row, taken: frozenset[int]) -> None:
        self._row = row
        self._tree = row.tree
        self._taken = taken
        self._sayers = Sayers(row)
        self._said = Said(row, self._sayers)

    def of_verbs(self) -> Iterator[Reported]:
        """Yield what verbs and predicates attribute: "urged them to go", "welcomed the plan", "was glad to"."""
        for verb in self._row.verbs:
            if self._tree.units[verb.head].span.end in self._taken:
                continue
            lemma, form, nodes = self._passive(verb) if verb.is_passive else self._active(verb)
            subject = self._sayers.subject(verb)
            unnamed = verb.is_passive and form is Form.INFINITIVE  # "is expected to": nobody is named
            if nodes and (unnamed or (subject is not None and self._speaks(subject))):
                yield self._stance(verb, lemma, form, nodes, subject)

    def _stance(self, verb: Verb, lemma: str, form: Form, nodes: Sequence[int], subject: int | None) -> Reported:
        units = self._tree.units
        last = verb.head
        after = units[verb.head + 1].lower if verb.head + 1 < len(units) else ""
        if lemma in _APPEALING and after in _HEARING:  # "called on"
            last += 1
        cue = Span(units[min(verb.first, last)].span.start, units[last].span.end)
        return Reported(
            cue=cue,
            lemma=lemma,
            thought=lemma in stances().minds or lemma in frames().adjectives,
            denied=bool(NEGATIONS.intersection(verb.auxiliaries)),
            speaker=self._sayers.phrase(subject),
            mention=self._sayers.mention(subject),
            content=whole_quotes(self._row, cue, self._said.spans(nodes)),
            source=subject is not None and is_source(self._tree, subject),
            form=form,
        )

    def _speaks(self, node: int) -> bool:
        """Tell whether a subject is somebody who can say or want something."""
        mention = self._tree.mention(node)
        known = mention is not None and mention.kind is not EntityKind.PLACE
        return known or self._tree.units[node].lower in _WHO or is_source(self._tree, node)

    # ---- verbs ------------------------------------------------------------------------------

    def _active(self, verb: Verb) -> tuple[str, Form, Sequence[int]]:
        """Return lemma, form and nodes of what an active verb or a predicate attributes."""
        tree, listed = self._tree, stances()
        if verb.node != verb.head:
            word = tree.units[verb.node].lower
            goal = self._infinitive(verb.node) if word in frames().adjectives else None
            return word, Form.INFINITIVE, () if goal is None else list(tree.below(goal))
        lemmas = self._lemmas(verb)
        ordered = self._ordered(verb, lemmas)
        if ordered:
            return lemmas[0], Form.INFINITIVE, ordered
        goal = self._infinitive(verb.node)
        if goal is not None and listed.infinitive.intersection(lemmas):
            return lemmas[0], Form.INFINITIVE, list(tree.below(goal))
        doing = self._gerund(verb.node) if listed.gerund.intersection(lemmas) else None
        if doing is not None:
            return lemmas[0], Form.INFINITIVE, list(tree.below(doing))
        return lemmas[0], Form.PHRASE, self._named(verb, lemmas) or self._object(verb, lemmas) or self._to(verb, lemmas)

    def _passive(self, verb: Verb) -> tuple[str, Form, Sequence[int]]:
        """Return the same of "was rejected by X", and of "is said to", whose subject is what is said of."""
        tree, lemmas = self._tree, self._lemmas(verb)
        patient = next(tree.kids(verb.node, "nsubj"), None)
        if patient is None:
            return lemmas[0], Form.PHRASE, ()
        goal = self._infinitive(verb.node)
        if goal is not None and _HOLDING.intersection(lemmas):
            return lemmas[0], Form.INFINITIVE, [*tree.below(patient), *tree.below(goal)]
        by = any(tree.case(k) == "by" for k in tree.kids(verb.node, "obl"))
        if not by or not stances().object.intersection(lemmas):
            return lemmas[0], Form.PHRASE, ()
        return lemmas[0], Form.PHRASE, list(tree.below(patient))

    def _lemmas(self, verb: Verb) -> tuple[str, ...]:
        """Return what a verb can be a form of, its particle included: "rule out"."""
        tree = self._tree
        word = tree.words[verb.head].lemma.lower()
        particle = next((tree.units[k].lower for k in tree.kids(verb.head, "compound") if k > verb.head), "")
        if particle:
            return (f"{word} {particle}", *(f"{lemma} {particle}" for lemma in verb.lemmas))
        cue = cue_forms().get(tree.words[verb.head].lower)
        known = [cue.lemma] if cue is not None and cue.tense != "phrase" else []
        return tuple(dict.fromkeys((word, *verb.lemmas, *known)))

    def _infinitive(self, node: int) -> int | None:
        """Return the infinitive that completes a verb or predicate: "hopes to open"."""
        for kid in self._tree.kids(node, "xcomp"):
            verb = self._row.by_node.get(kid)
            if kid > node and verb is not None and verb.is_infinitive:
                return kid
        return None

    def _gerund(self, node: int) -> int | None:
        """Return the participle that completes a verb: "recalled seeing"."""
        for kid in self._tree.kids(node, "xcomp", "ccomp"):
            verb = self._row.by_node.get(kid)
            if kid > node and verb is not None and verb.is_gerund:
                return kid
        return None

    def _ordered(self, verb: Verb, lemmas: Sequence[str]) -> Sequence[int]:
        """Return who is urged and to what: "urged both sides to return", "called on them to go"."""
        tree = self._tree
        whom = next((k for k in tree.kids(verb.node, "obj", "iobj") if k > verb.head), None)
        if whom is None and _APPEALING.intersection(lemmas):
            whom = next((k for k in tree.kids(verb.node, "obl") if k > verb.head and tree.case(k) in _HEARING), None)
        elif not stances().ordered.intersection(lemmas):
            return ()
        if whom is None:
            return ()
        goal = next((k for k in tree.kids(verb.node, "xcomp", "advcl", "ccomp") if k > whom and self._is_to(k)), None)
        if goal is None:
            goal = next((k for k in tree.kids(whom, "acl") if self._is_to(k)), None)
        if goal is None:
            return ()
        case = set(tree.kids(whom, "case"))
        return [at for at in {*tree.below(whom), *tree.below(goal)} if at not in case]

    def _is_to(self, node: int) -> bool:
        verb = self._row.by_node.get(node)
        return verb is not None and verb.is_infinitive

    def _named(self, verb: Verb, lemmas: Sequence[str]) -> Sequence[int]:
        """Return what something is called: "called the sale a step"."""
        tree = self._tree
        if not stances().naming.intersection(lemmas):
            return ()
        thing = next((k for k in tree.kids(verb.node, "obj") if k > verb.head), None)
        if thing is None:
            return ()
        name = next((k for k in tree.kids(verb.node, "xcomp", "obl", "ccomp") if k > thing), None)
        if name is None:
            name = next((k for k in tree.kids(thing, "appos") if self._opens_quote(k)), None)
        if name is None:
            return ()
        quoted = self._opens_quote(name)
        return list(tree.below(name)) if quoted else [*tree.below(thing), *tree.below(name)]

    def _opens_quote(self, node: int) -> bool:
        first = min(self._tree.below(node))
        return bool(_OPENING & {self._tree.units[at].lower for at in (first, max(first - 1, 0))})

    def _object(self, verb: Verb, lemmas: Sequence[str]) -> Sequence[int]:
        """Return what is blamed, welcomed or denied, with what completes it: "accused them of hiding it"."""
        tree = self._tree
        if not stances().object.intersection(lemmas):
            return ()
        thing = next((k for k in tree.kids(verb.node, "obj", "xcomp") if k > verb.head), None)
        if thing is None:
            return ()
        nodes = list(tree.below(thing))
        for kid in tree.kids(verb.node, "obl", "advcl"):
            opened = tree.case(kid) or next((tree.units[k].lower for k in tree.kids(kid, "mark", "case")), "")
            taken = stances().prepositions.get(lemmas[0], frozenset())
            if kid > thing and tree.units[kid].kind is not UnitKind.TIME and opened in _COMPLETING | taken:
                nodes += tree.below(kid)
        alone = len(nodes) == 1 and tree.units[thing].lower in _EMPTY
        return () if alone else nodes

    def _to(self, verb: Verb, lemmas: Sequence[str]) -> Sequence[int]:
        """Return what a preposition leads to: "warned of floods", "called for a truce"."""
        tree = self._tree
        taken = frozenset(chain.from_iterable(stances().prepositions.get(lemma, ()) for lemma in lemmas))
        for kid in tree.kids(verb.node, "obl", "advcl"):
            opened = tree.case(kid) or next((tree.units[k].lower for k in tree.kids(kid, "mark", "case")), "")
            if kid > verb.head and opened in taken:
                return list(tree.below(kid))
        return ()

    # ---- nouns ------------------------------------------------------------------------------

    def of_nouns(self) -> Iterator[Reported]:
        """Yield the infinitives that spell out "his threat", "their promise"."""
        tree = self._tree
        for node in range(len(tree.units)):
            lemma = tree.words[node].lemma.lower()
            known = frames().nouns | frames().minds
            if tree.words[node].pos != "NOUN" or lemma not in known or tree.units[node].span.end in self._taken:
                continue
            owner = next(tree.kids(node, "nmod:poss"), None)
            goal = next((k for k in tree.kids(node, "acl") if k > node and self._is_to(k)), None)
            if owner is None or goal is None or not (self._speaks(owner) or tree.words[owner].pos == "PRON"):
                continue
            yield Reported(
                cue=tree.units[node].span,
                lemma=lemma,
                thought=lemma in frames().minds or lemma in thoughts(),
                denied=False,
                speaker=self._sayers.phrase(owner),
                mention=self._sayers.mention(owner),
                content=self._said.spans(list(tree.below(goal))),
                source=is_source(tree, owner),
                form=Form.INFINITIVE,
            )
