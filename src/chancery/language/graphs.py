"""One more output for an ONNX model: a value inside its graph, read without another file.

The model file is not altered: a message is appended to its bytes, which Protocol Buffers merge with the graph before.
"""

from __future__ import annotations

from typing import Final

STATES: Final = "/model/encoder/layers.2/norm2/LayerNormalization_output_0"
"""The third of six layers: later ones know more of trees and names, and less of what words mean."""
_GRAPH: Final = 7  # field of the graph in ONNX's ModelProto
_OUTPUT: Final = 12  # field of an output in its GraphProto
_NAME: Final = 1  # field of a name in its ValueInfoProto
_BYTES: Final = 2  # wire type of a field that holds bytes
_SEVEN: Final = 0x7F
_MORE: Final = 0x80


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
