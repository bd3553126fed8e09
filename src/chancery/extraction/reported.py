"""Finds every attribution of a sentence by its tree: who says or thinks, the cue, and what.

Wider than the record: thoughts ("believes", "expects"), sources without a name ("officials said") and
words that nobody is named for are attributions too. `quotations.py` takes from here only words said.

A cue governs its content as a clause ("said that"), interrupts or closes it ("X, she said"), opens it
with "as" or "according to", or is a noun that a clause spells out ("the claim that").

Source: Universal Dependencies v2 (`ccomp`, `parataxis`, `advcl`, `acl`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chancery.codebooks.cues import cue_forms, thoughts
from chancery.extraction.rows import Row
from chancery.extraction.tree import Tree
from chancery.extraction.units import NEGATIONS, RELATIVES, UnitKind, Verb
from chancery.model.text import Span

_SUBJECTS = ("nsubj", "csubj", "expl")
_ACCORDING = frozenset({"according"})
_TRIM = frozenset({",", ".", ";", ":", "-", "--", "–", "—", '"', "“", "”", "''", "``", "(", ")", "...", "…", "!"})
_LED = frozenset({"that", "because", "for"})
_NOUNS = frozenset(
    "claim claims statement assertion allegation allegations accusation accusations view belief opinion conviction "
    "suggestion suggestions report reports argument announcement hope hopes fear fears expectation expectations "
    "impression conclusion warning warnings assurance assurances promise prediction notion idea".split()
)
_CERTAIN = frozenset(
    "sure confident convinced certain aware hopeful optimistic adamant afraid positive doubtful sceptical "
    "skeptical".split()
)
_UNDERTAKEN = frozenset("claim promise pledge vow threaten swear profess".split())
_WEAK = frozenset({"say", "tell", "add", "think", "believe", "guess", "suppose", "mean", "know", "feel", "hope"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """Words or thoughts that a sentence attributes to somebody.

    Attributes:
        cue: The verb with its auxiliaries, or the phrase: "had told", "according to".
        lemma: Of the verb, or the phrase.
        thought: True where nothing is said aloud: "believes".
        denied: True for "did not say".
        speaker: The words that name whoever speaks, or None.
        mention: Position of the mention that heads them, or None.
        content: The stretches of text that carry what is said, in order.
        bare: True for an infinitive without a subject: "promised to come".
    """

    cue: Span
    lemma: str
    thought: bool
    denied: bool
    speaker: Span | None
    mention: int | None
    content: tuple[Span, ...]
    bare: bool = False


def find_reported(row: Row) -> tuple[Reported, ...]:
    """Find the attributions of a sentence, thoughts included.

    Args:
        row: The sentence as units over its tree.

    Returns:
        In the order of their cues; the content of one may hold another.
    """
    finder = _Finder(row)
    found = [*finder.of_verbs(), *finder.of_phrases(), *finder.of_nouns()]
    return tuple(sorted((one for one in found if one.content), key=lambda one: one.cue))


@dataclass(frozen=True, slots=True)
class Subject:
    """Who does what a verb says, as the tree shows it.

    Attributes:
        words: The noun phrase.
        mention: Position of the mention that heads it or is apposed to it, or None.
        apposed: True where the name stands beside a common noun: "the judge, X".
        own: True where the cue has the subject itself, not from another verb.
        owners: The mentions inside the phrase that only own its head: "X" in "X's widow".
    """

    words: Span
    mention: int | None
    apposed: bool
    own: bool
    owners: tuple[Span, ...]


def subject_of(row: Row, verb: Verb) -> Subject | None:
    """Return who does what a verb says, shared and relative subjects included."""
    finder = _Finder(row)
    node = finder.subject(verb)
    words = finder.phrase(node)
    if node is None or words is None:
        return None
    tree = row.tree
    return Subject(
        words=words,
        mention=finder.mention(node),
        apposed=tree.is_word(node),
        own=tree.parents[node] == verb.node,
        owners=tuple(tree.units[k].span for k in tree.kids(node, "nmod:poss")),
    )


class _Finder:
    """Reads the attributions off one sentence."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self._tree: Tree = row.tree

    def of_verbs(self) -> Iterator[Reported]:
        """Yield what verbs of saying and thinking govern, close or interrupt."""
        for verb in self._row.verbs:
            lemma = self._lemma(verb)
            if lemma is None:
                continue
            nodes = self._content(verb, lemma)
            if not nodes:
                continue
            subject = self.subject(verb)
            yield Reported(
                cue=Span(self._start(verb.first), self._end(verb.head)),
                lemma=lemma,
                thought=lemma in thoughts() or lemma in _CERTAIN,
                denied=bool(NEGATIONS.intersection(verb.auxiliaries)),
                speaker=self.phrase(subject),
                mention=self.mention(subject),
                content=self._spans(nodes),
                bare=any(node in self._tree.kids(verb.node, "xcomp") for node in nodes),
            )

    def of_phrases(self) -> Iterator[Reported]:
        """Yield what "according to X" stands by."""
        tree = self._tree
        for node in range(len(tree.units)):
            case = next((k for k in tree.kids(node, "case") if tree.units[k].lower in _ACCORDING), None)
            over = tree.parent(node)
            if case is None or over is None:
                continue
            clause = self._clause_head(over)
            phrase = frozenset(tree.below(node))
            rest = [at for at in tree.below(clause) if at not in phrase]
            last = max((k for k in tree.kids(case, "fixed")), default=case)
            yield Reported(
                cue=Span(self._start(case), self._end(last)),
                lemma="according to",
                thought=False,
                denied=False,
                speaker=self.phrase(node),
                mention=self.mention(node),
                content=self._spans(rest),
            )

    def of_nouns(self) -> Iterator[Reported]:
        """Yield the clauses that spell out "the claim", "her view"."""
        tree = self._tree
        for node in range(len(tree.units)):
            if tree.units[node].lower not in _NOUNS or tree.words[node].pos != "NOUN":
                continue
            clause = next(
                (k for k in tree.kids(node, "acl", "ccomp") if k > node and self._has_that(k) and self._is_full(k)),
                None,
            )
            if clause is None:
                continue
            owner = next(tree.kids(node, "nmod:poss"), None)
            if owner is None:
                owner = next((k for k in tree.kids(node, "nmod") if tree.case(k) in {"of", "by", "from"}), None)
            yield Reported(
                cue=tree.units[node].span,
                lemma=tree.units[node].lower,
                thought=False,
                denied=False,
                speaker=self.phrase(owner),
                mention=self.mention(owner),
                content=self._spans(list(tree.below(clause))),
            )

    # ---- what is said -----------------------------------------------------------------------

    def _lemma(self, verb: Verb) -> str | None:
        """Return the lemma of a verb that says or thinks."""
        word = self._tree.words[verb.node]
        if verb.node != verb.head:
            return word.lower if word.lower in _CERTAIN else None
        particle = self._tree.units[verb.head + 1].lower if verb.head + 1 < len(self._tree.units) else ""
        longer = cue_forms().get(f"{word.lower} {particle}")
        if longer is not None and longer.tense != "phrase":
            return longer.lemma
        cue = cue_forms().get(word.lower)
        lemmas = (word.lemma.lower(), *verb.lemmas)
        if cue is not None and cue.lemma in lemmas:
            return cue.lemma
        return next((lemma for lemma in lemmas if lemma in thoughts()), None)

    def _content(self, verb: Verb, lemma: str) -> Sequence[int]:
        """Return the nodes of what is said."""
        tree = self._tree
        node = verb.node
        clauses = [k for k in tree.kids(node, "ccomp") if self._is_full(k) or k < verb.first]
        if clauses:
            own = [at for clause in clauses[:1] for at in tree.below(clause)]
            return own if clauses[0] > node else [at for at in own if at < verb.first or at > node]
        if verb.is_passive and not any(tree.kids(node, "nsubj:pass")):
            return ()
        spoken = [k for k in tree.kids(node, "parataxis") if k > verb.head and self._opens_speech(verb, k)]
        if spoken:
            return [at for k in spoken for at in tree.below(k)]
        promised = [k for k in tree.kids(node, "xcomp") if lemma in _UNDERTAKEN and k > node]
        if promised:
            return list(tree.below(promised[0]))
        return self._around(verb, lemma)

    def _around(self, verb: Verb, lemma: str) -> Sequence[int]:
        """Return the clause that a cue interrupts or closes: "X, she said", "X, as she noted"."""
        tree = self._tree
        over = tree.parent(verb.node)
        if over is None or (any(tree.kids(verb.node, "obj", "xcomp")) and lemma != "tell"):
            return ()
        relation = tree.base(verb.node)
        led_by = {tree.units[k].lower for k in tree.kids(verb.node, "mark", "advmod")}
        as_aside = relation == "advcl" and "as" in led_by
        aside = relation in {"parataxis", "discourse"}
        if not (as_aside or aside) or (not as_aside and led_by & {"if", "when", "because"}):
            return ()
        if self.subject(verb) is None:
            return ()
        own = frozenset(tree.below(verb.node))
        rest = [at for at in tree.below(self._clause_head(over)) if at not in own]
        if not as_aside and rest and min(rest) > verb.head and lemma not in _WEAK:
            return ()
        return rest

    def _opens_speech(self, verb: Verb, node: int) -> bool:
        """Tell whether a clause set beside a cue is what is said: after a comma, a colon or a quotation mark."""
        between = [self._tree.units[at].lower for at in range(verb.head + 1, min(self._tree.below(node)))]
        return any(mark in {":", ",", '"', "“", "``", "‘", "'"} for mark in between) or not between

    def _is_full(self, node: int) -> bool:
        """Tell whether a clause has a subject, a mark or a question word of its own."""
        tree = self._tree
        verb = self._row.by_node.get(node)
        if verb is None:
            return True
        return not verb.is_infinitive or any(tree.kids(node, *_SUBJECTS)) or self._has_that(node)

    def _has_that(self, node: int) -> bool:
        return any(self._tree.units[k].lower in {"that", "whether", "if"} for k in self._tree.kids(node, "mark"))

    def _clause_head(self, node: int) -> int:
        """Return the head of the clause in which a node stands."""
        tree = self._tree
        while tree.base(node) not in {"root", "ccomp", "parataxis", "advcl", "acl", "conj", "xcomp"}:
            over = tree.parent(node)
            if over is None:
                break
            node = over
        return node

    # ---- who says it ------------------------------------------------------------------------

    def subject(self, verb: Verb) -> int | None:
        """Return the node of whoever speaks: the subject, a shared one, or the noun of a relative clause."""
        tree = self._tree
        node: int | None = verb.node
        if verb.is_passive:
            return next((k for k in tree.kids(verb.node, "obl") if tree.case(k) == "by"), None)
        seen = 0
        while node is not None and seen < len(tree.units):
            seen += 1
            own = self._own_subject(node)
            relation = tree.rel(node)
            if own is not None and tree.units[own].lower in RELATIVES and tree.base(node) == "acl":
                return tree.parent(node)
            if own is not None:
                return own
            if relation.split(":")[0] == "acl":
                return tree.parent(node)
            if relation.split(":")[0] not in {"conj", "advcl", "xcomp", "parataxis"}:
                return None
            node = tree.parent(node)
        return None

    def _own_subject(self, node: int) -> int | None:
        """Return the subject of a clause; of two that the parser sees in "the daily X said", the name."""
        tree = self._tree
        found = [k for k in tree.kids(node, "nsubj") if tree.rel(k) != "nsubj:outer"]
        named = [k for k in found if not tree.is_word(k)]
        return next(iter(named or found), None)

    def mention(self, node: int | None) -> int | None:
        """Return the position of the mention that a noun phrase is, or of the name beside its title."""
        if node is None:
            return None
        tree = self._tree
        for at in (node, *tree.kids(node, "appos", "flat")):
            if tree.units[at].kind is UnitKind.MENTION:
                return tree.units[at].index
        return None

    def phrase(self, node: int | None) -> Span | None:
        """Return the words of a noun phrase, without the clauses and asides that hang on it."""
        if node is None:
            return None
        tree = self._tree
        aside = list(tree.kids(node, "acl", "parataxis", "punct", "case", "ccomp", "cc", "advcl"))
        aside += [k for k in tree.kids(node, "appos") if k > node]
        joined = {k for k in tree.kids(node, "conj") if k in self._row.by_node}
        nodes = sorted(set(tree.below(node)) - {at for k in (*aside, *joined) for at in tree.below(k)})
        runs = _runs(nodes)
        run = next((run for run in runs if node in run), None)
        return Span(self._start(run[0]), self._end(run[-1])) if run else None

    # ---- spans ------------------------------------------------------------------------------

    def _spans(self, nodes: Sequence[int]) -> tuple[Span, ...]:
        """Return the stretches that nodes cover, without marks and conjunctions at their ends."""
        found = []
        for run in _runs(self._filled(sorted(set(nodes)))):
            start, end = 0, len(run)
            while start < end and self._is_edge(run[start], opens=True):
                start += 1
            while end > start and self._is_edge(run[end - 1], opens=False):
                end -= 1
            if start < end:
                found.append(Span(self._start(run[start]), self._end(run[end - 1])))
        return tuple(found)

    def _filled(self, nodes: list[int]) -> list[int]:
        """Add the marks that stand between nodes, which the parser may have hung elsewhere."""
        if not nodes:
            return nodes
        inside = set(nodes)
        marks = (at for at in range(nodes[0], nodes[-1]) if self._tree.units[at].lower in _TRIM)
        return sorted(inside | {at for at in marks if {at - 1, at + 1} <= inside | {nodes[0] - 1}})

    def _is_edge(self, node: int, *, opens: bool) -> bool:
        lower = self._tree.units[node].lower
        return lower in _TRIM or (opens and lower in _LED and self._tree.base(node) == "mark")

    def _start(self, node: int) -> int:
        return self._tree.units[node].span.start

    def _end(self, node: int) -> int:
        return self._tree.units[node].span.end


def _runs(nodes: Sequence[int]) -> list[list[int]]:
    """Part nodes into runs of neighbours."""
    runs: list[list[int]] = []
    for node in nodes:
        if runs and runs[-1][-1] == node - 1:
            runs[-1].append(node)
        else:
            runs.append([node])
    return runs
