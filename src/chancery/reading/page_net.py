"""The second look at a page: a small recurrent net that reads its lines in order, down the page and up.

Whether a headline is another story's shows in what stands around it, and how lines alternate, better than in itself.
The net reads the numbers of every line (`evidence`), what the rules are sure of, and what the first look made of the
others. Its weights (`furniture.onnx`) are made by `training/page_net.py` from marked pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from chancery.reading.evidence import Row

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_MOST: Final = 1000  # lines read at once; pages of more are read in parts
_COMPANY: Final = 50  # lines of the neighbouring parts that are read with each


@cache
def session() -> InferenceSession:
    """Load the net, once a process; it computes on one core."""
    import onnxruntime  # noqa: PLC0415 - commands that read nothing do not need it

    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = settings.inter_op_num_threads = 1
    settings.log_severity_level = 3
    weights = files("chancery.reading").joinpath("furniture.onnx").read_bytes()
    return onnxruntime.InferenceSession(weights, settings, providers=["CPUExecutionProvider"])


def read_page(rows: Sequence[Row], sure: Sequence[bool], told: Sequence[float]) -> list[float]:
    """Return for each line of a page the chance that it is furniture.

    Args:
        rows: The numbers of each line, in order.
        sure: Whether the rules are sure that it is furniture.
        told: What the first look made of it; 1.0 where the rules are sure.
    """
    found: list[float] = []
    for first in range(0, len(rows), _MOST):
        low, high = max(0, first - _COMPANY), min(len(rows), first + _MOST + _COMPANY)
        part = _read(rows[low:high], sure[low:high], told[low:high])
        found += part[first - low : first - low + _MOST]
    return found


def _read(rows: Sequence[Row], sure: Sequence[bool], told: Sequence[float]) -> list[float]:
    import numpy as np  # noqa: PLC0415 - as above

    lines = np.array([(*row, one, chance) for row, one, chance in zip(rows, sure, told, strict=True)], dtype=np.float32)
    (chances,) = session().run(["chances"], {"lines": lines[None]})
    return [float(chance) for chance in chances[0]]
