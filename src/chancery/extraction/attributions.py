"""Finds attributions: a cue, who speaks, and the clause that gives the words.

Source: codebook, section 6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from chancery.codebooks.cues import Cue
from chancery.extraction.addressees import Addressee, addressee_of
from chancery.extraction.contents import PERFORMED, Clause, begins_clause, clause_after, clause_before, cut_at
from chancery.extraction.reported import Reported, find_reported
from chancery.extraction.rows import Row
from chancery.extraction.sayers import Subject, subject_of
from chancery.extraction.speakers import (
    SPOKEN_FOR,
    View,
    able,
    cue_of,
    inverted,
    phrase_end,
    speaker_in,
    speakers_of,
    view_of,
)
from chancery.extraction.units import DETERMINERS, MODALS, NEGATIONS, RELATIVES, UnitKind, Verb
from chancery.model.mentions import EntityKind, EntityMention, NamedBy
from chancery.model.text import Span

NAMING = frozenset({"call", "describe", "term", "label", "brand", "dub"})
# verbs that report words but are far more often something else
_SILENT = frozenset(
    "read begin continue report believe think recall post seek press support back oppose maintain invite hope "
    "cite quote speak recognise recognize accept commit appeal object welcome answer seem propose brief".split()
)
# verbs of those that report words wherever "that" or a quotation mark follows them
_SPOKEN = frozenset("conclude recall maintain answer reply believe propose continue".split())
_PHRASE = re.compile(
    r"\b(?:(?P<by>according to|in the (?:words|view|opinion|analysis|assessment) of)"
    r"|in (?P<his>his|her|their) (?:words|view|opinion|estimation))\b",
    re.IGNORECASE,
)
_ASKED = frozenset("if whether what why how who when where which".split())
_FIGURES = frozenset("data figures statistics numbers poll polls survey surveys census records rankings".split())
_QUALIFIED = re.compile(
    r"(?:['’]s?)? (?:[\w-]+ )?(?:campaign|team|camp|office|family|supporters|allies|aides|lawyers?|attorneys?|party"
    r"|foundation|company|spokes(?:man|woman|person)|aide|widow|wife|husband|son|daughter|brother|sister)\b"
)
_REPORTERS = re.compile(r"\b(?:reporter|correspondent|journalist)s?\b", re.IGNORECASE)
_OPPOSED = re.compile(
    r"\b(?:critics?|opponents?|rivals?|detractors?|enem(?:y|ies)|victims?|accusers?|challengers?)\b"
    r"(?=$| (?:of|from|in|at|on|who|say)\b)",
    re.IGNORECASE,
)
_NEXT = frozenset({("went", "on"), ("goes", "on"), ("going", "on"), ("continued", "to")})
_IF_NEAR = 6
_AFTER_CUE = 6  # units after a cue in which its date may stand


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with its speakers, and the clause that gives the words.

    Attributes:
        row: The sentence.
        span: The cue's words.
        words: The cue as it is shown, "told reporters".
        cue: The codebook's entry; None for a phrase.
        speakers: Positions of mentions; empty where none can be named.
        clause: What is said, as far as it stands without its own quotation.
        naming: True for "called it".
        time: Position of the time expression in the cue's own clause.
        named: The words that name the speaker, if any do.
        source: Whether these words name a person or a body.
        addressee: To whom it is said.
    """

    row: Row
    span: Span
    words: str
    cue: Cue | None
    speakers: tuple[int, ...]
    clause: Clause | None
    naming: bool = False
    time: int | None = None
    named: Span | None = None
    source: bool = False
    addressee: Addressee | None = None


def find_attributions(
    text: str, row: Row, entities: Sequence[EntityMention], quotes: Sequence[Span]
) -> tuple[Attribution, ...]:
    """Find the cues of a sentence that stand outside its quotation marks.

    Args:
        text: The clean text.
        row: The sentence as clauses.
        entities: All mentions of the report.
        quotes: Spans between quotation marks.

    Returns:
        Attributions in the order of their cues.
    """
    view = view_of(text, row, entities, quotes)
    cues = [(verb, *cue_of(view, verb)) for verb in view.verbs()]
    by_tree = {one.cue.end: one for one in find_reported(row)} if _reports(view, cues) else {}
    found = [one for verb, cue, end in cues if cue for one in _of_verb(view, verb, (cue, end), by_tree)]
    found += _of_phrases(view, by_tree)
    found.sort(key=lambda one: one.span)
    return tuple(_bounded(view, found))


def _reports(view: View, cues: Sequence[tuple[Verb, Cue | None, int]]) -> bool:
    """Tell whether a sentence has a cue at all, so that its tree is worth reading."""
    return any(cue for _, cue, _ in cues) or _PHRASE.search(view.row.sentence.text) is not None


def _of_verb(view: View, verb: Verb, known: tuple[Cue, int], by_tree: Mapping[int, Reported]) -> Iterator[Attribution]:
    cue, end = known
    if not _can_report(view, verb, cue, end):
        return
    units = view.row.units
    told = by_tree.get(units[verb.head].span.end)
    subject = _outside(view, subject_of(view.row, verb))
    if subject is not None and _counts(subject.words.of(view.text), but="figures"):
        return  # "opposition figures" speak
    speakers = _named_only(view, _agreed(view, speakers_of(view, verb), subject))
    inside = subject is not None and any(view.entities[i].whole.overlaps(subject.words) for i in speakers)
    clause = _clause(view, verb, known) or _of_tree(view.row, told, cue)
    yield Attribution(
        row=view.row,
        span=Span(units[verb.first].span.start, units[end].span.end),
        words=_words(view, verb, end),
        cue=cue,
        speakers=speakers,
        clause=clause,
        naming=bool(NAMING.intersection(verb.lemmas)),
        time=_time(view, verb, clause),
        named=subject.words if subject and (inside or not speakers) else None,
        source=subject is not None and subject.source,
        addressee=addressee_of(view.row, verb),
    )


def _outside(view: View, subject: Subject | None) -> Subject | None:
    """Return a subject unless it stands in the marks of another's words: "“I left,” adding"."""
    inside = subject is not None and any(view.row.units[at].span.overlaps(subject.words) for at in view.masked)
    return None if inside else subject


def _agreed(view: View, found: tuple[int, ...], subject: Subject | None) -> tuple[int, ...]:
    """Return the speakers that the words around a cue show, unless the tree shows others.

    The subject's own name counts before names inside its phrase; a common noun speaks for whoever it
    belongs to only if it is a body or an official: "German officials", not "his widow", "the study".
    """
    if subject is None:
        return found
    described = subject.mention is None or view.entities[subject.mention].by is NamedBy.DESCRIPTION
    if described and _OPPOSED.search(subject.words.of(view.text)):
        return ()
    inside = [i for i in found if view.entities[i].whole.overlaps(subject.words)]
    if subject.mention is None and (_only_qualify(view, inside) or _REPORTERS.search(subject.words.of(view.text))):
        return ()
    if not subject.own:
        return found if found or subject.mention is None or subject.apposed else able(view, (subject.mention,))
    if subject.mention is None:
        spoken_for = SPOKEN_FOR.intersection(subject.words.of(view.text).lower().split())
        owners = [i for i in inside if view.entities[i].span in subject.owners]
        taken_up = [i for i in found if not view.row.sentence.span.contains(view.entities[i].span)]
        return found if (spoken_for and (inside or taken_up)) or (inside and not owners) else ()
    head = view.entities[subject.mention]
    stands = head.by is NamedBy.PRONOUN or (found and head.by is not NamedBy.NAME) or subject.mention in found[:1]
    if stands or (inside and not subject.apposed):
        return found
    return able(view, (subject.mention,)) or found


def _only_qualify(view: View, inside: Sequence[int]) -> bool:
    """Tell whether people are named only to say whose a thing is: "the Nkomo campaign", "Nkomo supporters"."""
    people = [view.entities[i] for i in inside]
    return bool(people) and all(
        one.kind is EntityKind.PERSON
        and one.by is NamedBy.NAME
        and _QUALIFIED.match(view.text, one.whole.end) is not None
        for one in people
    )


def _named_only(view: View, found: tuple[int, ...]) -> tuple[int, ...]:
    """Return the name alone where a description stands before it: "the X University expert, Y"."""
    for i in found[1:]:
        one = view.entities[i]
        before = view.text[max(0, one.whole.start - 2) : one.whole.start]
        if one.kind is EntityKind.PERSON and one.by is NamedBy.NAME and before == ", ":
            return tuple(j for j in found if j == i or (view.entities[j].by is NamedBy.NAME and j > i))
    return found


def _main_after(view: View, verb: Verb) -> Verb | None:
    """Return the main verb that follows what a participle reports: "groups claiming that X rallied on Friday"."""
    tree = view.row.tree
    if tree.base(verb.node) != "acl":
        return None
    main = view.row.by_node.get(tree.parents[tree.parents[verb.node]])
    return main if main is not None and main.first > verb.head else None


def _clause(view: View, verb: Verb, known: tuple[Cue, int]) -> Clause | None:
    """Return what is said, after the cue or before it; after "said X" nothing is."""
    cue, end = known
    if inverted(view, verb) is not None:
        return clause_before(view, verb, cue)
    after = clause_after(view, verb, cue, end)
    main = _main_after(view, verb)
    if after is not None and main is not None and after.span.end > view.row.units[main.first].span.start:
        after = after.before(view.row.units[main.first].span.start, view.row.sentence)
    has_object = "tell" not in verb.lemmas and any(view.row.tree.kids(verb.node, "obj"))
    return after or (None if has_object else clause_before(view, verb, cue))


def _of_tree(row: Row, told: Reported | None, cue: Cue) -> Clause | None:
    """Return what the tree shows as said, where words around the cue do not."""
    if told is None or told.thought or told.denied or (cue.performs and cue.lemma not in PERFORMED):
        return None
    span = Span(told.content[0].start, told.content[-1].end)
    parted = span.contains(told.cue) and row.units[_first_at(row, span.start)].lower in RELATIVES  # "which they say is"
    ordered = cue.lemma == "ask" and row.units[_first_at(row, span.start)].lower not in _ASKED
    return None if told.bare or parted or ordered else Clause(span, by_that=True)


def _first_at(row: Row, start: int) -> int:
    return next(at for at, unit in enumerate(row.units) if unit.span.end > start)


def _can_report(view: View, verb: Verb, cue: Cue, end: int) -> bool:
    """Tell whether a verb group reports words here: active, said, not only possible."""
    if verb.is_passive or set(verb.auxiliaries) & (NEGATIONS | MODALS) or _is_supposed(view, verb):
        return False
    if verb.is_infinitive and verb.auxiliaries[0] == "to" and not _goes_on(view, verb):
        return False
    following = view.lower(end + 1)
    opens = following in {":", '"', "“", "‘", "'"} or end + 1 in view.masked
    if NAMING.intersection(verb.lemmas):
        return end == verb.head and following not in {"on", "for", "upon", "off", "up"}
    if cue.lemma == "go on":
        return _goes_on_speaking(view, verb, end)
    if cue.lemma in _SILENT | _SPOKEN:
        addressed = following == "to" and cue.lemma in {"reply", "answer", "propose"}
        return cue.lemma in _SPOKEN and cue.lemma != "believe" and (opens or addressed or following == "that")
    return True


def _goes_on(view: View, verb: Verb) -> bool:
    """Tell whether an infinitive says what was said next: "went on to say"."""
    before = verb.governor
    return (
        before is not None and (view.lower(before.head), view.lower(before.head + 1)) in _NEXT and not before.is_passive
    )


def _goes_on_speaking(view: View, verb: Verb, end: int) -> bool:
    """Tell whether "went on" stands beside whole words in marks, before or after them."""
    units = view.row.units
    before = any(at in view.masked for at in range(verb.first)) and len(units) - end <= _AFTER_CUE
    quoted = next((at for at in range(end + 1, min(len(units), end + _AFTER_CUE)) if at in view.masked), None)
    after = quoted is not None and units[quoted].span.of(view.text)[:1].isupper()
    return before or after or view.lower(end + 1) == ":"


def _is_supposed(view: View, verb: Verb) -> bool:
    """Tell whether "if" opens the cue's clause."""
    for at in range(verb.first - 1, max(-1, verb.first - _IF_NEAR), -1):
        if view.lower(at) in {",", ";", ":"}:
            return False
        if view.lower(at) in {"if", "unless", "until"}:
            return True
    return False


def _words(view: View, verb: Verb, end: int) -> str:
    units = view.row.units
    words = [unit.lower for unit in units[verb.first : end + 1]]
    after = verb.head + 1
    told = "tell" in verb.lemmas and after < len(units) and after not in view.masked
    if told and units[after].lower.isalpha() and units[after].lower not in DETERMINERS | {"that"}:
        words.append(units[after].lower)
    return " ".join(words)


def _time(view: View, verb: Verb, clause: Clause | None) -> int | None:
    """Return the time expression in the cue's own clause, before or after it; not in what is said."""
    units = view.row.units
    end = min(len(units), verb.head + _AFTER_CUE)
    for at in range(max(0, verb.first - 4), end):
        if view.lower(at) == "that" and at > verb.head:
            return None
        inside = clause is not None and clause.span.overlaps(units[at].span)
        if units[at].kind is UnitKind.TIME and at not in view.masked and not inside:
            return units[at].index
    return None


def _of_phrases(view: View, by_tree: Mapping[int, Reported]) -> Iterator[Attribution]:
    """Yield "according to X", "in his words", "in the view of X"."""
    sentence = view.row.sentence
    units = view.row.units
    for match in _PHRASE.finditer(sentence.text):
        span = Span(sentence.span.start + match.start(), sentence.span.start + match.end())
        at = next((i for i, unit in enumerate(units) if unit.span.end >= span.end), len(units) - 1)
        if at in view.masked:
            continue
        own = [i for i, unit in enumerate(units) if unit.kind is UnitKind.MENTION and span.overlaps(unit.span)]
        end = at + 1 if match["his"] else phrase_end(view, at + 1)
        speakers = tuple(units[i].index for i in own) if match["his"] else speaker_in(view, at + 1, end)
        told = by_tree.get(span.end)
        if not speakers and (told is None or not told.source):
            continue
        if told is not None and told.speaker is not None and _counts(told.speaker.of(view.text)):
            continue
        speakers = _headed(view, speakers, told)
        if not speakers and (told is None or not told.source):
            continue
        clause = _phrase_clause(view, span, end) or _of_phrase(told)
        named = told.speaker if told is not None else None
        source = told is not None and told.source
        yield Attribution(view.row, span, match.group().lower(), None, speakers, clause, named=named, source=source)


def _headed(view: View, found: tuple[int, ...], told: Reported | None) -> tuple[int, ...]:
    """Return the person whose name heads the words after a phrase: "according to X University scholar Y"."""
    head = told.mention if told is not None else None
    words = told.speaker.of(view.text) if told is not None and told.speaker is not None else ""
    if head is None and _OPPOSED.search(words):  # "according to X's critics"
        return ()
    if head is None or head in found:
        return found
    named = view.entities[head]
    person = named.kind is EntityKind.PERSON and named.by is NamedBy.NAME
    return (head,) if person and not any(view.entities[i].kind is EntityKind.PERSON for i in found) else found


def _of_phrase(told: Reported | None) -> Clause | None:
    """Return what the tree shows beside a phrase; in one piece, as far as it stands on one side of it."""
    if told is None or len(told.content) != 1 or told.content[0].contains(told.cue):
        return None
    return Clause(told.content[0], by_that=True)


def _counts(named: str, *, but: str = "") -> bool:
    """Tell whether words name figures, which nobody says: "according to customs data"."""
    return named.rsplit(maxsplit=1)[-1] in _FIGURES - {but}  # the "Geological Survey" is a body


def _phrase_clause(view: View, phrase: Span, end: int) -> Clause | None:
    """Return the rest of the sentence: after an opening phrase, before a closing one."""
    units = view.row.units
    opens = phrase.start - view.row.sentence.span.start <= 1
    if opens and end < len(units):
        starts = (at + 1 for at in range(end, len(units)) if view.lower(at) == "," and begins_clause(view, at + 1))
        start = next(starts, end if begins_clause(view, end) else None)
        if start is None:
            return None
        return cut_at(view, start, len(units), by_that=True)
    first = next((i for i, unit in enumerate(units) if unit.span.end > phrase.start), 0)
    return cut_at(view, 0, first, by_that=True) if end >= len(units) - 1 else None


def _bounded(view: View, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield the attributions, each clause cut where the next cue of the same speaker begins."""
    for one in found:
        clause = one.clause
        if clause is None or clause.span.start < one.span.start:
            yield one
            continue
        later = [other for other in found if other.span.start > clause.span.start and _continues(view, one, other)]
        if later:
            clause = clause.before(later[0].span.start, view.row.sentence)
        yield replace(one, clause=clause)


def _continues(view: View, one: Attribution, other: Attribution) -> bool:
    """Tell whether a later cue shares the speaker: ", adding", "and stressed"."""
    if other.speakers != one.speakers or one.cue is None:
        return False
    at = next(i for i, unit in enumerate(view.row.units) if unit.span.start >= other.span.start)
    return view.lower(at - 1) in {",", "and", "but", "while"}
