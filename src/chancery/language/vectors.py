"""Vectors of words in their sentence, from inside the language model: what the words mean beside one another.

The model file is not altered: its bytes get one more output, which Protocol Buffers let one append, in a session of its
own. So annotating costs what it did, and the vectors are paid for by those who ask for them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from chancery.language.annotator import batches
from chancery.language.subwords import Encoder, pad
from chancery.language.weights import CARD, FOLDER, check, make_session
from chancery.language.windows import encode_all

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

STATES: Final = "/model/encoder/layers.2/norm2/LayerNormalization_output_0"
"""The third of six layers: later ones know more of trees and names, and less of what words mean."""
_GRAPH: Final = 7  # field of the graph in ONNX's ModelProto
_OUTPUT: Final = 12  # field of an output in its GraphProto
_NAME: Final = 1  # field of a name in its ValueInfoProto
_BYTES: Final = 2  # wire type of a field that holds bytes
_SEVEN: Final = 0x7F
_MORE: Final = 0x80


class WordVectors:
    """Gives the vector of each word: the mean of its first and its last subword."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Open the model.

        Raises:
            ModelError: C070 if a file is not the one that the card names, C071 if one is missing.
        """
        self._session = _open(folder)
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


def _open(folder: Path) -> InferenceSession:
    check(folder)
    return make_session(with_output((folder / "model.onnx").read_bytes(), STATES))


def with_output(model: bytes, name: str) -> bytes:
    """Give an ONNX model one more output: a message that is appended is merged with the one before.

    Args:
        model: The model file.
        name: A value that its graph computes.

    Source: Protocol Buffers, "Last One Wins" and the merging of embedded messages; `onnx.proto3`.
    """
    return model + _field(_GRAPH, _field(_OUTPUT, _field(_NAME, name.encode())))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | _BYTES) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    parts = []
    while value > _SEVEN:
        parts.append(value & _SEVEN | _MORE)
        value >>= 7
    return bytes([*parts, value])
