"""Vectors of words in their sentence, from inside the language model: what the words mean beside one another.

They leave the session that annotates, by an output that its graph gets when it is opened (`graphs`). Who does not ask
for it pays nothing, and who does pays for one pass.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chancery.language.annotator import batches
from chancery.language.graphs import STATES
from chancery.language.subwords import Encoder, pad
from chancery.language.weights import CARD, FOLDER, open_session
from chancery.language.windows import encode_all

if TYPE_CHECKING:
    from numpy.typing import NDArray


class WordVectors:
    """Gives the vector of each word: the mean of its first and its last subword."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Open the model.

        Raises:
            ModelError: C070 if a file is not the one that the card names, C071 if one is missing.
        """
        self._session = open_session(folder, threads=1)  # the one that annotates
        self._encoder = Encoder(folder / "tokenizer.json")

    def of(self, sentences: Sequence[Sequence[str]]) -> list[NDArray[Any]]:
        """Return a (words, 384) float32 array for each sentence; no sentence may be empty."""
        import numpy as np  # noqa: PLC0415 - commands that need no vectors do not need it

        pieces, owners = encode_all(self._encoder, sentences)
        found: dict[int, NDArray[Any]] = {}
        for batch in batches([len(piece.ids) for piece in pieces]):
            (states,) = self._session.run([STATES], pad([pieces[place] for place in batch]))
            for row, place in enumerate(batch):
                piece = pieces[place]
                found[place] = (states[row][piece.first[1:]] + states[row][piece.last[1:]]) / 2
        parts: list[list[NDArray[Any]]] = [[] for _ in sentences]
        for place, owner in enumerate(owners):
            parts[owner].append(found[place])
        return [np.concatenate(part) for part in parts]


@cache
def open_vectors(folder: Path = FOLDER) -> WordVectors:
    """Return the vectors of the model that the package carries; it is opened once a process."""
    return WordVectors(folder)


def vectors_of(model: str, sentences: Sequence[Sequence[str]]) -> list[NDArray[Any]] | None:
    """Return the vectors of words, if the model that the package carries is the one asked for.

    Args:
        model: SHA-256 of the language model whose vectors are wanted.
        sentences: Their words; no sentence may be empty.

    Returns:
        As `WordVectors.of` does; None where the package carries another model.
    """
    return open_vectors().of(sentences) if model == model_hash() else None


@cache
def model_hash(folder: Path = FOLDER) -> str:
    """Return the SHA-256 by which the card knows the model, or "" where it cannot be read."""
    try:
        card: dict[str, dict[str, Any]] = json.loads((folder / CARD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(card.get("model.onnx", {}).get("sha256", ""))
