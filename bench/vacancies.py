"""Measure which offices are told to be vacant or claimed, on sentences of our own.

    python bench/vacancies.py            # both halves
    python bench/vacancies.py --show     # what is wrong in the half that was looked at

The sentences were labelled before any rule was written; of every two the second is kept apart. A sentence is right
if it tells exactly what its label says: nothing of a question, a plan, a condition, a denial or a rumour.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from pathlib import Path
from typing import Final

from chancery.model.mentions import EntityKind

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from extraction.observed import Reading, read

CASES: Final = Path(__file__).parent / "cases" / "posts_told.csv"
ANY: Final = "*"

Told = tuple[str, str, str, str]


def read_cases(path: Path = CASES) -> list[tuple[str, list[Told]]]:
    """Return the sentences with what they tell, in order."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return [(row["text"], [_label(told) for told in filter(None, row["told"].split(";"))]) for row in rows]


def _label(told: str) -> Told:
    kind, *rest = (part.strip() for part in told.split("|"))
    return (kind, "", rest[0], rest[1]) if kind == "vacant" else (kind, rest[0], rest[1], rest[2])


def find(text: str) -> list[Told]:
    """Return what is found in a sentence."""
    seen = read(text)
    claims = [
        (one.relation, seen.found.entities[one.person].name, one.office, _owner(seen, one.of, None))
        for one in seen.found.offices
        if one.relation in {"claims", "recognised"}
    ]
    vacant = [("vacant", "", one.office, _owner(seen, one.of, one.owner)) for one in seen.found.vacancies]
    return [*vacant, *dict.fromkeys(claims)]


def _owner(seen: Reading, of: str | None, owner: int | None) -> str:
    if of is not None or owner is None:
        return of or ""
    mention = seen.found.entities[owner]
    return mention.key or "" if mention.kind in {EntityKind.STATE, EntityKind.ORGANISATION} else ""


def is_one(label: Told, found: Told) -> bool:
    """Tell whether what is found is what a label says."""
    return all(want in {ANY, got} for want, got in zip(label, found, strict=True))


def main() -> None:
    """Print the figures of both halves."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--show", action="store_true", help="list what is wrong in the half that was looked at")
    show = options.parse_args().show
    cases = read_cases()
    for half, name in enumerate(("looked at", "kept apart")):
        count: Counter[str] = Counter()
        for text, labels in cases[half::2]:
            found = find(text)
            hits = sum(any(is_one(label, one) for one in found) for label in labels)
            right = hits == len(labels) == len(found)
            count.update(cases=1, right=right, told=len(labels), found=len(found), hits=hits)
            if show and not half and not right:
                print(f"  {text}\n    told {labels}\n    found {found}")
        precision, recall = 100 * count["hits"] / max(1, count["found"]), 100 * count["hits"] / max(1, count["told"])
        print(
            f"{name}: {count['cases']} sentences, {100 * count['right'] / count['cases']:.1f} % right; "
            f"of {count['told']} things told precision {precision:.1f}, recall {recall:.1f}"
        )


if __name__ == "__main__":
    main()
