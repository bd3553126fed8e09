"""Finds the clause that a cue governs: what is said, in the reporter's words.

Source: codebook, section 6; shallow, by the words around the cue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from chancery.codebooks.cues import Cue
from chancery.extraction.sentence import Sentence
from chancery.extraction.speakers import View, is_finite, phrase_end
from chancery.extraction.units import DETERMINERS, MARKS, PREPOSITIONS, RELATIVES, SUBORDINATORS, UnitKind, Verb
from chancery.model.text import Span

INDIRECT_WORDS = 4  # shorter clauses say too little to be words of anyone
_SEARCH = 14  # units between a cue and its "that"
_ADDRESSEE = 7  # units of an addressee
_TRAILING = 14  # units after a cue that closes its sentence
_ADDRESSED = frozenset("tell inform assure remind promise warn reassure advise".split())
# cues whose clause may follow without "that"
_BARE = frozenset(
    "say tell add note claim announce underline stress argue insist warn allege promise vow pledge acknowledge admit "
    "explain assure indicate suggest confirm state declare reply emphasise emphasize inform remark conclude "
    "observe mention predict estimate assert contend reveal".split()
)
# performative verbs that report words all the same where "that" follows
PERFORMED = frozenset(
    "promise pledge vow warn threaten swear allege claim guarantee assure deny caution complain charge regret".split()
)
_DENYING = frozenset({"deny", "dismiss", "reject", "dispute", "refute"})  # "denied all claims that" denies another's
# cues whose object is what is said
_NOMINAL = frozenset(
    "reiterate reaffirm stress emphasise emphasize underscore underline note confirm claim mention highlight".split()
)
_EXPRESSED = frozenset(
    "desire hope hopes confidence belief view opinion intent intention commitment conviction readiness willingness "
    "optimism doubt doubts expectation wish certainty scepticism skepticism".split()
)
_JUDGING = frozenset({"call", "dub"})
_OBJECTS = frozenset({"it", "this", "that", "them", "him", "her"})
_END = " .!?…\"”»'’,;"
_PRONOUNS = frozenset("he she they we i it there you one".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """What is said.

    Attributes:
        span: Its characters, without the full stop.
        by_that: Whether a conjunction or a comma marks it as reported.
    """

    span: Span
    by_that: bool

    def before(self, end: int, sentence: Sentence) -> Clause:
        """Return the clause cut before `end`, without the conjunction or comma there."""
        text = sentence.text[self.span.start - sentence.span.start : end - sentence.span.start]
        kept = re.sub(r"[,\s]*(?:\b(?:and|but|while))?[,\s]*$", "", text)
        return Clause(Span(self.span.start, min(self.span.end, self.span.start + len(kept))), self.by_that)


def clause_after(view: View, verb: Verb, cue: Cue, end: int) -> Clause | None:
    """Return the clause after a cue: with "that", without it, or an object that says what was said.

    Args:
        view: The sentence.
        verb: The cue's verb.
        cue: Its entry in the codebook.
        end: Index of the last unit of the cue's words.
    """
    lemma = cue.lemma
    that = _that(view, end, lemma) if lemma not in _JUDGING else None
    if that is not None:
        kept = not cue.performs or lemma in PERFORMED
        return cut_at(view, that + 1, len(view.row.units), by_that=True) if kept else None
    if lemma in _BARE:
        start = _bare_start(view, end, lemma)
        if start is not None:
            return cut_at(view, start, len(view.row.units), by_that=False)
    return _object(view, verb, lemma, end + 1)


def clause_before(view: View, verb: Verb, cue: Cue) -> Clause | None:
    """Return "X is so" of "X is so, Y said on Monday"."""
    units = view.row.units
    if cue.lemma not in _BARE or verb.is_gerund or len(units) - verb.head > _TRAILING:
        return None
    if view.lower(verb.head + 1) == "," or any(i in view.masked for i in range(verb.head, len(units))):
        return None  # the words go on after the cue
    at = verb.first - 1
    while at > 0 and view.lower(at) != ",":
        if view.row.verb_at(at) is not None or at in view.masked:
            return None
        at -= 1
    if view.lower(at + 1) in RELATIVES:  # "X is so, which Y denied"
        return None
    if at <= INDIRECT_WORDS or any(i in view.masked for i in range(at)):
        return None
    if view.lower(at) != "," or not any(is_finite(v) and v.head < at for v in view.verbs()):
        return None
    if view.lower(0) in SUBORDINATORS | PREPOSITIONS | {"according"} and not _has_main(view, at):
        return None
    return cut_at(view, _after_dateline(view), at, by_that=True)


def cut_at(view: View, start: int, end: int, *, by_that: bool) -> Clause | None:
    """Return the units from `start` to `end` as a clause, without marks at its ends.

    Returns:
        None where nothing is left.
    """
    units = view.row.units[start:end]
    while units and units[0].lower in MARKS | {",", "-"}:
        units = units[1:]
    if not units:
        return None
    sentence = view.row.sentence
    first, last = units[0].span.start, units[-1].span.end
    text = sentence.text[first - sentence.span.start : last - sentence.span.start].rstrip(_END)
    return Clause(Span(first, first + len(text)), by_that) if text else None


def _that(view: View, end: int, lemma: str) -> int | None:
    """Return the index of the conjunction after a cue; an aside between commas is passed over."""
    at = end + 1
    limit = min(len(view.row.units) - 1, end + _SEARCH)
    while at < limit and at not in view.masked:
        lower = view.lower(at)
        if lower == "that" or (lower in {"whether", "why", "how"} and at == end + 1):
            relative = view.is_mention(at - 1) and lemma not in _ADDRESSED
            others = lemma in _DENYING and view.row.tree.base(view.row.tree.parents[at]) == "acl"
            return None if relative or others else at
        if lower == "," and at == end + 1:
            at = next((i for i in range(at + 1, limit) if view.lower(i) == ","), limit)
        elif _bars_that(view, at):
            return None
        at += 1
    return None


def _bars_that(view: View, at: int) -> bool:
    """Tell whether a unit after a cue shows that no "that" of its own follows."""
    lower = view.lower(at)
    subordinates = lower in SUBORDINATORS and lower not in {"as", "after", "before", "since"}
    return subordinates or lower in MARKS | {",", "and"} or view.row.verb_at(at) is not None


def _bare_start(view: View, end: int, lemma: str) -> int | None:
    """Return where a clause without "that" begins, past the addressee, the date and the place."""
    at = end + 1
    if view.lower(at) == ",":
        aside = next((i for i in range(at + 1, min(len(view.row.units), at + 6)) if view.lower(i) == ","), None)
        if aside is None:
            return None
        at = aside + 1
    if lemma in _ADDRESSED and at < len(view.row.units):
        at = _past_addressee(view, at)
    first = at
    while at < len(view.row.units) and at not in view.masked:
        if view.row.units[at].kind is UnitKind.TIME:
            at += 1
        elif view.lower(at) in PREPOSITIONS:
            at = _past_noun(view, at + 1)
        else:
            break
    sure = at == first or view.is_mention(at) or view.lower(at) in DETERMINERS | _PRONOUNS
    return at if sure and begins_clause(view, at) else None


def _past_addressee(view: View, at: int) -> int:
    """Return the index after whoever is told: at the pronoun that begins the clause, else after a short noun."""
    for ahead in range(at + 1, min(len(view.row.units), at + _ADDRESSEE)):
        ends = view.lower(ahead) in SUBORDINATORS | {","}
        if ends or view.row.verb_at(ahead) is not None or ahead in view.masked:
            break
        if view.lower(ahead) in _PRONOUNS:
            return ahead
    return _past_noun(view, at)


def _past_noun(view: View, at: int) -> int:
    """Return the index after a short noun phrase: a mention, a date, or a noun with its determiner."""
    if at < len(view.row.units) and view.row.units[at].kind is not UnitKind.WORD:
        return at + 1
    return at + 2 if view.lower(at) in DETERMINERS else at + 1


def begins_clause(view: View, at: int) -> bool:
    """Tell whether a subject and its finite verb begin at a unit."""
    lower = view.lower(at)
    if at >= len(view.row.units) or at in view.masked or view.row.verb_at(at) is not None:
        return False
    if not lower[:1].isalnum() or lower in SUBORDINATORS | PREPOSITIONS | RELATIVES | {"and", "but", "or"}:
        return False
    end = phrase_end(view, at)
    verb = view.row.verb_at(end) if end < len(view.row.units) else None
    if verb is None and view.lower(end) in RELATIVES:
        verb = next((v for v in view.verbs() if v.first > end + 1 and is_finite(v)), None)
    elif verb is None and view.lower(end) == ",":
        closing = next((i for i in range(end + 1, len(view.row.units)) if view.lower(i) == ","), None)
        verb = view.row.verb_at(closing + 1) if closing is not None else None
    if verb is None or not is_finite(verb) or verb.first <= at:
        return False
    joined = view.lower(verb.first - 1) in {"and", "or", "but"}  # a second verb of the speaker
    compound = view.lower(verb.head + 1) == "-"
    return not joined and not compound


def _object(view: View, verb: Verb, lemma: str, start: int) -> Clause | None:
    """Return the object of "reiterated", "expressed", "called it": a noun phrase that says what was said."""
    end = _object_end(view, verb)
    words = [unit.lower for unit in view.row.units[start:end]]
    if any(i in view.masked for i in range(start, end)):
        return None
    keeps = (
        lemma in _NOMINAL
        or (lemma in {"express", "voice", "state"} and bool(_EXPRESSED.intersection(words)))
        or (lemma == "call" and bool(words) and words[0] in _OBJECTS)
        or (lemma in {"describe", "hail", "characterise", "characterize"} and "as" in words)
    )
    if not keeps or len(words) < INDIRECT_WORDS or words[0] in PREPOSITIONS:
        return None
    if lemma in {"claim", "note", "mention"} and not _is_named(view, start, words[0]):
        return None
    return cut_at(view, start + (lemma == "call"), end, by_that=True)


def _is_named(view: View, start: int, word: str) -> bool:
    """Tell whether an object begins with a determiner or a name: "claims the islands", not "claims victory"."""
    capital = view.row.units[start].span.of(view.text)[:1].isupper()
    return word in DETERMINERS or view.is_mention(start) or capital


def _object_end(view: View, verb: Verb) -> int:
    """Return where an object ends: at a second verb of the same subject, or the end of the sentence."""
    units = view.row.units
    for other in view.verbs():
        joined = view.lower(other.first - 1) in {"and", "but", ","} and other.is_finite
        if other.head > verb.head and joined and ("VBD" in other.tags or "had" in other.auxiliaries):
            return other.first - 1
        if other.head > verb.head and other.is_gerund and view.lower(other.first - 1) == ",":
            return other.first - 1
    clauses = (at for at in range(verb.head + 2, len(units)) if view.lower(at) == "," and begins_clause(view, at + 1))
    return next(clauses, len(units))


def _has_main(view: View, end: int) -> bool:
    """Tell whether a clause of its own follows the opening phrase before `end`."""
    comma = next((i for i in range(end) if view.lower(i) == ","), None)
    return comma is not None and any(v.is_finite and comma < v.head < end for v in view.verbs())


def _after_dateline(view: View) -> int:
    """Return the index after "CITY, date (Agency) --"."""
    dashes = [i for i, unit in enumerate(view.row.units[:30]) if unit.lower in {"--", "—", "–"}]
    return dashes[0] + 1 if dashes and view.row.sentence.text[:3].isupper() else 0
