"""Tells work that grows with its input from work that grows faster, on machines of any speed."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

TIMES = 10
TRIES = 3
# what a clock and a busy machine hide: shorter work is taken to last this long, in seconds
LEAST_S = 0.02
# work in line with its input takes TIMES as long, work by the square TIMES squared; between them lies this
ALLOWED = 3 * TIMES


def assert_grows_in_line(work: Callable[[int], object], size: int) -> None:
    """Fails if an input `TIMES` larger costs far more than `TIMES` the processor time.

    A second and a third try forgive what else the machine was doing. No second is written down, so that a
    slow machine does not fail what a quick one passes.

    Args:
        work: does the work for an input of a size.
        size: of the smaller input, in the units of `work`.
    """
    tries: list[tuple[float, float]] = []
    for _ in range(TRIES):
        small, large = (cost(work, units) for units in (size, TIMES * size))
        if large < ALLOWED * max(small, LEAST_S):
            return
        tries.append((small, large))
    pytest.fail(f"{TIMES} times the input took, in seconds, from and to: {tries}")


def cost(work: Callable[[int], object], units: int) -> float:
    """Processor seconds that work takes for an input of so many units."""
    began = time.process_time()
    work(units)
    return time.process_time() - began
