"""Finds quotations: whose words, which words, and what reports them.

Direct words stand in quotation marks or in a turn of a transcript, mixed ones in marks inside a
paraphrase, indirect ones in the clause that a cue governs.

Source: codebook, section 6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chancery.codebooks.cues import cue_forms
from chancery.extraction.quotes import quoted_spans
from chancery.extraction.units import PREPOSITIONS, SUBORDINATORS, Row, UnitKind, Verb
from chancery.model.mentions import EntityKind, EntityMention, QuotationMention
from chancery.model.quotations import QuotationKind
from chancery.model.text import Block, BlockKind, Report, Span, TurnKind

_FRAGMENT_WORDS = 5  # a shorter quoted fragment is given with its clause, where there is one
_SCARE_WORDS = 3  # a quoted term this short, without a cue, is no speech
_INDIRECT_WORDS = 4
_ASKERS = frozenset({"question", "q", "journalist", "reporter", "correspondent", "media question"})
# verbs that report words but are far more often something else
_SILENT = frozenset(
    "read begin continue conclude report believe think recall post seek press support back oppose maintain invite hope "
    "cite quote recognise recognize accept commit appeal object welcome answer seem propose describe brief".split()
)
_NAMING = frozenset({"call", "describe", "term", "label", "brand"})
_VENUE = re.compile(
    r"\b(?:in an? (?:[\w-]+ ){0,2}interview (?:with|to|on)"
    r"|in (?:a|an|his|her|their|its|the) (?:[\w-]+ ){0,2}(?:address|speech|remarks?|statement|letter|interview|article)"
    r"|at (?:a|an|the) (?:[\w-]+ ){0,3}(?:conference|briefing|forum|summit|club|session|meeting)"
    r"|[Ss]peaking (?:in|at|to|after|before|during))\b[^,;:“”\"]{0,80}"
)


def find_quotations(
    report: Report, rows: Sequence[Row], entities: Sequence[EntityMention]
) -> tuple[QuotationMention, ...]:
    """Find the quotations of a report.

    Args:
        report: Its blocks tell turns of a transcript.
        rows: Its sentences as clauses, in order.
        entities: Its mentions.
    """
    found: list[QuotationMention] = []
    finder = _Finder(report, entities)
    for block in report.blocks:
        inside = [row for row in rows if block.span.contains(row.sentence.span)]
        if block.speaker is not None:
            found.append(_turn(block))
        elif block.kind in (BlockKind.PARAGRAPH, BlockKind.SUBTITLE, BlockKind.TITLE) and inside:
            found.extend(finder.read(block, inside))
    return tuple(found)


def _turn(block: Block) -> QuotationMention:
    """Return a paragraph of a transcript's turn as the words of its speaker."""
    asker = block.turn is TurnKind.QUESTION or (block.speaker or "").lower() in _ASKERS
    return QuotationMention(
        kind=QuotationKind.DIRECT, content=block.span, sentence=block.span, label=block.speaker, asker=asker
    )


@dataclass(frozen=True, slots=True)
class _Attribution:
    """A cue with its speakers, and the clause that gives the words."""

    row: Row
    verb: Verb
    speakers: tuple[int, ...]
    clause: Span | None
    by_that: bool


class _Finder:
    """Reads the paragraphs of one report, keeping the speaker from one to the next."""

    def __init__(self, report: Report, entities: Sequence[EntityMention]) -> None:
        self._text = report.text
        self._entities = entities
        self._last: tuple[int, ...] = ()

    def read(self, block: Block, rows: Sequence[Row]) -> Iterator[QuotationMention]:
        """Yield the quotations of one paragraph."""
        quotes = quoted_spans(self._text, block.span)
        cues = [cue for row in rows for cue in self._attributions(row, quotes)]
        taken: list[Span] = []
        for quote in self._joined(quotes, cues):
            found = self._quoted(quote, block, rows, cues)
            if found is None or any(found.content.overlaps(span) for span in taken):
                continue
            taken.append(found.content)
            yield found
        for cue in cues:
            found = self._indirect(cue, taken)
            if found is not None:
                taken.append(found.content)
                yield found

    # ---- cues -------------------------------------------------------------------------------

    def _attributions(self, row: Row, quotes: Sequence[Span]) -> Iterator[_Attribution]:
        """Yield the cues of a sentence that stand outside its quotation marks."""
        for verb in row.verbs:
            unit = row.units[verb.head]
            if any(quote.contains(unit.span) for quote in quotes):
                continue
            if not self._is_cue(row, verb):
                continue
            speakers = self._speakers(row, verb)
            clause, by_that = self._clause(row, verb)
            yield _Attribution(row, verb, speakers, clause, by_that)

    def _is_cue(self, row: Row, verb: Verb) -> bool:
        cue = cue_forms().get(row.units[verb.head].lower)
        naming = bool(_NAMING.intersection(verb.lemmas))
        if naming:
            return True
        if cue is None or verb.is_passive:
            return False
        return cue.lemma not in _SILENT

    def _speakers(self, row: Row, verb: Verb) -> tuple[int, ...]:
        """Return who speaks: the subject, or for "said Lavrov" whoever follows."""
        if verb.subjects:
            return self._able(verb.subjects)
        after = verb.head + 1
        if after < len(row.units) and row.units[after].kind is UnitKind.MENTION:
            return self._able((row.units[after].index,))
        return ()

    def _able(self, indices: Sequence[int]) -> tuple[int, ...]:
        return tuple(i for i in indices if self._entities[i].kind is not EntityKind.PLACE)

    def _clause(self, row: Row, verb: Verb) -> tuple[Span | None, bool]:
        """Return the clause of what is said: after the cue, or before it when the cue ends the sentence."""
        units = row.units
        at = verb.head + 1
        while at < len(units) and at <= verb.head + 8 and units[at].lower != "that" and not row.verb_at(at):
            at += 1
        sentence = row.sentence.span
        if at < len(units) and units[at].lower == "that" and at + 1 < len(units):
            return Span(units[at + 1].span.start, self._body_end(sentence)), True
        following = units[verb.head + 1 :]
        rest = [unit for unit in following if unit.lower not in {".", '"', "”"}]
        if len(rest) <= _SCARE_WORDS and verb.first > _INDIRECT_WORDS:
            return self._clause_before(row, verb), True
        starts = bool(rest) and rest[0].kind is not UnitKind.TIME and rest[0].lower not in PREPOSITIONS | SUBORDINATORS
        if starts and any(v.head > verb.head for v in row.verbs):
            return Span(rest[0].span.start, self._body_end(sentence)), False
        return None, False

    def _clause_before(self, row: Row, verb: Verb) -> Span | None:
        """Return "X is so" of "X is so, Y said"."""
        at = verb.first - 1
        while at > 0 and row.units[at].lower != ",":
            at -= 1
        return Span(row.sentence.span.start, row.units[at].span.start) if at > _INDIRECT_WORDS else None

    def _body_end(self, sentence: Span) -> int:
        end = sentence.end
        while end > sentence.start and self._text[end - 1] in '.!?"”’ ':
            end -= 1
        return end

    # ---- words in marks ---------------------------------------------------------------------

    def _joined(self, quotes: Sequence[Span], cues: Sequence[_Attribution]) -> list[Span]:
        """Join a quotation that its cue breaks in two."""
        joined: list[Span] = []
        for quote in quotes:
            previous = joined[-1] if joined else None
            if previous is not None and self._is_broken(previous, quote, cues):
                joined[-1] = Span(previous.start, quote.end)
            else:
                joined.append(quote)
        return joined

    def _is_broken(self, first: Span, second: Span, cues: Sequence[_Attribution]) -> bool:
        between = self._text[first.end : second.start].strip('"”“ ')
        if len(between.split()) > 8 or not self._text[first.start].isupper():  # noqa: PLR2004 - "he said on Monday in X,"
            return False
        if self._text[first.end - 1] != "," and not between.startswith(","):
            return False
        return between.endswith(",") and any(
            first.end <= cue.row.units[cue.verb.head].span.start < second.start for cue in cues
        )

    def _quoted(
        self, quote: Span, block: Block, rows: Sequence[Row], cues: Sequence[_Attribution]
    ) -> QuotationMention | None:
        around = [row for row in rows if row.sentence.span.overlaps(quote)]
        if not around:
            return None
        evidence = Span(around[0].sentence.span.start, around[-1].sentence.span.end)
        words = len(quote.of(self._text).split())
        cue = self._cue_of(quote, evidence, cues)
        if cue is None:
            if words <= _SCARE_WORDS:
                return None
            speakers = self._carried(quote, block)
            if not speakers:
                return None
            return self._mention(quote, evidence, speakers, None)
        self._last = cue.speakers or self._last
        content = quote
        if words < _FRAGMENT_WORDS and cue.by_that and cue.clause is not None and cue.clause.overlaps(quote):
            content = Span(cue.clause.start, max(cue.clause.end, quote.end))
        return self._mention(content, evidence, cue.speakers, cue)

    def _cue_of(self, quote: Span, evidence: Span, cues: Sequence[_Attribution]) -> _Attribution | None:
        """Return the cue of a quotation: the last before it in its sentences, else the first after it."""
        near = [cue for cue in cues if evidence.contains(cue.row.units[cue.verb.head].span)]
        before = [cue for cue in near if cue.row.units[cue.verb.head].span.end <= quote.start]
        after = [cue for cue in near if cue.row.units[cue.verb.head].span.start >= quote.end]
        if after and self._text[quote.start].isupper() and self._text[quote.end - 1] in ",?!":
            return after[0]
        return before[-1] if before else (after[0] if after else None)

    def _carried(self, quote: Span, block: Block) -> tuple[int, ...]:
        """Return the last speaker for a quotation without a cue that fills its sentences."""
        lead = self._text[block.span.start : quote.start].strip('"“ ')
        whole = not lead or lead[-1] in '.!?”"'
        return self._last if whole else ()

    # ---- words without marks ----------------------------------------------------------------

    def _indirect(self, cue: _Attribution, taken: Sequence[Span]) -> QuotationMention | None:
        if cue.clause is None or not cue.speakers or any(cue.clause.overlaps(span) for span in taken):
            return None
        form = cue_forms().get(cue.row.units[cue.verb.head].lower)
        if form is None or (form.performs and not cue.by_that) or _NAMING.intersection(cue.verb.lemmas):
            return None
        if not cue.by_that and form.lemma not in {"say", "tell", "add", "note"}:
            return None
        if len(cue.clause.of(self._text).split()) < _INDIRECT_WORDS:
            return None
        self._last = cue.speakers
        found = self._mention(cue.clause, cue.row.sentence.span, cue.speakers, cue)
        return replace(found, kind=QuotationKind.INDIRECT)

    def _mention(
        self, content: Span, evidence: Span, speakers: tuple[int, ...], cue: _Attribution | None
    ) -> QuotationMention:
        verbatim = self._text[content.start - 1 : content.start] in {'"', "“", "„", "«"}
        whole = content.of(self._text)[:1].isupper() and len(content.of(self._text).split()) >= _FRAGMENT_WORDS
        venue = _VENUE.search(evidence.of(self._text))
        return QuotationMention(
            kind=QuotationKind.DIRECT if verbatim and whole else QuotationKind.MIXED,
            content=content,
            sentence=evidence,
            speakers=speakers,
            cue=_cue_words(cue) if cue else None,
            venue=venue.group().strip() if venue else None,
            time=_time(cue) if cue else None,
        )


def _cue_words(cue: _Attribution) -> str:
    units = cue.row.units
    words = [unit.lower for unit in units[cue.verb.first : cue.verb.head + 1]]
    after = cue.verb.head + 1
    if cue.verb.lemmas == ("tell",) and after < len(units):
        words.append(units[after].lower)
    return " ".join(words)


def _time(cue: _Attribution) -> int | None:
    """Return the time expression in the cue's own clause, before or after it."""
    start = max(0, cue.verb.first - 4)
    for unit in cue.row.units[start : cue.verb.head + 6]:
        if unit.kind is UnitKind.TIME:
            return unit.index
    return None
