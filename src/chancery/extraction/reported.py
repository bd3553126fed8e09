"""Finds every attribution of a sentence by its tree: who says or thinks, the cue, and what.

Wider than the record: thoughts ("believes", "expects"), sources without a name ("officials said") and
words that nobody is named for are attributions too. `quotations.py` takes from here only words said.

A cue governs its content as a clause ("said that"), interrupts or closes it ("X, she said"), opens it
with "as" or "according to", or is a noun that a clause spells out ("the claim that").

Source: Universal Dependencies v2 (`ccomp`, `parataxis`, `advcl`, `acl`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from chancery.codebooks.cues import cue_forms, frames, thoughts
from chancery.extraction.attributing import Candidate, attributes
from chancery.extraction.rows import Row
from chancery.extraction.said import Said, whole_quotes
from chancery.extraction.sayers import Sayers, is_source
from chancery.extraction.tree import Tree
from chancery.extraction.units import NEGATIONS, Verb
from chancery.model.text import Span

_ACCORDING = frozenset({"according"})
_VIEWED = frozenset({"words", "view", "opinion", "estimation", "estimate", "account", "telling", "assessment"})
_VOICING = frozenset(
    "express voice have give make issue hold take repeat reiterate sound offer send deliver share harbour harbor "
    "reject deny dismiss raise find see provide present".split()
)
_COMING = frozenset({"come", "arrive"})  # "came to the conclusion"
_THOUGHT = frozenset({"make sure", "make certain", "take it"})
_THINGS = frozenset({"it", "this", "that", "which", "these"})


class Form(StrEnum):
    """How what is attributed is told."""

    CLAUSE = "clause"  # "said that it would", "“It will,” he said"
    INFINITIVE = "infinitive"  # "hopes to", "urged them to"
    PHRASE = "phrase"  # "welcomed the plan", "warned of floods"


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
        source: True where these words name a person or a body: a name, or a noun like "diplomats".
        form: How the content is told.
        inside: True where it stands in the content of another.
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
    source: bool = False
    form: Form = Form.CLAUSE
    inside: bool = False


def find_reported(row: Row) -> tuple[Reported, ...]:
    """Find the attributions of a sentence, thoughts included.

    Args:
        row: The sentence as units over its tree.

    Returns:
        In the order of their cues; the content of one may hold another.
    """
    finder = _Finder(row)
    of_verbs = (one for one, candidate in finder.of_verbs() if attributes(candidate))
    found = [*of_verbs, *finder.of_phrases(), *finder.of_nouns()]
    return tuple(sorted((one for one in found if one.content), key=lambda one: one.cue))


def find_candidates(row: Row) -> Iterator[tuple[Reported, Candidate]]:
    """Find what verbs may attribute, before it is judged, to learn from."""
    return ((one, candidate) for one, candidate in _Finder(row).of_verbs() if one.content)


class _Finder:
    """Reads the attributions off one sentence."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self._tree: Tree = row.tree
        self._sayers = Sayers(row)
        self._said = Said(row, self._sayers)

    def of_verbs(self) -> Iterator[tuple[Reported, Candidate]]:
        """Yield what verbs of saying and thinking may govern, close or interrupt."""
        for verb in self._row.verbs:
            lemma = self._lemma(verb)
            if lemma is None:
                continue
            nodes = self._said.of_verb(verb, lemma)
            if not nodes:
                continue
            subject = self._sayers.subject(verb)
            if lemma == "mean" and not self._means(subject):
                continue  # "this means that" tells of a consequence
            cue = self._span(verb.first, max(verb.head, verb.node, self._predicate(verb)))
            bare = any(node in self._tree.kids(verb.node, "xcomp") for node in nodes)
            found = Reported(
                cue=cue,
                lemma=lemma,
                thought=lemma in thoughts() | frames().adjectives | _THOUGHT,
                denied=bool(NEGATIONS.intersection(verb.auxiliaries)),
                speaker=self._sayers.phrase(subject),
                mention=self._sayers.mention(subject),
                content=whole_quotes(self._row, cue, self._said.spans(nodes)),
                source=subject is not None and is_source(self._tree, subject),
                bare=bare,
                form=Form.INFINITIVE if bare else Form.CLAUSE,
            )
            yield found, Candidate(self._row, verb, lemma, subject, nodes)

    def _means(self, subject: int | None) -> bool:
        """Tell whether somebody means something, not what happened."""
        return self._sayers.mention(subject) is not None and self._tree.units[subject or 0].lower not in _THINGS

    def of_phrases(self) -> Iterator[Reported]:
        """Yield what "according to X" and "in X's view" stand by."""
        tree = self._tree
        for node in range(len(tree.units)):
            found = self._phrase_at(node)
            over = tree.parent(node)
            if found is None or over is None:
                continue
            lemma, cue, source = found
            phrase = frozenset(tree.below(node))
            rest = [at for at in tree.below(self._said.clause_head(over)) if at not in phrase]
            yield Reported(
                cue=cue,
                lemma=lemma,
                thought=False,
                denied=False,
                speaker=self._sayers.phrase(source),
                mention=self._sayers.mention(source),
                content=whole_quotes(self._row, cue, self._said.spans(rest)),
                source=is_source(tree, source),
            )

    def _phrase_at(self, node: int) -> tuple[str, Span, int] | None:
        """Return lemma, words and source of a phrase that reports, "according to X", "in the words of X"."""
        tree = self._tree
        case = next((k for k in tree.kids(node, "case") if tree.units[k].lower in _ACCORDING | {"in", "by"}), None)
        if case is None:
            return None
        if tree.units[case].lower in _ACCORDING:
            last = max((k for k in tree.kids(case, "fixed")), default=case)
            return "according to", self._span(case, last), node
        owner = next(tree.kids(node, "nmod:poss"), None)
        of = next((k for k in tree.kids(node, "nmod") if tree.case(k) == "of"), None)
        if tree.units[node].lower not in _VIEWED or (owner is None and of is None):
            return None
        return f"{tree.units[case].lower} the {tree.units[node].lower}", self._span(case, node), owner or of or node

    def of_nouns(self) -> Iterator[Reported]:
        """Yield the clauses that spell out "the claim", "her view", or say what "her view is"."""
        tree, said = self._tree, self._said
        nouns = frames().nouns | frames().minds
        for node in range(len(tree.units)):
            lemma = tree.words[node].lemma.lower()
            if tree.words[node].pos != "NOUN" or lemma not in nouns or not tree.is_word(node):
                continue
            clause = next(
                (k for k in tree.kids(node, "acl", "ccomp") if k > node and said.has_that(k) and said.is_full(k)), None
            )
            nodes = list(tree.below(clause)) if clause is not None else self._predicated(node)
            owner = self._owner(node)
            if not nodes or owner is None:
                continue
            yield Reported(
                cue=tree.units[node].span,
                lemma=lemma,
                thought=lemma in frames().minds,
                denied=False,
                speaker=self._sayers.phrase(owner),
                mention=self._sayers.mention(owner),
                content=said.spans(nodes),
            )

    def _predicated(self, node: int) -> list[int]:
        """Return the clause of "her argument is that", which the tree hangs over its outer subject."""
        tree = self._tree
        over = tree.parent(node)
        if over is None or tree.base(node) != "nsubj":
            return []
        if tree.rel(node) == "nsubj:outer" and self._said.has_that(over):
            mark = next(k for k in tree.kids(over, "mark") if tree.units[k].lower in {"that", "whether", "if"})
            return [at for at in tree.below(over) if at >= mark]
        verb = self._row.by_node.get(over)
        clause = next((k for k in tree.kids(over, "ccomp") if self._said.has_that(k)), None)
        return list(tree.below(clause)) if clause is not None and verb and "be" in verb.lemmas else []

    def _owner(self, node: int) -> int | None:
        """Return whose claim it is: its owner, else the subject of the verb that voices it."""
        tree = self._tree
        owner = next(tree.kids(node, "nmod:poss"), None)
        if owner is None:
            owner = next((k for k in tree.kids(node, "nmod") if tree.case(k) in {"of", "by", "from"}), None)
        verb = self._row.by_node.get(tree.parents[node])
        if owner is not None or verb is None or tree.base(node) not in {"obj", "obl"}:
            return owner
        voiced = _VOICING if tree.base(node) == "obj" else frames().said | _COMING
        return self._sayers.subject(verb) if voiced.intersection(verb.lemmas) else None

    # ---- cues ---------------------------------------------------------------------------------

    def _lemma(self, verb: Verb) -> str | None:
        """Return the lemma of a verb or predicate that says or thinks."""
        tree, word = self._tree, self._tree.words[verb.node]
        if verb.node != verb.head:
            return word.lower if word.lower in frames().adjectives else None
        longer = self._longer(verb)
        if longer is not None:
            return longer
        particle = tree.units[verb.head + 1].lower if verb.head + 1 < len(tree.units) else ""
        found = cue_forms().get(f"{word.lower} {particle}")
        if found is not None and found.tense != "phrase":
            return found.lemma
        cue = cue_forms().get(word.lower)
        lemmas = (word.lemma.lower(), *verb.lemmas)
        if cue is not None and cue.lemma in lemmas:
            return cue.lemma
        known = frames()
        listed = known.said | known.question | known.manner | thoughts()
        return next((lemma for lemma in lemmas if lemma in listed), None)

    def _longer(self, verb: Verb) -> str | None:
        """Return "make clear", "be like", "put it"; None for a verb that is a cue by itself or none."""
        tree, lemmas = self._tree, frozenset(verb.lemmas)
        at = self._predicate(verb)
        if at > verb.head:
            return f"make {tree.units[at].lower}"
        if "be" in lemmas and any(
            tree.units[k].lower == "like" for k in tree.kids(verb.node, "compound", "advmod", "discourse", "mark")
        ):
            return "be like"
        if "go" in lemmas and any(self._said.opens_quote(k) for k in tree.kids(verb.node, "ccomp")):
            return "go"  # "she goes, “No way”"
        if "take" in lemmas and any(tree.units[k].lower == "it" for k in tree.kids(verb.node, "obj", "expl")):
            return "take it"
        if "put" in lemmas and any(tree.units[k].lower == "it" for k in tree.kids(verb.node, "obj")):
            return "put it"
        return None

    def _predicate(self, verb: Verb) -> int:
        """Return the unit of "clear" in "made it clear that", else -1."""
        if "make" not in verb.lemmas:
            return -1
        tree = self._tree
        return next((k for k in tree.kids(verb.node, "xcomp") if tree.units[k].lower in frames().made), -1)

    def _span(self, one: int, other: int) -> Span:
        """Return the characters from one unit to another; of garbled text the tree may turn them round."""
        first, last = sorted((one, other))
        return Span(self._tree.units[first].span.start, self._tree.units[last].span.end)
