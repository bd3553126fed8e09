"""Read the sentences with names that we wrote ourselves (`ours/README.md` tells the rules).

A sentence a line, its words apart, each name in brackets after its type:

    [PERSON Aigul Toktorova] told [NORP Russian] reporters that [PLACE Bishkek] would wait .
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from entities import TYPES

_PIECE = re.compile(r"\[(?P<kind>[A-Z]+) (?P<name>[^\[\]]*)\](?!\S)|(?P<word>[^\[\]\s]+)(?!\S)|(?P<blank> )")


class MalformedLineError(ValueError):
    """A line that does not keep to the format; says which, and where in it."""

    def __init__(self, fault: str, where: str = "") -> None:
        """Take what is wrong, and the file and line where it is."""
        super().__init__(f"{where}: {fault}" if where else fault)
        self.fault = fault


def read_ours(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the words and the BIO tags of each sentence; empty lines are passed over.

    Raises:
        MalformedLineError: If a bracket is alone, open, nested or empty, or a type is unknown.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line.strip():
            try:
                yield read_line(line)
            except MalformedLineError as error:
                raise MalformedLineError(error.fault, f"{path.name}, line {number}") from None


def read_line(line: str) -> tuple[list[str], list[str]]:
    """Return the words and the BIO tags of one sentence.

    Raises:
        MalformedLineError: If the line does not keep to the format.
    """
    words: list[str] = []
    tags: list[str] = []
    at = 0
    while at < len(line):
        piece = _PIECE.match(line, at)
        if piece is None:
            fault = f"expected a word or [TYPE name] followed by a blank at {line[at : at + 20]!r}"
            raise MalformedLineError(fault)
        if piece["word"]:
            words.append(piece["word"])
            tags.append("O")
        elif piece["kind"]:
            name = _name(piece["kind"], piece["name"])
            words.extend(name)
            tags.extend([f"B-{piece['kind']}", *[f"I-{piece['kind']}"] * (len(name) - 1)])
        at = piece.end()
    return words, tags


def _name(kind: str, text: str) -> list[str]:
    """Return the words of one name."""
    if kind not in TYPES:
        fault = f"{kind} is no type of name; the types are {', '.join(TYPES)}"
        raise MalformedLineError(fault)
    if not text.strip():
        fault = f"a {kind} without a word"
        raise MalformedLineError(fault)
    return text.split()
