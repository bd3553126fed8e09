"""A sentence as extraction looks at it: its words with their places, and the block it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from chancery.codebooks.organisations import match_organisation
from chancery.model.text import Block, BlockKind, Document, Report, Span, TokenSpan

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "`": "'", "\u00a0": " "})
_TITLE_CASE_SHARE = 0.6
_TITLE_CASE_WORDS = 4
_SHOUTED_SHARE = 0.7
_DOTTED = re.compile(r"^((?:[A-Z]\.){2,})-(?=\w)")
_SMALL = frozenset("a an and as at by for from in into nor of on or over the to with after before between".split())


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
        pos: Universal part of speech.
        lemma: Its lemma.
        feats: Morphological features: "Tense=Past".
        rel: Relation to its head, in Universal Dependencies v2.
        head: Place of its head among the sentence's words; its own for the root.
        name: What the language model takes it for: "B-PERSON" where a name begins; empty outside names.
    """

    text: str
    lower: str
    span: Span
    pos: str = ""
    lemma: str = ""
    feats: frozenset[str] = frozenset()
    rel: str = "root"
    head: int = -1
    name: str = ""

    @property
    def is_capitalised(self) -> bool:
        """Tell whether the word begins with a capital letter."""
        return self.text[:1].isupper()


@dataclass(frozen=True)
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

    @cached_property
    def is_headline(self) -> bool:
        """Tell whether most words are capitalised, so that capitals say nothing."""
        if self.block.kind not in (BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.HEADING):
            return False
        if len(self.words) > _TITLE_CASE_WORDS and self.words[-1].text in {".", '"', "”"}:
            return False  # a sentence that the layout took for a heading
        letters = [word for word in self.words if word.text[:1].isalpha()]
        capitals = sum(word.is_capitalised for word in letters)
        return len(letters) >= _TITLE_CASE_WORDS and capitals > _TITLE_CASE_SHARE * len(letters)

    @cached_property
    def is_shouted(self) -> bool:
        """Tell whether it is written in capitals throughout, as the head of a transcript."""
        letters = [word for word in self.words if word.text.isalpha()]
        capitals = sum(word.text.isupper() for word in letters)
        return len(letters) >= _TITLE_CASE_WORDS and capitals > _SHOUTED_SHARE * len(letters)

    def person_end(self, index: int) -> int:
        """Return the index after the person's name that the language model sees begin at a word, else `index`."""
        if self.words[index].name != "B-PERSON" or self.is_headline or self.is_shouted:
            return index
        end = index + 1
        while end < len(self.words) and self.words[end].name == "I-PERSON":
            end += 1
        while end > index and not self.words[end - 1].text[-1:].isalpha():
            end -= 1
        return end - 1 if end - 1 > index and self.words[end - 1].text == "'s" else end

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The words as names are looked for in them: capitals throughout are read as "Secretary of State"."""
        if not self.is_shouted:
            return tuple(word.text for word in self.words)
        return tuple(_settled(word) for word in self.words)


def sentences_of(doc: Document, report: Report) -> tuple[Sentence, ...]:
    """Return the sentences of a report's blocks, in order.

    Args:
        doc: Annotated text of the report.
        report: Its blocks tell headings, captions and turns apart.
    """
    return tuple(_sentences(doc, report))


def _sentences(doc: Document, report: Report) -> Iterator[Sentence]:
    at, blocks = 0, report.blocks
    for sent in doc.sents:
        words = _parsed(sent)
        # spaCy's boundaries and the blocks agree but where a token spans the edge of a block
        while words:
            while at < len(blocks) and blocks[at].span.end <= words[0].span.start:
                at += 1
            if at == len(blocks):
                return
            block = blocks[at]
            # a speaker's label stands before the block's words and is no part of what is said
            mine = tuple(word for word in words if block.span.contains(word.span))
            if mine:
                span = Span(mine[0].span.start, mine[-1].span.end)
                yield Sentence(span, _rooted(mine, words.index(mine[0])), block, plain(span.of(report.text)))
            rest = tuple(word for word in words if word.span.start >= block.span.end)
            words = _rooted(rest, len(words) - len(rest)) if rest else ()


def _parsed(sent: TokenSpan) -> tuple[Word, ...]:
    """Return the words of a sentence, heads counted among them."""
    tokens = [token for token in sent if token.text.strip()]
    pieces = [tuple(_words(token.text, token.idx)) for token in tokens]
    starts = (0, *accumulate(map(len, pieces)))
    places = {token.i: start for token, start in zip(tokens, starts, strict=False)}
    words: list[Word] = []
    for token, parts in zip(tokens, pieces, strict=True):
        at = places[token.i]
        feats = frozenset(str(token.morph).split("|"))
        name = f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else ""
        first = replace(parts[0], rel=token.dep_, head=places.get(token.head.i, at))
        rest = (replace(part, rel="flat", head=at) for part in parts[1:])
        words.extend(
            replace(part, pos=token.pos_, lemma=token.lemma_, feats=feats, name=name) for part in (first, *rest)
        )
    return tuple(words)


def _rooted(words: tuple[Word, ...], start: int) -> tuple[Word, ...]:
    """Count heads among these words only; a word whose head is not among them is a root."""
    found = []
    for at, word in enumerate(words):
        head = word.head - start
        inside = 0 <= head < len(words)
        found.append(replace(word, head=head if inside else at, rel=word.rel if inside and head != at else "root"))
    return tuple(found)


def _settled(word: Word) -> str:
    """Write a word of a line in capitals as the middle of a sentence would have it."""
    if not word.text.isupper() or not word.text.isalpha() or match_organisation([word.text], 0):
        return word.text
    return word.lower if word.lower in _SMALL else word.text.capitalize()


def _words(text: str, start: int) -> Iterator[Word]:
    """Yield the word of a token; of "U.S.-Armenia", which spaCy leaves whole, three."""
    at = 0
    for match in _DOTTED.finditer(text):
        yield _word(match[1], start + at)
        yield _word("-", start + match.end() - 1)
        at = match.end()
    if text[at:]:
        yield _word(text[at:], start + at)


def _word(text: str, start: int) -> Word:
    straight = plain(text)
    return Word(straight, straight.lower(), Span(start, start + len(text)))
