"""Names: well formed whatever the scores, and the likeliest sequence of tags."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.language.names import Name, decode_names

TAGS = ("O", "B-P", "I-P", "E-P", "S-P", "B-Q", "I-Q", "E-Q", "S-Q")


def well_formed(path: tuple[str, ...]) -> bool:
    """Tell a sequence of whole names."""
    inside = ""
    for tag in path:
        if bool(inside) != (tag[0] in "IE") or (inside and tag[2:] != inside):
            return False
        inside = tag[2:] if tag[0] in "BI" else ""
    return not inside


def spelt(names: list[Name], length: int) -> list[str]:
    """Return the tags of names."""
    tags = ["O"] * length
    for name in names:
        size = name.end - name.start
        shape = "S" if size == 1 else "B" + "I" * (size - 2) + "E"
        tags[name.start : name.end] = [f"{letter}-{name.label}" for letter in shape]
    return tags


@given(st.integers(1, 4), st.integers(0, 2**32 - 1))
@settings(max_examples=60)
def test_the_names_are_the_likeliest_well_formed_ones(length: int, seed: int) -> None:
    """The names are the likeliest well formed ones."""
    scores = np.random.default_rng(seed).normal(size=(1, length, len(TAGS))).astype(np.float32)
    names = decode_names(scores, [length], TAGS)[0]
    total = sum(scores[0, place, TAGS.index(tag)] for place, tag in enumerate(spelt(names, length)))
    paths = (path for path in product(range(len(TAGS)), repeat=length) if well_formed(tuple(TAGS[at] for at in path)))
    best = max(sum(scores[0, place, tag] for place, tag in enumerate(path)) for path in paths)
    assert total == pytest.approx(best, abs=1e-4)


def test_padding_holds_no_names() -> None:
    """Padding holds no names."""
    scores = np.zeros((2, 3, len(TAGS)), dtype=np.float32)
    scores[:, :, TAGS.index("S-P")] = 1
    assert decode_names(scores, [1, 3], TAGS) == [
        [Name(0, 1, "P")],
        [Name(0, 1, "P"), Name(1, 2, "P"), Name(2, 3, "P")],
    ]
