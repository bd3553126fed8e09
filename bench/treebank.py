"""Read GUM's documents from CoNLL-U: sentences, words, discourse units and how these hang together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chancery.model.text import Block, BlockKind, Report, Span

COLUMNS = 10  # of CoNLL-U
APART = 3  # every third document by its hash is kept apart while rules are written
ATTRIBUTION = "attribution"


@dataclass
class Token:
    """A word of a treebank with its discourse unit and mentions."""

    form: str
    span: Span
    edu: int
    misc: dict[str, str]
    feats: str
    upos: str
    lemma: str


@dataclass(frozen=True)
class Relation:
    """How one discourse unit hangs on another.

    Attributes:
        name: "attribution-positive", "same-unit_m".
        target: The unit that it hangs on; 0 for a root.
        height: How many stretches of text it joins above the target: what hangs on one unit with a lower number is
            part of what a higher one hangs on.
    """

    name: str
    target: int
    height: int = 0


NO_RELATION = Relation("", 0)


@dataclass
class Treebank:
    """One document: its text, a sentence a block, its words and its discourse units."""

    name: str
    text: str = ""
    sentences: list[list[Token]] = field(default_factory=list)
    relations: dict[int, Relation] = field(default_factory=dict)
    marked: set[int] = field(default_factory=set)  # units with a second relation that is an attribution
    paragraphs: list[int] = field(default_factory=list)  # first sentence of each

    @property
    def genre(self) -> str:
        """Of the text: "news", "vlog"."""
        return self.name.split("_")[1]

    def told(self) -> Report:
        """Return the document as a report with its paragraphs."""
        starts = sorted({0, *self.paragraphs})
        groups = [self.sentences[a:b] for a, b in zip(starts, [*starts[1:], None], strict=True)]
        spans = [Span(g[0][0].span.start, g[-1][-1].span.end) for g in groups if g]
        blocks = tuple(Block(kind=BlockKind.PARAGRAPH, span=span) for span in spans)
        return Report(id=self.name, path=self.name, text=self.text, blocks=blocks)

    @property
    def spans(self) -> list[Span]:
        """The characters of the sentences."""
        return [Span(s[0].span.start, s[-1].span.end) for s in self.sentences]

    @property
    def report(self) -> Report:
        """The document as a report, a sentence a paragraph."""
        blocks = tuple(Block(kind=BlockKind.PARAGRAPH, span=span) for span in self.spans)
        return Report(id=self.name, path=self.name, text=self.text, blocks=blocks)

    def relation(self, edu: int) -> Relation:
        """Return how a unit hangs on another."""
        return self.relations.get(edu, NO_RELATION)

    def is_attribution(self, edu: int) -> bool:
        """Tell whether a unit attributes another."""
        return self.relation(edu).name.startswith(ATTRIBUTION)


def documents(paths: Sequence[Path], *, apart: bool | None) -> Iterator[Treebank]:
    """Read the documents of CoNLL-U files; `apart` chooses those kept apart, the others, or all."""
    for path in paths:
        held_apart = "test" in path.name
        for chunk in path.read_text(encoding="utf-8").split("# newdoc id = ")[1:]:
            name = chunk.split("\n", 1)[0].strip()
            mine = held_apart or int(hashlib.sha256(name.encode()).hexdigest(), 16) % APART == 0
            if apart is None or mine == apart:
                yield _read(name, chunk)


def _read(name: str, chunk: str) -> Treebank:
    bank = Treebank(name)
    edu = 0
    for part in chunk.split("\n\n"):
        tokens: list[Token] = []
        if "# newpar" in part:
            bank.paragraphs.append(len(bank.sentences))
            bank.text = bank.text.rstrip() + "\n\n" if bank.text else ""
        skip_to = 0
        glued = ""
        for line in part.splitlines():
            cells = line.split("\t")
            if line.startswith("#") or len(cells) < COLUMNS or "." in cells[0]:
                continue
            if "-" in cells[0]:  # a word of two tokens: "don't" is written once
                last = cells[0].partition("-")[2]
                skip_to, glued = int(last), "" if "SpaceAfter=No" in cells[9] else " "
                continue
            misc = dict(item.split("=", 1) for item in cells[9].split("|") if "=" in item)
            if "Discourse" in misc:
                edu = _relate(bank, misc["Discourse"])
            start = len(bank.text)
            bank.text += cells[1]
            tokens.append(Token(cells[1], Span(start, len(bank.text)), edu, misc, cells[5], cells[3], cells[2]))
            if int(cells[0]) < skip_to:
                continue
            space = glued if int(cells[0]) == skip_to else ("" if misc.get("SpaceAfter") == "No" else " ")
            bank.text += space
        if tokens:
            bank.sentences.append(tokens)
            bank.text = bank.text.rstrip() + " "
    return bank


def _relate(bank: Treebank, cell: str) -> int:
    """Note the relations of a unit, "attribution-positive:7->8:1:..."; more after semicolons. Return its number."""
    first, *more = cell.split(";")
    name, units, height = [*first.split(":"), "0"][:3]
    source, _, target = units.partition("->")
    bank.relations[int(source)] = Relation(name, int(target or 0), int(height))
    if any(one.startswith(ATTRIBUTION) for one in more):
        bank.marked.add(int(source))
    return int(source)
