"""Finds what a cue reports by the tree: the clause that it governs, closes, interrupts or asks for.

Source: Universal Dependencies v2 (`ccomp`, `csubj`, `parataxis`, `advcl`, free relatives as GUM has them).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chancery.codebooks.cues import cue_forms, frames, thoughts
from chancery.extraction.quotes import CLOSING, DOUBLE, quoted_spans
from chancery.extraction.rows import Row
from chancery.extraction.sayers import Sayers, runs_of
from chancery.extraction.sentence import Sentence
from chancery.extraction.tree import Tree
from chancery.extraction.units import MODALS, Verb
from chancery.model.text import Span

_SUBJECTS = ("nsubj", "csubj", "expl")
_TRIM = frozenset({",", ".", ";", ":", "-", "--", "–", "—", '"', "“", "”", "''", "``", "(", ")", "...", "…", "!"})
_LED = frozenset({"that", "because", "for"})
_UNDERTAKEN = frozenset("claim promise pledge vow threaten swear profess".split())
_WEAK = frozenset({"say", "tell", "add", "think", "believe", "guess", "suppose", "feel", "hope"})
_FILLERS = frozenset({"know", "mean"})  # "you know", "I mean"
_SUPPOSED = frozenset({"see", "say"})  # "see, we did that", "say you want to go", "let's say"
_GOING_ON = frozenset({"go on", "continue", "begin", "start", "finish", "conclude", "open", "close", "offer", "agree"})
# verbs that have a sense of their own beside a clause: words in marks alone make them cues there
_MEASURED = frozenset({"so", "enough", "too", "as"})  # "so clear that nobody denied it" tells of a consequence
_DO = frozenset({"do", "does", "did"})
_ABOUT = frozenset({"about", "of"})
_ASKING = frozenset("what how why where when who whom which whose whatever whoever whether".split())
LIKE = frozenset({"be like", "feel", "go"})
_HALF = 2  # words of which half stand in marks are all that stands in these marks
_DATELINE = 16  # units that a dateline may have: "WASHINGTON, May 4 (Agency) -"
_DASHES = frozenset({"-", "--", "–", "—"})
_CUE_WORDS = 12  # "he said on Monday after the talks in X,"
_JOINED = re.compile(r"\b(?:and|but|or|that)\b")


class Said:
    """Reads off one sentence what its cues report."""

    def __init__(self, row: Row, sayers: Sayers) -> None:
        """Take a sentence as units over its tree, and who speaks in it."""
        self._row = row
        self._tree: Tree = row.tree
        self._sayers = sayers

    def of_verb(self, verb: Verb, lemma: str) -> Sequence[int]:
        """Return the nodes of what a verb reports; empty where it reports nothing here."""
        if lemma in frames().question:
            asked = self._asked(verb)
            if asked:
                return asked
        if not _governs(lemma):
            return self._around(verb, lemma) if lemma in frames().manner else ()
        node = verb.node
        clauses = [k for k in self._clauses(verb, lemma) if self.is_full(k) or k < verb.first]
        if clauses and (self._is_measured(verb) or self._is_filler(verb, lemma, clauses[0])):
            return ()
        if clauses:
            own = self._own(clauses[0])
            joined = [k for k in self._tree.kids(node, "conj") if k > clauses[0] and self._goes_on(verb, k)]
            own += [at for k in joined for at in self._own(k)]
            in_place = clauses[0] > node or self._tree.units[clauses[0]].lower in _ASKING
            return self._unasked(verb, own) if in_place else self._fronted(verb, own)
        if verb.is_passive or verb.node != verb.head:
            return self._expected(verb)
        spoken = [k for k in self._tree.kids(node, "parataxis") if k > verb.head and self._opens_speech(verb, k)]
        spoken = [k for k in spoken if not self._closes(k) and self._is_spoken(verb, lemma, k)]
        if spoken:
            return [at for k in spoken for at in self._tree.below(k)]
        promised = [k for k in self._tree.kids(node, "xcomp") if lemma in _UNDERTAKEN and k > node]
        if promised:
            return list(self._tree.below(promised[0]))
        return self._around(verb, lemma)

    def _is_measured(self, verb: Verb) -> bool:
        """Tell whether a predicate has a measure of which its clause is the consequence: "so sure that he left"."""
        kids = self._tree.kids(verb.node, "advmod")
        stands = verb.node != verb.head or verb.is_passive
        return stands and any(self._tree.units[k].lower in _MEASURED for k in kids)

    def _is_filler(self, verb: Verb, lemma: str, clause: int) -> bool:
        """Tell whether a cue only calls for attention: "you know, it rains", "say you want to go"."""
        tree = self._tree
        if self.has_that(clause) or clause < verb.head or verb.first != verb.head:
            return False
        subject = next(tree.kids(verb.node, "nsubj"), None)
        comma = verb.head + 1 < len(tree.units) and tree.units[verb.head + 1].lower == ","
        if subject is not None:
            called = lemma in _FILLERS | _SUPPOSED and tree.units[subject].lower == "you"
            return called and comma and tree.base(verb.node) != "advcl"
        over = tree.parent(verb.node)
        let = over is not None and tree.units[over].lower == "let"
        bare = lemma in _SUPPOSED and "VB" in verb.tags and not self.opens_quote(clause)
        return bare and (let or verb.first == 0) and (comma or lemma == "say" or not let)

    def opens_quote(self, node: int) -> bool:
        """Tell whether a clause begins with a quotation mark, or right after one."""
        units, first = self._tree.units, min(self._tree.below(node))
        while first < node and units[first].lower in {",", ":"}:
            first += 1
        return any(DOUBLE.intersection(units[at].lower) for at in (first, max(first - 1, 0)))

    def _is_spoken(self, verb: Verb, lemma: str, node: int) -> bool:
        """Tell whether what stands beside a cue can be its words: a clause, where the cue has no object of its own."""
        if self.opens_quote(node):
            return True
        own = any(k > verb.head for k in self._tree.kids(verb.node, "xcomp"))
        own = own or (lemma not in frames().addressee and self._has_object(verb))
        return node in self._row.by_node and not own and self._sayers.subject(verb) is not None

    def _own(self, node: int) -> list[int]:
        """Return the nodes of a clause without participles of the speaker that a comma sets apart: ", adding that"."""
        own = list(self._tree.below(node))
        inside = frozenset(own)
        trailing = [v.node for v in self._row.verbs if v.node > node and v.node in inside]
        left_out = frozenset(at for k in trailing if self._sayers.is_trailing(k) for at in self._tree.below(k))
        return [at for at in own if at not in left_out]

    def _fronted(self, verb: Verb, own: Sequence[int]) -> Sequence[int]:
        """Return what stands before a cue, and of what follows the cue only what a comma or a mark sets apart."""
        units = self._tree.units
        kept = [at for at in own if at < verb.first]
        for run in runs_of(sorted(at for at in own if at > verb.node)):
            if units[run[0]].lower in _TRIM or units[run[0] - 1].lower in _TRIM:
                kept += run
        return kept or self._unasked(verb, own)

    def _unasked(self, verb: Verb, own: Sequence[int]) -> Sequence[int]:
        """Return a clause without what a question about it begins with: "what do you think will happen"."""
        units = self._tree.units
        asks = units[min(own)].lower in _ASKING and bool(_DO.intersection(verb.auxiliaries))
        return [at for at in own if at > verb.node] or own if asks else own

    def _closes(self, node: int) -> bool:
        """Tell whether a clause set beside another is itself a cue that closes the sentence: ", she said"."""
        verb = self._row.by_node.get(node)
        if verb is None or not frames().said.intersection(verb.lemmas):
            return False
        return not any(k > node for k in self._tree.kids(node, "ccomp", "parataxis"))

    def _clauses(self, verb: Verb, lemma: str) -> Iterator[int]:
        """Yield the clauses that a verb governs, or the predicate with which it makes a cue: "made it clear that"."""
        tree = self._tree
        yield from tree.kids(verb.node, "ccomp")
        for kid in tree.kids(verb.node, "xcomp"):
            if tree.units[kid].lower in frames().made:
                yield from tree.kids(kid, "ccomp")
        if lemma in LIKE:
            for kid in tree.kids(verb.node, "advcl", "parataxis"):
                if lemma == "be like" or any(tree.units[k].lower == "like" for k in tree.kids(kid, "mark")):
                    yield kid

    def _expected(self, verb: Verb) -> Sequence[int]:
        """Return the clause of "it was reported that"."""
        clause = next((k for k in self._tree.kids(verb.node, "csubj") if k > verb.node and self.has_that(k)), None)
        return () if clause is None else list(self._tree.below(clause))

    def _asked(self, verb: Verb) -> Sequence[int]:
        """Return what is asked or told in a question's form: "whether it sails", "what he did", a free relative."""
        tree = self._tree
        for kid in tree.kids(verb.node, "obj", "ccomp", "obl", "advmod"):
            if kid < verb.head:
                continue
            asks = tree.units[min(tree.below(kid))].lower in _ASKING
            hung = any(at in self._row.by_node for at in tree.below(kid) if at > kid) or any(tree.kids(kid, "nsubj"))
            free = asks and tree.base(kid) != "ccomp" and hung
            clause = tree.base(kid) == "ccomp" and (asks or self.opens_quote(kid))
            if free or (clause and self.is_full(kid)):
                return list(tree.below(kid))
        return ()

    def _around(self, verb: Verb, lemma: str) -> Sequence[int]:
        """Return the clause that a cue interrupts or closes: "X, she said", "X, as she noted"."""
        tree = self._tree
        over = tree.parent(verb.node)
        if over is None or (lemma in _FILLERS and tree.base(verb.node) != "advcl"):
            return ()
        relation = tree.base(verb.node)
        led_by = {tree.units[k].lower for k in tree.kids(verb.node, "mark", "advmod")}
        or_so = relation == "conj" and "so" in led_by and any(tree.kids(verb.node, "cc"))  # "X, or so she says"
        as_aside = or_so or (relation == "advcl" and bool({"as", "so"} & led_by) and not self._is_correlated(over))
        aside = relation in {"parataxis", "discourse"}
        if not (as_aside or aside) or (not as_aside and led_by & {"if", "when", "because"}):
            return ()
        own = frozenset(tree.below(verb.node))
        rest = [at for at in tree.below(self.clause_head(over)) if at not in own]
        marked = any(DOUBLE.intersection(tree.units[at].lower) for at in rest)
        if self._sayers.subject(verb) is None or self._is_called(verb, lemma):
            return ()
        if self._has_object(verb, or_it=as_aside and marked) and lemma != "tell":
            return ()
        if not as_aside and rest and min(rest) > verb.head and lemma not in _WEAK:
            return ()
        return () if lemma in _GOING_ON and not marked else rest

    def _is_called(self, verb: Verb, lemma: str) -> bool:
        """Tell whether an aside calls for attention, "you see", or tells of something else, "you will learn of it"."""
        tree = self._tree
        you = any(tree.units[k].lower == "you" for k in tree.kids(verb.node, "nsubj"))
        away = any(tree.case(k) in _ABOUT for k in tree.kids(verb.node, "obl"))
        return away or (you and lemma in _SUPPOSED and tree.base(verb.node) != "advcl")

    def _is_correlated(self, node: int) -> bool:
        """Tell whether "as" compares: "as soon as they knew", "as far as I can tell"."""
        tree = self._tree
        return any(tree.units[k].lower == "as" and k < node for k in tree.kids(node, "advmod"))

    def _has_object(self, verb: Verb, *, or_it: bool = False) -> bool:
        """Tell whether a cue says something of its own; "it" in "put it", in "as she summed it up", is nothing."""
        turned = self._sayers.turned(verb.node)
        kids = (k for k in self._tree.kids(verb.node, "obj", "xcomp") if k != turned)
        return any(not (or_it and self._tree.units[k].lower == "it") for k in kids)

    def _opens_speech(self, verb: Verb, node: int) -> bool:
        """Tell whether a clause set beside a cue is what is said: after a comma, a colon or a quotation mark."""
        units = self._tree.units
        own = sorted(self._tree.below(node))
        between = [units[at].lower for at in range(verb.head + 1, own[0])]
        led = units[own[0]].lower in {":", '"', "“"}  # marks that hang on the words themselves
        return led or any(mark in {":", ",", '"', "“", "``", "‘", "'"} for mark in between) or not between

    def is_full(self, node: int) -> bool:
        """Tell whether a clause has a subject, a mark or a question word of its own."""
        tree = self._tree
        verb = self._row.by_node.get(node)
        if verb is None:
            return True
        return not verb.is_infinitive or any(tree.kids(node, *_SUBJECTS)) or self.has_that(node)

    def has_that(self, node: int) -> bool:
        """Tell whether a conjunction opens a clause as what is said."""
        return any(self._tree.units[k].lower in {"that", "whether", "if"} for k in self._tree.kids(node, "mark"))

    def _goes_on(self, verb: Verb, node: int) -> bool:
        """Tell whether a clause joined to a cue is said too: "said that X, but that Y", "says X is and will be"."""
        tree = self._tree
        if any(tree.units[k].lower == "that" for k in tree.kids(node, "mark")):
            return True
        other = self._row.by_node.get(node)
        if other is None or any(tree.kids(node, *_SUBJECTS)):
            return False
        return bool(MODALS.intersection(other.auxiliaries)) and not MODALS.intersection(verb.auxiliaries)

    def clause_head(self, node: int) -> int:
        """Return the head of the clause in which a node stands."""
        tree = self._tree
        while tree.base(node) not in {"root", "ccomp", "parataxis", "advcl", "acl", "conj", "xcomp"}:
            over = tree.parent(node)
            if over is None:
                break
            node = over
        return node

    # ---- spans ------------------------------------------------------------------------------

    def spans(self, nodes: Sequence[int]) -> tuple[Span, ...]:
        """Return the stretches that nodes cover, without marks and conjunctions at their ends."""
        found = []
        opening = self._after_dateline()
        for run in runs_of(self._filled(sorted({at for at in nodes if at >= opening}))):
            start, end = 0, len(run)
            while start < end and self._is_edge(run[start], opens=True):
                start += 1
            while end > start and self._is_edge(run[end - 1], opens=False):
                end -= 1
            if start < end:
                found.append(Span(self._tree.units[run[start]].span.start, self._tree.units[run[end - 1]].span.end))
        return tuple(found)

    def _after_dateline(self) -> int:
        """Return the node after "CITY, date (Agency) -", else 0."""
        if not self._row.sentence.text[:3].isupper():
            return 0
        units = self._tree.units[:_DATELINE]
        return next((at + 1 for at, unit in enumerate(units) if unit.lower in _DASHES and at), 0)

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


def _governs(lemma: str) -> bool:
    """Tell whether a verb or predicate reports a clause that it governs."""
    known = frames()
    listed = lemma in known.said or lemma in known.adjectives or lemma in thoughts()
    return listed or lemma in cue_forms() or lemma in LIKE or lemma.startswith(("make ", "put ", "take "))


def whole_quotes(row: Row, cue: Span, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return what is said with all of the words in marks of which the tree gives only a part.

    Args:
        row: The sentence.
        cue: The words that report; marks around them are another's.
        content: What the tree shows as said.
    """
    sentence = row.sentence
    if not DOUBLE.intersection(sentence.text):
        return content
    quotes = tuple(Span(q.start + sentence.span.start, q.end + sentence.span.start) for q in _quotes(sentence.text))
    before: Span | None = None
    for quote in quotes:
        if quote.overlaps(cue):
            continue
        shared = sum(max(0, min(quote.end, one.end) - max(quote.start, one.start)) for one in content)
        if shared and shared * _HALF >= sum(one.end - one.start for one in content):
            content = _with(content, quote)
            before = quote if quote.end <= cue.start else None
        elif before is not None and cue.end <= quote.start and _goes_on(sentence, Span(cue.end, quote.start)):
            content = _with(content, quote)
    return content


def _with(content: Sequence[Span], quote: Span) -> tuple[Span, ...]:
    inside = [one for one in content if quote.overlaps(one)]
    outside = [one for one in content if not quote.overlaps(one)]
    start, end = min(one.start for one in (quote, *inside)), max(one.end for one in (quote, *inside))
    return tuple(sorted((*outside, Span(start, end))))


def _goes_on(sentence: Sentence, between: Span) -> bool:
    """Tell whether words in marks go on after their cue: "X," he said on Monday, "Y"."""
    text = sentence.text[between.start - sentence.span.start : between.end - sentence.span.start].rstrip('"“ ')
    return text.endswith(",") and len(text.split()) <= _CUE_WORDS and not _JOINED.search(text)


def _quotes(text: str) -> tuple[Span, ...]:
    """Return the words in marks of a sentence; those before a lone closing mark began in an earlier one."""
    first = next(at for at, char in enumerate(text) if char in DOUBLE)
    closes = text[first] in CLOSING or (text[first - 1 : first] in tuple(",.?!") and text[first + 1 : first + 2] == " ")
    if first == 0 or not closes:
        return quoted_spans(text, Span(0, len(text)))
    return (Span(0, first), *quoted_spans(text, Span(first + 1, len(text))))
