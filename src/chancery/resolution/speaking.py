"""Says who "we" and "you" are: who speaks the words around a mention, and to whom they are said.

1. In a transcript the label of the turn speaks; "A:" is the only person of the head whose office is told.
2. In a quotation its speakers do. In a statement that somebody issues whoever its head says does: a ministry's "we"
   is its state.
3. A question is put to whoever it calls on ("Minister, will your country"), else to whoever answers it; a quotation is
   said to those to whom it is told, and an answer to the speaker of the words before it.

Between two that fit alike nobody is chosen.

Source: codebook, sections 4 and 6.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Final

from chancery.model.around import Around
from chancery.model.mentions import EntityKind, EntityMention, EventMention, NamedBy, QuotationMention
from chancery.model.quotations import QuotationKind
from chancery.model.text import Block, BlockKind, Span, TurnKind
from chancery.resolution.initials import by_initials
from chancery.resolution.issuers import find_issuers, named_behind
from chancery.resolution.people import Local, read_label
from chancery.resolution.scene import Ref, Scene

FIRST_PERSON: Final = frozenset("i me my we us our ours".split())
_SINGULAR: Final = frozenset("i me my".split())
SECOND_PERSON: Final = frozenset("you your yours".split())
_HEAD: Final = frozenset({BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.HEADING})
_ISSUED: Final = re.compile(
    r"(?:(?P<joint>joint|trilateral)\s+)?(?:[\w-]+\s+){0,2}?(?:statement|communiqu[e\u00e9]|declaration|press\s+release|"
    r"press\s+statement|remarks|address|speech|message|announcement|readout|comment|note)s?\b",
    re.IGNORECASE,
)
_REPLIES: Final = re.compile(r"\b(?:answer|repli|reply|respond|retort|counter)", re.IGNORECASE)
_OPENS: Final = re.compile(
    r"(?:(?:So|And|But|Now|Well|Thank you|Thanks|Good morning|Hello|First),?\s+)?", re.IGNORECASE
)
_ONE: Final = 1

Refs = tuple[Ref, ...]


class Speaking:
    """Who speaks in one report, and to whom.

    Attributes:
        labels: The people that speak in a transcript, by label.
    """

    def __init__(
        self,
        scene: Scene,
        people: Sequence[Local],
        events: Sequence[EventMention],
        ref: Callable[[int], Refs],
    ) -> None:
        """Look at a report.

        Args:
            scene: The report.
            people: Its people.
            events: Its events, in the order of the text.
            ref: Finds whom a mention means.
        """
        self._scene = scene
        self._entities = scene.seen.entities
        self._people = people
        self._events = events
        self._ref = ref
        self.labels = self._labelled()

    def meant(self, mention: EntityMention) -> Refs | None:
        """Return who "we" or "you" is; None for other words."""
        word = mention.name.lower()
        if word in FIRST_PERSON:
            meant = self.speaker(mention)
            alone = word in _SINGULAR and any(ref.kind is not EntityKind.PERSON for ref in meant)
            return () if alone else meant  # a ministry that issues a statement is no "I"
        return self.addressed(mention) if word in SECOND_PERSON else None

    def speaker(self, mention: EntityMention, *, quoted: bool = False) -> Refs:
        """Return who speaks the words around a mention; `quoted` leaves out a paraphrase and a statement's issuer."""
        block = self._scene.block_at(mention.span.start)
        if block is not None and block.speaker is not None:
            label = self.labels.get(block.speaker)
            return (label,) if label else ()
        around = self._around(mention.span)
        if around is None:
            return () if quoted else self._issuer
        if quoted and around.kind is QuotationKind.INDIRECT:
            return ()
        return tuple(ref for i in around.speakers for ref in self._ref(i))

    def addressed(self, mention: EntityMention) -> Refs:
        """Return to whom the words are said that a mention stands in, one or nobody."""
        at = self._block_number(mention.span.start)
        block = self._scene.report.blocks[at] if at is not None else None
        if at is not None and block is not None and block.speaker is not None:
            called = self._called_on(block.span, mention)
            if called or block.turn is not TurnKind.QUESTION:
                return called
            return self._answering(at)
        around = self._around(mention.span)
        if around is None:
            return ()
        told = {ref for i in around.addressees for ref in self._ref(i)}
        told -= {ref for i in around.speakers for ref in self._ref(i)}
        if told:
            return tuple(told) if len(told) == _ONE else ()
        return self._called_on(around.content, mention) or self._before(around)

    def is_owned(self, mention: EntityMention, word: str) -> bool:
        """Tell whether a mention begins with "our" or "your", or stands right after it."""
        text = self._scene.report.text
        before = text[max(0, mention.whole.start - len(word) - 2) : mention.whole.start].lower()
        beside = before.endswith(f"{word} ") and not before[:-1].removesuffix(word).isalpha()
        return beside or mention.whole.of(text).lower().startswith(f"{word} ")

    # ---- labels -----------------------------------------------------------------------------

    def _labelled(self) -> dict[str, Ref]:
        found: dict[str, Ref] = {}
        for block in self._scene.report.blocks:
            if block.speaker and block.speaker not in found:
                name, _ = read_label(block.speaker)
                owners = [local for local in self._people if name is not None and name in local.forms]
                if len(owners) == 1:
                    found[block.speaker] = owners[0].ref
        return self._with_interviewee(found | by_initials(self._scene.report, found))

    def _with_interviewee(self, found: dict[str, Ref]) -> dict[str, Ref]:
        """Add who answers under "A:", where the head names one person with an office and no label names anybody."""
        answers = {one.speaker for one in self._scene.report.blocks if one.turn is TurnKind.ANSWER and one.speaker}
        unnamed = {label for label in answers if read_label(label)[0] is None}
        if found or len(unnamed) != _ONE:
            return found
        heads = [block.span for block in self._heads()]
        named = {i for i, one in enumerate(self._entities) if any(span.contains(one.span) for span in heads)}
        here = [local for local in self._people if named.intersection(local.mentions)]
        titled = [local for local in here if local.posts] or here
        return {**found, next(iter(unnamed)): titled[0].ref} if len(titled) == _ONE else found

    def _heads(self) -> list[Block]:
        """Return the blocks above the first turn or paragraph, and a first paragraph that introduces a transcript."""
        heads: list[Block] = []
        for block in self._scene.report.blocks:
            if block.speaker is not None:
                break
            heads.append(block)
            if block.kind is BlockKind.PARAGRAPH:
                break
        return heads

    # ---- statements -------------------------------------------------------------------------

    @cached_property
    def _issuer(self) -> Refs:
        """Return whose words a statement is: whoever its head names, else those whom `issuers` finds."""
        for block in self._scene.report.blocks:
            if block.kind not in _HEAD:
                break
            found = self._named_issuer(block.span)
            if found:
                return found
        return find_issuers(self._scene, self._events)

    def _named_issuer(self, head: Span) -> Refs:
        """Read "Statement of the Ministry of Foreign Affairs of X", "Remarks by Minister Y on Z"."""
        text = self._scene.report.text
        issued = _ISSUED.search(text, head.start, head.end)
        within = named_behind(text, Span(issued.end(), head.end)) if issued and not issued["joint"] else None
        if within is None:
            return ()
        named = [i for i, one in enumerate(self._entities) if within.contains(one.whole)]
        people = [i for i in named if self._entities[i].kind is EntityKind.PERSON]
        named_people = [i for i in people if self._entities[i].by is NamedBy.NAME]
        return self._ref((named_people or named)[0]) if named else ()

    # ---- whom it is said to -----------------------------------------------------------------

    def _called_on(self, span: Span, mention: EntityMention) -> Refs:
        """Return whom words call on before a mention, in its sentence or an earlier one of the same turn."""
        text = self._scene.report.text
        called: Refs = ()
        first_here = bisect_left(self._entities, span.start, key=lambda one: one.span.start)
        for i in range(first_here, bisect_left(self._entities, span.end, key=lambda one: one.span.start)):
            one = self._entities[i]
            if one.kind is not EntityKind.PERSON or one.by is NamedBy.PRONOUN or not span.contains(one.whole):
                continue
            number = self._scene.sentence_at(one.whole.start)
            opens = self._scene.seen.sentences[number].start if number >= 0 else span.start
            after = text[one.whole.end : one.whole.end + 1]
            opening = _OPENS.fullmatch(text, max(opens, span.start), one.whole.start) is not None
            first = opening and after == "," and one.span.start < mention.span.start
            last = not called and after in {"?", "."} and text.endswith(", ", 0, one.whole.start)
            if first or last:
                called = self._ref(i)
        return called if len(called) == _ONE else ()

    def _answering(self, at: int) -> Refs:
        """Return who answers a question: the next speaker who asks none."""
        blocks = self._scene.report.blocks
        for block in blocks[at + 1 :]:
            if block.speaker is None:
                return ()
            if block.turn is not TurnKind.QUESTION:
                label = self.labels.get(block.speaker)
                return (label,) if label else ()
        return ()

    def _before(self, around: QuotationMention) -> Refs:
        """Return who spoke the words that an answer is given to."""
        if not around.cue or not _REPLIES.search(around.cue):
            return ()
        ended = bisect_right(self._by_end, around.content.start, key=lambda one: one.content.end)
        last = self._by_end[ended - 1] if ended else None
        mine = {ref for i in around.speakers for ref in self._ref(i)}
        said = {ref for i in last.speakers for ref in self._ref(i)} - mine if last is not None else set()
        return tuple(said) if len(said) == _ONE else ()

    # ---- places -----------------------------------------------------------------------------

    def _around(self, span: Span) -> QuotationMention | None:
        at = self._contents.innermost(span)
        return self._scene.seen.quotations[at] if at is not None else None

    @cached_property
    def _contents(self) -> Around:
        return Around(one.content for one in self._scene.seen.quotations)

    @cached_property
    def _by_end(self) -> Sequence[QuotationMention]:
        """The quotations by where they end; of those that end together the longest, and the last, first."""
        told = enumerate(self._scene.seen.quotations)
        return [one for _, one in sorted(told, key=lambda pair: (pair[1].content.end, pair[1].content.start, -pair[0]))]

    def _block_number(self, offset: int) -> int | None:
        blocks = self._scene.report.blocks
        at = bisect_right(blocks, offset, key=lambda block: block.span.start) - 1
        return at if at >= 0 and offset < blocks[at].span.end else None
