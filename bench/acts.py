"""Measures how many acts are found and told apart in sentences of our own that were written before anything was coded.

    python bench/acts.py            both halves, by type
    python bench/acts.py --faults   lists what is missed in the first half

The sentences are in `tests/extraction/acts.txt`; every second one is kept apart. Found: anything is coded. Type: the
labelled type is coded; a plan counts as what saying so is as well. Mode, status, actors, recipients: of an event of
that type, where the label asks for them; of actors and recipients each state or sector that is named must be there.
Whole: all of these in one event.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from chancery.codebooks.leaders import carried
from chancery.codebooks.organisations import organisations
from chancery.model.events import Event, Participant
from chancery.model.text import Block, BlockKind, Report, Span, content_id
from chancery.pipeline import code_report
from chancery.resolution.conclude import conclude

CASES: Final = Path(__file__).parent.parent / "tests" / "extraction" / "acts.txt"
FACETS: Final = ("found", "type", "mode", "status", "actors", "recipients", "whole")
PLANNED: Final = {
    **dict.fromkeys(("CONSULT", "SUPPORT", "COOPERATE", "AID"), "AGREE"),
    "RETREAT": "CONCEDE",
    **dict.fromkeys(("SANCTION", "COERCE", "ASSAULT", "MOBILIZE"), "THREATEN"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with what it tells.

    Attributes:
        type: PLOVER type.
        mode: Its mode; None where none is asked.
        status: Status of the event.
        actors: States or sectors that act.
        recipients: States or sectors to which it is done.
        sentence: The sentence.
    """

    type: str
    mode: str | None
    status: str
    actors: frozenset[str]
    recipients: frozenset[str]
    sentence: str


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the sentences of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        act, status, actors, recipients, sentence = (cell.strip() for cell in line.split("|"))
        kind, _, mode = act.partition("/")
        yield Case(kind, mode or None, status, _asked(actors), _asked(recipients), sentence)


def _asked(cell: str) -> frozenset[str]:
    return frozenset(cell.split()) - {"-"}


def coded(sentence: str) -> tuple[Event, ...]:
    """Code a sentence by itself."""
    block = Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(sentence)))
    report = Report(id=content_id(sentence.encode()), path="sentence", text=sentence, blocks=(block,))
    return conclude([(report, code_report(report))], carried()).events


def judged(case: Case, events: Iterable[Event]) -> dict[str, bool]:
    """Return which facets of a case the events hold; those that it does not ask for are left out."""
    events = tuple(events)
    typed = [event for event in events if case.type in {event.type, _said(event)}]
    tests = {
        "mode": lambda one: one.mode == case.mode,
        "status": lambda one: one.status.value == case.status or one.type != case.type,
        "actors": lambda one: case.actors <= _parties(one.actors),
        "recipients": lambda one: case.recipients <= _parties(one.recipients),
    }
    asked = {"mode": case.mode, "status": case.status, "actors": case.actors, "recipients": case.recipients}
    wanted = {name: test for name, test in tests.items() if asked[name]}
    told = {name: any(map(test, typed)) for name, test in wanted.items()}
    whole = any(all(test(one) for test in wanted.values()) for one in typed)
    return {"found": bool(events), "type": bool(typed), **told, "whole": whole}


def _said(event: Event) -> str | None:
    """Return what saying so is: to plan a meeting is to agree to it, to plan violence to threaten it."""
    return PLANNED.get(event.type) if event.status.value == "planned" else None


def _parties(participants: Iterable[Participant]) -> frozenset[str]:
    names = {name for one in participants for name in (one.state, one.sector, _body(one)) if name is not None}
    return frozenset(names)


def _body(one: Participant) -> str | None:
    key = (one.entity or "").removeprefix("org-")
    return key.upper() if key in organisations() else None


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faults", action="store_true")
    faults = parser.parse_args().faults
    counts: dict[tuple[str, str], Counter[str]] = {}
    for number, case in enumerate(read_cases(CASES)):
        half = ("first", "kept apart")[number % 2]
        events = coded(case.sentence)
        held = judged(case, events)
        for key in ((half, "all"), (half, case.type)):
            counts.setdefault(key, Counter()).update([*held, *(f"+{name}" for name, holds in held.items() if holds)])
        if faults and half == "first" and not held["whole"]:
            _print_fault(case, held, events)
    print("| half | type | sentences | " + " | ".join(FACETS) + " |")
    print("|---|---|---" + "|---" * len(FACETS) + "|")
    for (half, kind), count in counts.items():
        shares = (f"{100 * count['+' + name] / count[name]:.1f}" if count[name] else "-" for name in FACETS)
        print(f"| {half} | {kind} | {count['found']} | " + " | ".join(shares) + " |")
    return 0


def _print_fault(case: Case, held: dict[str, bool], events: Iterable[Event]) -> None:
    lacks = " ".join(name for name, holds in held.items() if not holds and name != "whole")
    print(f"{case.type}/{case.mode or ''} lacks {lacks or 'one event with all'}: {case.sentence}")
    for one in events:
        sides = ["+".join(sorted(_parties(side))) for side in (one.actors, one.recipients)]
        print(f"      {one.type}/{one.mode or ''} {one.status.value} {sides[0]} > {sides[1]}")


if __name__ == "__main__":
    sys.exit(main())
