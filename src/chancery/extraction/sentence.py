"""A sentence as extraction looks at it: its words with their places, and the block it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chancery.model.text import Block, BlockKind, Document, Report, Span

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "`": "'", "\u00a0": " "})
_TITLE_CASE_SHARE = 0.6
_TITLE_CASE_WORDS = 4


def plain(text: str) -> str:
    """Straighten apostrophes and hard spaces, character for character, so that offsets stay."""
    return text.translate(_STRAIGHT)


@dataclass(frozen=True, slots=True)
class Word:
    """One token.

    Attributes:
        text: As written, apostrophes straightened.
        lower: In lower case.
        span: Its characters.
    """

    text: str
    lower: str
    span: Span

    @property
    def is_capitalised(self) -> bool:
        """Tell whether the word begins with a capital letter."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading or caption.

    Attributes:
        span: Its characters, without white space around them.
        words: Its tokens, white space left out.
        block: The block of the report that it stands in.
        text: The characters of `span`, apostrophes straightened; offsets less `span.start`.
    """

    span: Span
    words: tuple[Word, ...]
    block: Block
    text: str

    @property
    def is_headline(self) -> bool:
        """Tell whether most words are capitalised, so that capitals say nothing."""
        if self.block.kind not in (BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.HEADING):
            return False
        letters = [word for word in self.words if word.text[:1].isalpha()]
        capitals = sum(word.is_capitalised for word in letters)
        return len(letters) >= _TITLE_CASE_WORDS and capitals > _TITLE_CASE_SHARE * len(letters)


def sentences_of(doc: Document, report: Report) -> tuple[Sentence, ...]:
    """Return the sentences of a report's blocks, in order.

    Args:
        doc: Annotated text of the report.
        report: Its blocks tell headings, captions and turns apart.
    """
    return tuple(_sentences(doc, report.blocks))


def _sentences(doc: Document, blocks: Sequence[Block]) -> Iterator[Sentence]:
    remaining = iter(blocks)
    block = next(remaining, None)
    for sent in doc.sents:
        words = tuple(_word(token.text, token.idx) for token in sent if token.text.strip())
        if not words:
            continue
        while block is not None and block.span.end <= words[0].span.start:
            block = next(remaining, None)
        if block is None:
            return
        # a speaker's label stands before the block's words and is no part of what is said
        words = tuple(word for word in words if block.span.contains(word.span))
        if words:
            span = Span(words[0].span.start, words[-1].span.end)
            yield Sentence(span, words, block, plain(span.of(doc.text)))


def _word(text: str, start: int) -> Word:
    straight = plain(text)
    return Word(straight, straight.lower(), Span(start, start + len(text)))
