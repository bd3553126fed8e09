"""Draws sentences of a ministry's releases and prints what is coded in them, to be judged by hand.

    python bench/releases.py CORPORA/text/state_gov_2021_2022.jsonl
    python bench/releases.py CORPORA/text/state_gov_2021_2022.jsonl --part 0 --releases 200

Releases are put into three parts by a hash of their position: rules were made on part 0, and on what a first reading of
part 1 showed; part 2 was read once. Transcripts are left out, for most of what they hold is quoted words. Of the
releases of a part sentences are drawn by a hash until they give as many events as are asked for.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from chancery.codebooks.leaders import carried
from chancery.model.events import Event, Participant
from chancery.model.text import Report
from chancery.pipeline import code_report
from chancery.reading.items import open_all
from chancery.reading.originals import read_original
from chancery.reading.report import make_report
from chancery.reading.source import Item
from chancery.resolution.conclude import conclude

PARTS: Final = 3
TURN: Final = re.compile(r"^\s*[A-Z][A-Z.\-\u2019' ]{3,40}:", re.MULTILINE)
SHORTEST: Final = 200  # characters
LONGEST: Final = 6000
FIELDS: Final = ("url", "title", "date", "text")


def main() -> None:
    """Print drawn sentences with their events."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--part", type=int, default=2)
    parser.add_argument("--releases", type=int, default=90)
    parser.add_argument("--events", type=int, default=60)
    asked = parser.parse_args()
    told: dict[str, tuple[str, list[str]]] = {}
    for report in read_releases(asked.corpus, asked.part, asked.releases):
        for event in conclude([(report, code_report(report))], carried()).events:
            evidence = event.evidence[0]
            place = f"{report.id}:{evidence.span.start}"
            told.setdefault(place, (evidence.quote, []))[1].append(shown(event))
    events = 0
    for place in sorted(told, key=_hash):
        if events >= asked.events:
            break
        quote, lines = told[place]
        events += len(lines)
        print(" ".join(quote.split()), *(f"    {line}" for line in lines), sep="\n")


def read_releases(corpus: Path, part: int, most: int) -> Iterator[Report]:
    """Yield releases of a part as the product reads a table of them.

    Args:
        corpus: The table, a release on a line.
        part: Which part.
        most: How many of it, drawn by a hash.
    """
    rows = [json.loads(line) for line in corpus.open(encoding="utf-8")]
    mine = [at for at, row in enumerate(rows) if int(_hash(str(at)), 16) % PARTS == part and _is_told(row["text"])]
    drawn = sorted(mine, key=lambda at: _hash(f"x{at}"))[:most]
    with TemporaryDirectory() as folder:
        table = Path(folder) / "releases.jsonl"
        lines = (json.dumps({field: rows[at][field] for field in FIELDS}) for at in drawn)
        table.write_text("\n".join(lines) + "\n", encoding="utf-8")
        yield from (make_report(item, read_original(item)) for item in open_all([table]) if isinstance(item, Item))


def _is_told(text: str) -> bool:
    return SHORTEST < len(text) < LONGEST and TURN.search(text) is None


def _hash(words: str) -> str:
    return sha256(words.encode()).hexdigest()


def shown(event: Event) -> str:
    """Return an event on one line."""
    sides = " > ".join(_side(side) for side in (event.actors, event.recipients))
    return f"{event.type}/{event.mode or ''} {event.status.value} {sides} @{event.where or '-'} {event.when or '-'}"


def _side(side: Iterable[Participant]) -> str:
    return "+".join(f"{one.entity or ''}({one.state or ''}:{one.sector or ''})" for one in side) or "-"


if __name__ == "__main__":
    main()
