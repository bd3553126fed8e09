"""Measure pledges: what the ledger holds of short reports on many states.

    python bench/pledges.py            # both halves, one line each
    python bench/pledges.py --show     # what is missed or too much in the half that rules are written on

Each case of bench/cases/pledges.toml is a report by itself; the second half is never shown.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chancery.codebooks.leaders import carried
from chancery.extraction.observe import observe
from chancery.language.pipeline import annotate
from chancery.model.dates import Edtf
from chancery.model.pledges import Pledge
from chancery.model.text import Report
from chancery.reading.report import parse_report
from chancery.resolution.conclude import conclude

CASES = Path(__file__).parent / "cases" / "pledges.toml"
APPEARED = "10 March 2023"


def pledges_in(text: str) -> tuple[Pledge, ...]:
    """Return the ledger of one short report."""
    report: Report = parse_report(f"{APPEARED}\n\n{text}\n".encode(), path="case")
    return conclude([(report, observe(annotate(report), report, program="bench"))], carried()).pledges


def compare(case: dict[str, Any], found: Sequence[Pledge]) -> tuple[Counter[str], list[str]]:
    """Count what was found of a case and which terms are right; say what differs."""
    score: Counter[str] = Counter(gold=len(case["of"]), found=len(found))
    left, told = list(found), []
    for gold in case["of"]:
        hit = next((one for one in left if _names(one, gold["what"])), left[0] if left else None)
        if hit is None:
            told.append(f"MISS {gold['what']}")
            continue
        left.remove(hit)
        wrong = [f"{name} {had!r}" for name, had in _terms(hit).items() if had != _wanted(gold, name)]
        score.update(hit=1, whole=not wrong, terms=len(_terms(hit)), right=len(_terms(hit)) - len(wrong))
        told += [f"TERMS {gold['what']}: {', '.join(wrong)}"] if wrong else []
    told += [f"EXTRA {one.what} ({', '.join(step.state for step in one.steps)})" for one in left]
    return score, told


def _names(one: Pledge, words: str) -> bool:
    return words.lower().split()[-1] in one.what.lower() or one.what.lower().split()[-1] in words.lower()


def _terms(one: Pledge) -> dict[str, object]:
    return {
        "by": one.by_state or one.by,
        "to": one.to_state or one.to,
        "is": one.steps[-1].state.value,
        "amount": one.amount,
        "currency": one.currency,
        "due": one.due and _day(one.due),
    }


def _day(date: Edtf) -> str | None:
    """Return the last day of a term: "within two months" and "by 10 May" are one."""
    return date.latest.isoformat() if date.latest else None


def _wanted(gold: dict[str, Any], name: str) -> object:
    return _day(Edtf.parse(gold[name])) if name == "due" and name in gold else gold.get(name)


def main() -> None:
    """Print found and whole, for both halves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="list what differs in the half tuned on")
    show = parser.parse_args().show
    cases = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    for name, half in (("tuned on", cases[0::2]), ("kept apart", cases[1::2])):
        score: Counter[str] = Counter()
        for case in half:
            mine, told = compare(case, pledges_in(case["text"]))
            score += mine
            if show and told and name == "tuned on":
                print(case["text"], *told, sep="\n    ")
        print(f"{name:10} {len(half)} reports  {_figures(score)}")


def _figures(score: Counter[str]) -> str:
    p, r = score["hit"] / max(1, score["found"]), score["hit"] / max(1, score["gold"])
    f = 2 * p * r / max(1e-9, p + r)
    whole = 2 * score["whole"] / max(1, score["found"] + score["gold"])
    terms = score["right"] / max(1, score["terms"])
    return (
        f"pledges {score['gold']}, held {score['found']}: P {100 * p:.1f} R {100 * r:.1f} F {100 * f:.1f},"
        f" whole F {100 * whole:.1f}, terms right of those found {100 * terms:.1f} %"
    )


if __name__ == "__main__":
    main()
