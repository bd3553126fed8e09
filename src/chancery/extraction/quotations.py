"""Finds quotations: whose words, which words, and what reports them.

Direct words stand in quotation marks or in a turn of a transcript, mixed ones in marks inside a
paraphrase, indirect ones in the clause that a cue governs.

Source: codebook, section 6.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from chancery.codebooks.cues import frames
from chancery.codebooks.outlets import outlet_by_name
from chancery.extraction.attributions import Attribution, find_attributions
from chancery.extraction.contents import INDIRECT_WORDS
from chancery.extraction.quotes import DOUBLE, quoted_spans
from chancery.extraction.rows import Row
from chancery.extraction.shortened import Shortened
from chancery.extraction.turns import issued_statement, turn
from chancery.model.mentions import EntityKind, EntityMention, NamedBy, QuotationMention
from chancery.model.quotations import QuotationKind
from chancery.model.text import BlockKind, Report, Span

_FRAGMENT_WORDS = 3  # a shorter quoted fragment is given with its clause, where there is one
_SCARE_WORDS = 3  # a quoted term this short, without a cue, is no speech
_DIRECT_WORDS = 5
_LEAD_WORDS = 8  # paraphrase this long before a quoted piece is worth its own entry
_BETWEEN_WORDS = 12  # "he said on Monday after the talks in X,"
_NEAR = 90  # characters between words in marks and the cue after them
_MARKS = "\"“”„«»‘’' "
_JOINT = re.compile(r",? and that |(?<=[\"”]) and (?=(?:the|this|it|they|he|she|there|[A-Z]\w+) )")
_ADVERB = re.compile(r"[a-z]+ly")  # "“strongly” rejected": a word of manner says nothing
_READ = (BlockKind.PARAGRAPH, BlockKind.SUBTITLE, BlockKind.TITLE)
_READERS = frozenset({"i", "we", "you", "us", "me"})  # whoever writes or is written to, unknown here
_RETOLD = frozenset({"say", "tell", "promise", "assure", "announce", "warn", "deny", "claim"})
_PAPER = re.compile(
    r"(?:the|this|its|his|her|their) (?:[\w-]+ )?(?:statement|communiqu[eé]|readout|letter|release)", re.IGNORECASE
)
_HEAD = re.compile(r"\b(?:of|from|by|in|on|for|with|at|about|outside|near|that|which|who)\b|,")
_AGAIN = re.compile(r"[Tt]he (spokes(?:man|woman|person)|aide|diplomat|envoy|official|adviser|advisor|lawyer)")
_PRESS = frozenset({"agency", "newspaper", "broadcaster", "magazine"})
_OUTLET = re.compile(
    r"\b(?:news agency|broadcaster|newspaper|magazine|news site|website|tabloid|daily|weekly|television|radio|TV"
    r"|media)\b"
    r"(?! (?:presenter|host|anchor|journalist|editor|chief|director|correspondent|reporter|company|group|mogul))"
    r"|^(?:[Tt]he )?(?:[A-Z][\w.'’]*[ -])+(?:Times|Post|Journal|Herald|Tribune|Gazette|Chronicle|Telegraph|Courier"
    r"|Observer|Inquirer|Dispatch|Bulletin|Mail|Globe|Examiner|News)$"
)
_VENUE = re.compile(
    r"\b(?:[Ii]n an? (?:[\w-]+ ){0,2}interview (?:with|to|on)"
    r"|[Ii]n (?:a|an|his|her|their|its|the) (?:[\w-]+ ){0,2}"
    r"(?:address|speech|remarks?|statement|letter|interview|article|tweet|post)"
    r"|[Aa]t (?:a|an|the) (?:[\w-]+ ){0,3}(?:conference|briefing|forum|summit|club|session|meeting)"
    r"|[Ss]peaking (?:in|at|to|after|before|during))\b(?:(?! that |[,;:“”\"]).){0,80}"
)


def find_quotations(
    report: Report, rows: Sequence[Row], entities: Sequence[EntityMention]
) -> tuple[QuotationMention, ...]:
    """Find the quotations of a report.

    Args:
        report: Its blocks tell turns of a transcript.
        rows: Its sentences as clauses, in order.
        entities: Its mentions.

    Returns:
        Quotations in the order of their blocks; each content lies inside its evidence.
    """
    found: list[QuotationMention] = list(issued_statement(report, rows, entities))
    issued = [one.content for one in found]
    finder = _Finder(report, entities)
    at = 0
    for block in report.blocks:
        while at < len(rows) and rows[at].sentence.span.start < block.span.start:
            at += 1
        end = at
        while end < len(rows) and block.span.contains(rows[end].sentence.span):
            end += 1
        inside, at = rows[at:end], end
        if block.speaker is not None:
            spoken = turn(block, report.text)
            found.extend([spoken] if spoken else [])
            found.extend(finder.retold(inside))
        elif block.kind in _READ and inside and not any(block.span.contains(span) for span in issued):
            found.extend(finder.read(block.span, inside))
    return tuple(found)


class _Finder:
    """Reads the paragraphs of one report, keeping the speaker from one to the next."""

    def __init__(self, report: Report, entities: Sequence[EntityMention]) -> None:
        self._text = report.text
        self._entities = entities
        self._last: Attribution | None = None  # None: nobody has spoken
        self._voice: tuple[int, ...] = ()  # whoever was named last
        self._named: Span | None = None  # with these words
        self._shortened = Shortened(report.text, entities)
        self._continues = False  # the paragraph before ended in a colon or had words in marks

    def read(self, block: Span, rows: Sequence[Row]) -> Iterator[QuotationMention]:
        """Yield the quotations of one paragraph."""
        quotes = quoted_spans(self._text, block)
        cues = [self._owned(cue) for row in rows for cue in find_attributions(self._text, row, self._entities, quotes)]
        taken: list[Span] = []
        spoken = self._last if self._continues else None
        for quote in self._joined(quotes, cues):
            cue, found = self._quoted(quote, block, rows, cues, spoken)
            if found is None or any(found.content.overlaps(span) for span in taken):
                continue
            taken.append(found.content)
            spoken = cue
            yield found
        for cue in cues:
            for found in self._indirect(cue, [*taken, *quotes]):
                taken.append(found.content)
                yield found
        colon = bool(cues) and block.of(self._text).rstrip().endswith(":")
        self._last = cues[-1] if colon else spoken
        self._continues = colon or (bool(quotes) and spoken is not None)

    def retold(self, rows: Sequence[Row]) -> Iterator[QuotationMention]:
        """Yield what the speaker of a turn says that a named person said."""
        for row in rows:
            for cue in find_attributions(self._text, row, self._entities, ()):
                people = [self._entities[i] for i in cue.speakers]
                named = [m for m in people if m.kind is EntityKind.PERSON and m.by is NamedBy.NAME]
                if named and len(named) == len(people) and cue.cue is not None and cue.cue.lemma in _RETOLD:
                    yield from self._indirect(cue, ())

    def _owned(self, cue: Attribution) -> Attribution:
        """Give a cue that has none its speakers, by what was said before: whose statement it is, who is taken up."""
        if self._is_again(cue) or not cue.speakers:
            cue = replace(cue, speakers=self._taken_up(cue))
        if cue.speakers:
            self._voice = cue.speakers
            self._named = cue.named or self._named
        return cue

    def _is_again(self, cue: Attribution) -> bool:
        """Tell whether a cue takes up whoever was named last by what he is: "the aide", after "an aide of hers"."""
        again = _AGAIN.fullmatch(cue.named.of(self._text)) if cue.named is not None else None
        return again is not None and self._named is not None and again[1] in self._named.of(self._text).lower().split()

    def _taken_up(self, cue: Attribution) -> tuple[int, ...]:
        if cue.named is None:  # "“X,” adding"
            return self._voice if cue.cue is not None and cue.cue.tense == "participle" else ()
        if self._is_again(cue) or _PAPER.fullmatch(cue.named.of(self._text)):
            return self._voice
        named = self._shortened.mention(cue.named)
        return () if named is None else (named,)

    # ---- words in marks ---------------------------------------------------------------------

    def _joined(self, quotes: Sequence[Span], cues: Sequence[Attribution]) -> list[Span]:
        """Join a quotation that its cue breaks in two."""
        joined: list[Span] = []
        for quote in quotes:
            if joined and self._is_broken(joined[-1], quote, cues):
                joined[-1] = Span(joined[-1].start, quote.end)
            else:
                joined.append(quote)
        return joined

    def _is_broken(self, first: Span, second: Span, cues: Sequence[Attribution]) -> bool:
        between = self._text[first.end : second.start].strip(_MARKS)
        if len(between.split()) > _BETWEEN_WORDS or not self._text[first.start].isupper():
            return False
        if self._text[first.end - 1] != "," and not between.startswith(","):
            return False
        cued = any(first.end <= cue.span.start < second.start for cue in cues)
        return cued and between.endswith(",")

    def _quoted(
        self,
        quote: Span,
        block: Span,
        rows: Sequence[Row],
        cues: Sequence[Attribution],
        spoken: Attribution | None,
    ) -> tuple[Attribution | None, QuotationMention | None]:
        """Return the words in marks, and their cue or that of the words before them, whose speaker goes on."""
        first = bisect_right(rows, quote.start, key=lambda row: row.sentence.span.end)
        end = bisect_left(rows, quote.end, key=lambda row: row.sentence.span.start)
        around = [row.sentence.span for row in rows[first:end]]
        content = self._trimmed(quote)
        if not around or content is None:
            return None, None
        evidence = Span(min(around[0].start, content.start), max(around[-1].end, content.end))
        cue = self._cue_of(quote, evidence, cues)
        words = len(content.of(self._text).split())
        if cue is None:
            if words <= _SCARE_WORDS or spoken is None or not self._is_whole(quote, evidence, block):
                return None, None
            return spoken, self._mention(content, evidence, spoken, goes_on=True)
        if words <= _SCARE_WORDS and (_is_scare(cue, content) or _ADVERB.fullmatch(content.of(self._text))):
            return cue, None
        unnamed = not cue.speakers and ((words < _DIRECT_WORDS and cue.named is None) or cue.naming)
        if unnamed or self._is_mute(cue):
            return cue, None
        if words < _FRAGMENT_WORDS and cue.clause and cue.clause.by_that and cue.clause.span.overlaps(quote):
            content = self._trimmed(Span(cue.clause.span.start, max(cue.clause.span.end, content.end))) or content
        return cue, self._mention(content, evidence, cue)

    def _trimmed(self, quote: Span) -> Span | None:
        """Return the words without the comma that belongs to the sentence around them."""
        end = quote.end
        while end > quote.start and self._text[end - 1] in ',;-–— "':
            end -= 1
        if self._text[quote.start].islower() and self._text[end - 1] == ".":
            end -= 1  # the full stop of the sentence around a fragment
        has_letters = any(char.isalnum() for char in self._text[quote.start : end])
        return Span(quote.start, end) if has_letters else None

    def _cue_of(self, quote: Span, evidence: Span, cues: Sequence[Attribution]) -> Attribution | None:
        """Return the cue of words in marks: after whole words with a comma, else the last before them."""
        near = [cue for cue in cues if evidence.contains(cue.span)]
        before = [cue for cue in near if cue.span.end <= quote.start]
        after = [cue for cue in near if cue.span.start >= quote.end]
        inside = [cue for cue in near if quote.start < cue.span.start < quote.end]
        if inside:  # between the two parts of a broken quotation
            return inside[0]
        directly = before and self._text[before[-1].span.end : quote.start].strip(_MARKS) in {"", ",", ":"}
        closes = self._text[quote.end - 1] in ",?!" or self._text[quote.end : quote.end + 2].strip(_MARKS)[:1] == ","
        if after and closes and not directly and after[0].span.start - quote.end <= _NEAR:
            whole = self._text[quote.start].isupper() or not before
            if whole:
                return after[0]
        if before:
            return before[-1]
        return after[0] if after and after[0].span.start - quote.end <= _NEAR else None

    def _is_whole(self, quote: Span, evidence: Span, block: Span) -> bool:
        """Tell whether words in marks fill their sentences."""
        lead = self._text[max(evidence.start, block.start) : quote.start].strip(_MARKS)
        tail = self._text[quote.end : evidence.end].strip(_MARKS + ".!?")
        return not lead and not tail

    # ---- words without marks ----------------------------------------------------------------

    def _indirect(self, cue: Attribution, taken: Sequence[Span]) -> Iterator[QuotationMention]:
        """Yield the clause of a cue, in pieces where part of it stands in marks."""
        if cue.clause is None or (cue.naming and not cue.clause.by_that):
            return
        if (not cue.speakers and not cue.source) or self._is_mute(cue) or self._is_outlet(cue):
            return
        if any(self._entities[i].name.lower() in _READERS for i in cue.speakers):
            return
        for piece in self._pieces(cue.clause.span, taken):
            if len(piece.of(self._text).split()) >= INDIRECT_WORDS:
                yield self._mention(piece, cue.row.sentence.span, cue, kind=QuotationKind.INDIRECT)

    def _is_outlet(self, cue: Attribution) -> bool:
        """Tell whether a cue names where a report comes from, not who speaks: "Kyodo reported"."""
        names = [self._entities[i].name for i in cue.speakers]
        named = cue.named.of(self._text) if cue.named is not None else ""
        outlets = [outlet_by_name(name) for name in names]
        known = bool(outlets) and all(one is not None and one.kind in _PRESS for one in outlets)
        paper = outlet_by_name(named.removeprefix("the ").removeprefix("The ")) if named and not names else None
        return known or paper is not None or _OUTLET.search(named) is not None

    def _is_mute(self, cue: Attribution) -> bool:
        """Tell whether a cue names nobody whom a record could hold: "you said", "a banner saying", "X's map shows"."""
        if cue.named is None:
            return False
        head = _HEAD.split(cue.named.of(self._text))[0].rstrip()
        words = head.lower().split()
        end = cue.named.start + len(head)
        if any(self._entities[i].whole.start < end <= self._entities[i].whole.end for i in cue.speakers):
            return False  # named by name
        bears = bool(words) and frames().bearers.intersection((words[-1], words[-1].removesuffix("s")))
        return bool(bears) or (not cue.speakers and len(words) == 1 and words[0] in _READERS)

    def _pieces(self, clause: Span, taken: Sequence[Span]) -> Iterator[Span]:
        """Yield the parts of a clause, joined by "and that", in which nothing is quoted."""
        start = clause.start
        bounds = [(joint.start(), joint.end()) for joint in _JOINT.finditer(self._text, clause.start, clause.end)]
        if not any(clause.overlaps(span) for span in taken):
            yield clause
            return
        first = min(span.start for span in taken if clause.overlaps(span))
        lead = self._text.rfind(",", start, first)
        if len(self._text[start : max(start, lead)].split()) >= _LEAD_WORDS:
            yield Span(start, lead)
            start = first
        for end, following in [*bounds, (clause.end, clause.end)]:
            piece = Span(start, max(start, end))
            if not any(piece.overlaps(span) for span in taken):
                yield piece
            start = max(start, following)

    def _mention(
        self,
        content: Span,
        evidence: Span,
        cue: Attribution,
        *,
        kind: QuotationKind | None = None,
        goes_on: bool = False,
    ) -> QuotationMention:
        """Return words as a quotation; those that go on without a cue have only the speaker of the cue before."""
        words = content.of(self._text)
        verbatim = self._text[max(0, content.start - 1) : content.start] in DOUBLE | {"‘", "'"}
        whole = words[:1].isupper() and len(words.split()) >= _DIRECT_WORDS
        venue = _VENUE.search(self._text, evidence.start, evidence.end)
        return QuotationMention(
            kind=kind or (QuotationKind.DIRECT if verbatim and whole else QuotationKind.MIXED),
            content=content,
            sentence=evidence,
            speakers=cue.speakers,
            cue=None if goes_on else cue.words,
            venue=venue.group().rstrip(" .!?") if venue else None,
            time=None if goes_on else cue.time,
            named=cue.named,
            addressees=cue.addressee.mentions if cue.addressee and not goes_on else (),
            addressed=cue.addressee.words if cue.addressee and not goes_on else None,
        )


def _is_scare(cue: Attribution, content: Span) -> bool:
    """Tell whether another verb than the cue governs a short term in marks: "criticised it, pointing to the 'box'"."""
    if cue.span.end > content.start or (cue.clause is not None and cue.clause.span.overlaps(content)):
        return False
    row = cue.row
    between = (v for v in row.verbs if cue.span.end <= row.units[v.head].span.start < content.start)
    return not cue.naming and any(v.is_gerund and row.units[v.first - 1].lower == "," for v in between)
