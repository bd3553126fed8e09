"""Measure how actors are coded: state and sector of the phrases of PLOVER's gold standard records.

    python bench/actors.py CORPORA/events/plover/plover_gsr.jsonl          # both halves
    python bench/actors.py ... --show                                      # what is wrong in the even half

Vocabulary was written with the even half in sight; the odd half was never read. A phrase is coded alone, without
the sentence around it, though the people who coded the records had read the sentence.

The gold standard has one code where Chancery has ids of organisations, so they are compared by its conventions: "UNO"
is the United Nations and what belongs to them, "EUR" the European Union and its forerunners, "IGO", "NGO" and "IMG"
any other organisation of that kind. Its sector for officials of an organisation is GOV where ours is IGO.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from chancery.codebooks.actors import ActorCode, code_actor
from chancery.codebooks.organisations import organisations

UNION = frozenset({"EU", "EEC"})
KINDS = {"IGO": {"IGO"}, "NGO": {"NGO"}, "IMG": {"GROUP"}}


def is_state(gold: str, found: ActorCode) -> bool:
    """Tell whether a state is the gold standard's, by its conventions for organisations."""
    code = found.state
    if code == gold or code is None:
        return code == gold
    known = organisations().get(code)
    if gold == "UNO":
        return code == "UN" or (known is not None and known.of == "UN")
    if gold == "EUR":
        return code in UNION
    return known is not None and known.kind in KINDS.get(gold, set())


def is_sector(gold: str, found: ActorCode) -> bool:
    """Tell whether a sector is the gold standard's; whoever acts for an organisation is GOV there and IGO here."""
    return found.sector == gold or (gold == "GOV" and found.sector == "IGO")


def main() -> None:
    """Print the accuracy on both halves."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("records", type=Path)
    options.add_argument("--show", action="store_true", help="list what is wrong in the even half")
    chosen = options.parse_args()
    rows = [json.loads(line) for line in chosen.records.read_text(encoding="utf-8").splitlines()]
    for half, name in enumerate(("looked at", "kept apart")):
        score: Counter[str] = Counter()
        for row in rows[half::2]:
            for actor in row["source"] + row["target"]:
                found = code_actor(actor["text"])
                state = actor.get("code_2024") or actor.get("code_fixed")
                sector = actor.get("sector_primary")
                score += Counter({"states": bool(state), "sectors": bool(sector)})
                score["state"] += bool(state) and is_state(state, found)
                score["named"] += bool(state) and found.state is not None
                score["sector"] += bool(sector) and is_sector(sector, found)
                if chosen.show and not half and state and not is_state(state, found):
                    print("state ", actor["text"], "|", state, found.state)
                if chosen.show and not half and sector and not is_sector(sector, found):
                    print("sector", actor["text"], "|", sector, found.sector, found.because)
        print(
            f"{name:10}  state {100 * score['state'] / score['states']:.1f} % of {score['states']}"
            f" ({100 * score['state'] / score['named']:.1f} % of the {score['named']} that get one),"
            f" sector {100 * score['sector'] / score['sectors']:.1f} % of {score['sectors']}"
        )


if __name__ == "__main__":
    main()
