"""Acts between two parties, to learn from and to score on: our own sentences, the codebook's, and PLOVER's records.

A line of `ours/acts*.txt` is a type and a sentence. `{A}` and `{R}` stand for any party, `{Aj}` and `{Rj}` for the
adjective of any state; `[A ...]` and `[R ...]` are parties by name. Blanks before marks are taken out.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chancery.codebooks.predicates import all_senses
from chancery.codebooks.states import StateKind, states
from chancery.model.text import Span

HERE = Path(__file__).parent
TESTS = HERE.parent / "tests"
FILES = {
    "ours": ("acts.txt", "acts.more.txt", "acts.wire.txt", "acts.turns.txt", "acts.none.txt"),
    "dev": ("acts.dev.txt",),
    "apart": ("acts.apart.txt",),
}
REPEATS = {"ours": 2, "dev": 2, "apart": 1}
"""How often a line with places for parties is taken, each time with others."""
DEV_STATES = "Finland Mali Ecuador Laos Hungary Uganda Uruguay Kuwait Estonia Paraguay Togo Bhutan Croatia".split()
SEATS = {"ours": "Moscow Beijing Washington Tehran Ankara Paris".split(), "dev": "London Berlin Seoul Cairo".split()}
PEOPLE = {
    "ours": ["Anna Berg", "Paul Weber", "Karim Haddad", "Li Wen", "Maria Sousa", "John Okoro"],
    "dev": ["Eva Lind", "Omar Farouk", "Ivan Petrov", "Rosa Diaz"],
}
OTHERS = {
    "ours": ["the United Nations", "NATO", "the rebels", "the government", "the opposition", "the army"],
    "dev": ["the European Union", "the militia"],
}
OFFICES = ("President", "Prime Minister", "Defence Minister")
SLOT = re.compile(r"\{([AR])(j?)\}|\[([AR]) ([^\]]*)\]")
MADE_NAMES = ("Norway", "Finland", "Chad", "Anna Berg", "Paul Weber", "the United Nations", "the European Union")
EXTENSIONS = ("ELECT", "OFFICE")


@dataclass(frozen=True)
class Pair:
    """A sentence with its actor, its recipient and the label.

    Attributes:
        type: PLOVER type, or NONE.
        text: The sentence.
        actor: Who acts.
        recipient: To whom it is done; None where nobody is named.
        part: "ours", "made", "dev", "apart", "gsr-even" or "gsr-odd".
        line: Number of the line that it was made from; pairs of one line are never parted.
    """

    type: str
    text: str
    actor: Span
    recipient: Span | None
    part: str
    line: int


def names_of(part: str) -> list[tuple[str, str]]:
    """Return the states of a part with their adjectives; no state of "dev" is learnt from in a place for any party."""
    known = [one for one in states().values() if one.kind is StateKind.MEMBER and one.adjectives]
    return [(one.name, one.adjectives[0]) for one in known if (one.name in DEV_STATES) == (part == "dev")]


def party(rng: random.Random, part: str, *, adjective: bool) -> str:
    """Return a state, a government, a minister, a capital or a body; or the adjective of a state."""
    name, of = rng.choice(names_of(part))
    if adjective:
        return of
    if rng.random() < 0.5:  # noqa: PLR2004 - states are what news tell of most
        return name
    choices = [
        f"the government of {name}",
        f"the foreign minister of {name}",
        f"the {of} president",
        f"{of} {rng.choice(['officials', 'troops', 'leaders', 'police', 'authorities', 'negotiators'])}",
        f"{rng.choice(OFFICES)} {rng.choice(PEOPLE[part])}",
        rng.choice(SEATS[part]),
        rng.choice(OTHERS[part]),
    ]
    return rng.choice(choices)


def fill(label: str, pattern: str, rng: random.Random, *, part: str, line: int) -> Pair:
    """Put names into a sentence, and join its words."""
    names: dict[str, str] = {}
    pattern = re.sub(r" ([.,;:]|'s)", r"\1", pattern)
    for match in SLOT.finditer(pattern):
        role = match[1] or match[3]
        while match[1] and (role not in names or names[role] == names.get("A" if role == "R" else "R")):
            names[role] = party(rng, part, adjective=bool(match[2]))
    text, spans, at = "", {}, 0
    for match in SLOT.finditer(pattern):
        text += pattern[at : match.start()]
        name = names[match[1]] if match[1] else match[4]
        name = name[0].upper() + name[1:] if not text else name
        spans.setdefault(match[1] or match[3], Span(len(text), len(text) + len(name)))
        text, at = text + name, match.end()
    return Pair(label, text + pattern[at:], spans["A"], spans.get("R"), part, line)


def read_ours(part: str) -> Iterator[Pair]:
    """Yield our own sentences, those with places for parties several times."""
    number = 0
    for name in FILES[part]:
        for row in (HERE / "ours" / name).read_text(encoding="utf-8").splitlines():
            if not row or row.startswith("#"):
                continue
            number += 1
            label, pattern = row.split(" | ", 1)
            for turn in range(REPEATS[part] if "{" in pattern else 1):
                rng = random.Random(f"{part}{number}-{turn}")  # noqa: S311 - no secret
                yield fill(label, pattern, rng, part=part, line=number)


def make_from_senses() -> Iterator[Pair]:
    """Yield a sentence for each sense of the codebook, with the first names in it as parties."""
    sys.path.insert(0, str(TESTS))
    from extraction.sense_sentences import sentences_for  # noqa: PLC0415 - the tests' own maker

    for number, sense in enumerate(all_senses()):
        text = next(sentences_for(sense), "")
        spots = sorted(Span(at, at + len(name)) for name in MADE_NAMES if (at := text.lower().find(name.lower())) >= 0)
        if spots and sense.type not in EXTENSIONS:
            yield Pair(sense.type, text, spots[0], spots[1] if len(spots) > 1 else None, "made", number)


def read_gsr(path: Path) -> Iterator[Pair]:
    """Yield the gold standard records, even ones for training and odd ones for scoring."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        roles = {role: [s for s in row["spans"] if s["role"] == role] for role in ("SRC", "SRC/TAR", "TAR")}
        acting = [*roles["SRC"], *roles["SRC/TAR"]]
        meant = [*roles["TAR"], *roles["SRC/TAR"][1:]]
        if acting:
            first, second = acting[0], meant[0] if meant else None
            yield Pair(
                row["event_2024"],
                row["text"],
                Span(first["start"], first["end"]),
                Span(second["start"], second["end"]) if second else None,
                "gsr-odd" if number % 2 else "gsr-even",
                number,
            )


def masked(pair: Pair) -> str:
    """Return the text with the parties' names replaced, as the rival reads it."""
    text = pair.text
    spots = [(pair.actor, "actorparty")] + ([(pair.recipient, "recipientparty")] if pair.recipient else [])
    for span, name in sorted(spots, key=lambda spot: -spot[0].start):
        text = f"{text[: span.start]}{name}{text[span.end :]}"
    return text
