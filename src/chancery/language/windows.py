"""Sentences longer than the model reads at once: cut into windows, and put together again.

The longest sentence of the training corpora has 178 subwords; beyond some 250 the model has seen
nothing. Lists of names, undertakings in one breath and broken pages are longer. Each window is
annotated by itself; the roots of later windows hang on the first one as `parataxis`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from chancery.language.names import Name
from chancery.language.subwords import Encoded, Encoder

LIMIT: Final = 250  # subwords
_FRAME: Final = 2  # [CLS] and [SEP]
_BREAKS: Final = frozenset({";", ",", ":", ".", "!", "?", "–", "—", "-", ")", "”", '"'})
_SEARCHED: Final = 0.4  # share of a window, from its end, in which a break is looked for


class Annotation(NamedTuple):
    """What the model says of one sentence, one entry a word; classes as numbers of `Labels`.

    Attributes:
        upos: Part of speech.
        feats: Bundle of morphological features.
        script: Edit script from form to lemma.
        heads: Head, counted from 1; 0 for the root.
        rel: Relation to the head.
        names: The names, in order.
    """

    upos: list[int]
    feats: list[int]
    script: list[int]
    heads: list[int]
    rel: list[int]
    names: list[Name]


def encode_all(encoder: Encoder, sentences: Sequence[Sequence[str]]) -> tuple[list[Encoded], list[int]]:
    """Encode sentences, the long ones in windows.

    Returns:
        The windows of all sentences, in order, and the place of the sentence that each is of.
    """
    pieces: list[Encoded] = []
    owners: list[int] = []
    for place, words in enumerate(sentences):
        whole = encoder.encode(words)
        if len(whole.ids) <= LIMIT + _FRAME:
            parts = [whole]
        else:
            sizes = [last - first + 1 for first, last in zip(whole.first[1:], whole.last[1:], strict=True)]
            parts = [encoder.encode(words[start:end]) for start, end in cut(words, sizes)]
        pieces += parts
        owners += [place] * len(parts)
    return pieces, owners


def cut(words: Sequence[str], sizes: Sequence[int], limit: int = LIMIT) -> list[tuple[int, int]]:
    """Cut a sentence into windows, after punctuation where there is any.

    Args:
        words: The sentence.
        sizes: Subwords of each word; none more than `limit`.
        limit: Most subwords in a window.

    Returns:
        Half-open ranges of words, in order, that cover the sentence.
    """
    windows = []
    start = total = 0
    for index, size in enumerate(sizes):
        if total + size > limit:
            earliest = index - max(1, int((index - start) * _SEARCHED))
            end = next((at for at in range(index, earliest, -1) if words[at - 1] in _BREAKS), index)
            windows.append((start, end))
            total = sum(sizes[end:index])
            start = end
        total += size
    windows.append((start, len(words)))
    return windows


def stitch(parts: Sequence[Annotation], parataxis: int) -> Annotation:
    """Put the windows of one sentence together.

    Args:
        parts: The windows, in order.
        parataxis: Number of the relation by which later roots hang on the first.
    """
    if len(parts) == 1:
        return parts[0]
    whole = Annotation([], [], [], [], [], [])
    for part in parts:
        offset = len(whole.upos)
        for joined, column in zip(whole[:3], part[:3], strict=True):
            joined.extend(column)
        whole.names.extend(Name(name.start + offset, name.end + offset, name.label) for name in part.names)
        whole.heads.extend(head + offset if head else 0 for head in part.heads)
        whole.rel.extend(part.rel)
    first, *later = [index for index, head in enumerate(whole.heads) if not head]
    for index in later:
        whole.heads[index], whole.rel[index] = first + 1, parataxis
    return whole
