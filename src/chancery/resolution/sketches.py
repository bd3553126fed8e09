"""Finds the texts that share most with another, without comparing all pairs.

Each text becomes the set of its runs of five words. MinHash keeps a signature of the whole and one
of the beginning, which is all that a copy cut from the bottom shares with much of its original;
an LSH index answers which texts have like signatures. A few texts are compared directly: loading
what the index needs takes longer than that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    import numpy as np
    from datasketch import MinHash, MinHashLSH
    from numpy.typing import NDArray

SHINGLE: Final = 5  # words
LEAD: Final = 70  # words of the beginning that have a signature of their own
PERMUTATIONS: Final = 128
BANDS: Final = (42, 3)
"""Bands and rows: texts with half of their shingles alike meet with 99.6 %, with a third with 80 %, with a
twentieth, which is more than two accounts of one event have, with 0.5 %."""
FEW: Final = 64
"""Texts that are compared directly, at 2 ms for all; the index takes 0.3 to 1.2 s to load (docs/dependencies.md)."""
LEAST_ALIKE: Final = 0.25  # share of the smaller set below which texts that are compared directly are no candidates
TRIED: Final = 12  # likeliest texts that are returned
_SEED: Final = 1
_PRIME: Final = 0x9E3779B97F4A7C15


class Index(Protocol):
    """Texts by name, found by what they share with another."""

    def likeliest(self, words: Sequence[str]) -> list[str]:
        """Return the names of at most `TRIED` texts that share most with these words, the likeliest first."""
        ...

    def insert(self, name: str, words: Sequence[str]) -> None:
        """Take a text of at least `SHINGLE` words."""
        ...


def make_index(count: int) -> Index:
    """Return an empty index that suits a number of texts."""
    return FewTexts() if count <= FEW else ManyTexts()


class FewTexts:
    """Compares all pairs of sets of shingles."""

    def __init__(self) -> None:
        """Make an empty index."""
        self._sets: dict[str, frozenset[tuple[str, ...]]] = {}

    def likeliest(self, words: Sequence[str]) -> list[str]:
        """Return the names of the texts that share most with these words, the likeliest first."""
        mine = _set_of(words)
        likeness = {name: len(mine & theirs) / min(len(mine), len(theirs)) for name, theirs in self._sets.items()}
        near = [name for name, score in likeness.items() if score >= LEAST_ALIKE]
        return sorted(near, key=lambda name: (-likeness[name], name))[:TRIED]

    def insert(self, name: str, words: Sequence[str]) -> None:
        """Take a text."""
        self._sets[name] = _set_of(words)


def _set_of(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(zip(*(words[at:] for at in range(SHINGLE)), strict=False))


@dataclass(frozen=True, slots=True)
class _Sketch:
    """Signatures of a text and of its beginning."""

    whole: MinHash
    lead: MinHash

    def likeness(self, other: _Sketch) -> float:
        return float(max(self.whole.jaccard(other.whole), self.lead.jaccard(other.lead)))


class ManyTexts:
    """MinHash signatures in LSH tables; the same for the same texts, whatever the process or the order."""

    def __init__(self) -> None:
        """Make an empty index."""
        from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - loads scipy, see `FEW`

        self._empty = MinHash(PERMUTATIONS, seed=_SEED, hashfunc=int)
        self._wholes: MinHashLSH = MinHashLSH(num_perm=PERMUTATIONS, params=BANDS)
        self._leads: MinHashLSH = MinHashLSH(num_perm=PERMUTATIONS, params=BANDS)
        self._sketches: dict[str, _Sketch] = {}
        self._hashes: dict[str, int] = {}
        self._last: tuple[Sequence[str], _Sketch] | None = None

    def likeliest(self, words: Sequence[str]) -> list[str]:
        """Return the names of the texts that share most with these words, the likeliest first."""
        mine = self._sketch(words)
        near = {*self._wholes.query(mine.whole), *self._leads.query(mine.lead)}
        likeness = {name: self._sketches[name].likeness(mine) for name in near}
        return sorted(near, key=lambda name: (-likeness[name], name))[:TRIED]

    def insert(self, name: str, words: Sequence[str]) -> None:
        """Take a text."""
        sketch = self._sketch(words)
        self._wholes.insert(name, sketch.whole, check_duplication=False)
        self._leads.insert(name, sketch.lead, check_duplication=False)
        self._sketches[name] = sketch

    def _sketch(self, words: Sequence[str]) -> _Sketch:
        """Return the signatures of a text; those of the last text are kept, since it is looked up, then inserted."""
        if self._last is None or self._last[0] is not words:
            shingles = self._shingles(words)
            self._last = words, _Sketch(self._signature(shingles), self._signature(shingles[:LEAD]))
        return self._last[1]

    def _signature(self, shingles: NDArray[np.uint64]) -> MinHash:
        signature = self._empty.copy()
        signature.update_batch((shingles >> 32).tolist())
        return signature

    def _shingles(self, words: Sequence[str]) -> NDArray[np.uint64]:
        """Hash every run of `SHINGLE` words, in order; each word is hashed once for all texts."""
        import numpy as np  # noqa: PLC0415 - as above

        hashes = np.array([self._hash(word) for word in words], dtype=np.uint64)
        count = len(words) - SHINGLE + 1
        total = np.zeros(count, dtype=np.uint64)
        for at in range(SHINGLE):
            total = total * np.uint64(_PRIME) + hashes[at : at + count]
        return total ^ (total >> np.uint64(29))

    def _hash(self, word: str) -> int:
        known = self._hashes.get(word)
        if known is None:
            known = int.from_bytes(hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "big")
            self._hashes[word] = known
        return known
