"""Measures events and their parties in sentences and short reports of our own, labelled before anything was coded.

    python bench/parties.py             both halves, sentences and reports
    python bench/parties.py --faults    lists what is wrong in the first half

The texts are in `bench/cases/parties.txt`; every second one is kept apart. Each event stands for itself: where words of
a label stand in a sentence that an event is told by, the two are paired, the likeliest first. Found: a pair. Type: with
the same type. Parties: and every party of the label stands on its side. Exact: and nobody else does. Each as precision,
recall and F.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from chancery.codebooks.leaders import carried
from chancery.codebooks.names import unaccented
from chancery.codebooks.organisations import organisations
from chancery.model.events import Event, Participant
from chancery.model.text import Report
from chancery.pipeline import code_report
from chancery.reading.report import parse_report
from chancery.resolution.conclude import conclude

CASES: Final = Path(__file__).parent / "cases" / "parties.txt"
FACETS: Final = ("found", "type", "parties", "exact")
HALVES: Final = ("first", "kept apart")


@dataclass(frozen=True, slots=True)
class Label:
    """An event that a text tells.

    Attributes:
        type: PLOVER type.
        actors: Who acts.
        recipients: To whom it is done.
        words: Words of the text, in or beside which the event stands.
    """

    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence or a report with the events that it tells."""

    lines: tuple[str, ...]
    labels: tuple[Label, ...]

    @property
    def kind(self) -> str:
        """What the text is."""
        return "sentences" if len(self.lines) == 1 else "reports"


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the texts of a file."""
    for part in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [row for row in part.splitlines() if row and not row.startswith("#")]
        lines = tuple(row[2:] for row in rows if row.startswith("> "))
        if lines:
            yield Case(lines, tuple(_label(row[2:]) for row in rows if row.startswith("! ")))


def _label(row: str) -> Label:
    kind, actors, recipients, words = (cell.strip() for cell in row.split("|"))
    return Label(kind, _asked(actors), _asked(recipients), words)


def _asked(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split() if word != "-")


def coded(case: Case) -> tuple[Report, tuple[Event, ...]]:
    """Code a text by itself."""
    report = parse_report("\n\n".join(case.lines).encode(), path="case.txt")
    return report, conclude([(report, code_report(report))], carried()).events


def paired(case: Case, report: Report, events: Sequence[Event]) -> list[tuple[Label, Event | None]]:
    """Pair labels with events of their sentences, the likeliest pairs first.

    Args:
        case: The text with its labels.
        report: The text as it was read.
        events: What was coded in it.
    """
    ranked = sorted(
        (
            (-_likeness(label, event), at, number)
            for at, label in enumerate(case.labels)
            for number, event in enumerate(events)
            if _is_told(label, report, event)
        ),
    )
    found: dict[int, int] = {}
    for _, at, number in ranked:
        if at not in found and number not in found.values():
            found[at] = number
    return [(label, events[found[at]] if at in found else None) for at, label in enumerate(case.labels)]


def _is_told(label: Label, report: Report, event: Event) -> bool:
    at = report.text.lower().find(label.words.lower())
    spans = (evidence.span for telling in event.tellings for evidence in telling.evidence)
    return any(span.start <= at < span.end for span in spans)


def _likeness(label: Label, event: Event) -> float:
    asked = [*label.actors, *label.recipients]
    have = (*event.actors, *event.recipients)
    there = sum(any(plays(party, one) for one in have) for party in asked) / max(1, len(asked))
    return 4 * (label.type == event.type) + there


def plays(party: str, one: Participant) -> bool:
    """Tell whether a participant is the party of a label."""
    state, _, sector = party.partition(":")
    if party[:1].isupper():
        return state in {one.state, one.entity} and (not sector or sector == one.sector)
    body = organisations().get((one.entity or "").removeprefix("org-"))
    names = [one.entity or "", body.name if body is not None else ""]
    return any(_plain(party) in _plain(name) for name in names)


def _plain(name: str) -> str:
    return unaccented(name).casefold().replace(" ", "-")


def judged(label: Label, event: Event | None) -> tuple[bool, ...]:
    """Return which facets of a label an event holds."""
    if event is None:
        return (False,) * len(FACETS)
    typed = label.type == event.type
    sides = ((label.actors, event.actors), (label.recipients, event.recipients))
    there = typed and all(any(plays(party, one) for one in side) for asked, side in sides for party in asked)
    # where nobody is asked for on a side, whoever stands there is let pass
    more = any(asked and not any(plays(party, one) for party in asked) for asked, side in sides for one in side)
    return True, typed, there, there and not more


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faults", action="store_true")
    faults = parser.parse_args().faults
    counts: dict[tuple[str, str], Counter[str]] = {}
    numbers: Counter[str] = Counter()
    for case in read_cases(CASES):
        half = HALVES[numbers[case.kind] % 2]
        numbers[case.kind] += 1
        report, events = coded(case)
        held = [(label, event, judged(label, event)) for label, event in paired(case, report, events)]
        of = counts.setdefault((case.kind, half), Counter())
        of.update(labels=len(held), coded=len(events))
        of.update(name for _, _, facets in held for name, holds in zip(FACETS, facets, strict=True) if holds)
        if faults and half == HALVES[0]:
            _print_faults(case, held, events)
    _print_table(counts)
    return 0


def _print_table(counts: dict[tuple[str, str], Counter[str]]) -> None:
    print("| texts | half | labels | coded | " + " | ".join(FACETS) + " |")
    print("|---|---|---|---" + "|---" * len(FACETS) + "|")
    for (kind, half), of in sorted(counts.items(), key=lambda pair: (pair[0][0], HALVES.index(pair[0][1]))):
        cells = (_cell(of[name], of["coded"], of["labels"]) for name in FACETS)
        print(f"| {kind} | {half} | {of['labels']} | {of['coded']} | " + " | ".join(cells) + " |")


def _cell(right: int, coded_: int, labels: int) -> str:
    precision, recall = right / max(1, coded_), right / max(1, labels)
    both = 2 * precision * recall / (precision + recall) if right else 0.0
    return f"{100 * precision:.1f} / {100 * recall:.1f} / {100 * both:.1f}"


def _print_faults(
    case: Case, held: Sequence[tuple[Label, Event | None, tuple[bool, ...]]], events: Sequence[Event]
) -> None:
    spare = [event for event in events if all(event is not other for _, other, _ in held)]
    wrong = [(label, event) for label, event, facets in held if not all(facets)]
    if not wrong and not spare:
        return
    print(f"\n{case.lines[0]}" if case.kind == "sentences" else f"\nREPORT {case.lines[0]}")
    for label, event in wrong:
        print(f"  - {label.type} {_list(label.actors)} > {_list(label.recipients)} | {label.words}")
        print(f"    got {_shown(event)}" if event is not None else "    got nothing")
    for event in spare:
        print(f"  + {_shown(event)}")


def _list(parties: Iterable[str]) -> str:
    return "+".join(parties) or "-"


def _shown(event: Event) -> str:
    sides = (
        _list(f"{one.entity or ''}({one.state or ''}:{one.sector or ''})" for one in side)
        for side in (event.actors, event.recipients)
    )
    return f"{event.type}/{event.mode or ''} {event.status.value} {' > '.join(sides)}"


if __name__ == "__main__":
    sys.exit(main())
