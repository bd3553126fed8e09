"""Measures events: who does what to whom in raw sentences, and whether it happened.

    python bench/events.py gsr CORPORA           coded sentences of PLOVER's gold standard, both halves
    python bench/events.py gsr CORPORA --faults  lists what is missed in the first half
    python bench/events.py status                sentences of our own: the status of one event in each
    python bench/events.py meantime CORPORA      events of MEANTIME's news articles that are found
    python bench/events.py speed                 raw text to events, sentences/s on two cores

CORPORA is a folder with `plover/plover_gsr.jsonl` and `meantime/`. Nothing is given but the raw text; people are known
by what it says of them and by the table of leaders that Chancery carries.

1. GSR: every second sentence, from the first, may be looked at ("first"); the others are kept apart ("second").
   Event: anything is coded. Root: something is coded with the type of the gold. Dyad and root: with that type, an
   actor of one of the gold's actors' countries and a recipient of one of its recipients' countries; where the gold
   has none of either, nothing is asked of it. In mutual acts each side is both. Precision: of the different dyads of
   countries with their types that are coded with both parties, the share that the gold has. Planned acts count as
   PLOVER says.
2. Status: a line counts where the event of its type nearest to the line's word has its status. Lines marked `apart`
   were written last and not looked at while rules were made. An act that another holds ("refused to
   visit", "agreed to visit", "accused of attacking") and that has no entry of its own has the status this gives it.
3. MEANTIME: every event mention of 120 articles, most of them about firms; found where a predicate of ours has a
   character in common. A by-product: most of these events are not diplomatic, and no record should hold them.
4. Speed: the example reports over and over, from text to observations; and in processor time of one process, which
   what else the machine does changes little.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

from chancery.codebooks.leaders import carried
from chancery.codebooks.organisations import organisations
from chancery.codebooks.states import StateKind, states
from chancery.model.events import Event, EventStatus, Participant
from chancery.model.mentions import Observations
from chancery.model.text import Block, BlockKind, Report, Span, content_id
from chancery.pipeline import code_report
from chancery.resolution.conclude import conclude
from chancery.views.plover import plover_coding

CASES: Final = Path(__file__).parent / "cases" / "status.csv"
EXAMPLES: Final = Path(__file__).parent.parent / "examples"
# an act that holds another, which is then not entered by itself: what is refused is not done, what is promised planned
IMPLIED: Final = {"REJECT": "denied", "AGREE": "planned", "ACCUSE": "alleged"}
CORES: Final = 2
REPEATS: Final = 8
AHEAD: Final = {EventStatus.PLANNED, EventStatus.CONDITIONAL}
NEAR: Final = 15  # characters between a predicate and its word: "paid a long visit"
BODIES: Final = {"UNO": "IGO", "EUR": "IGO"}  # which body it is, the country of a participant does not say
Dyad = tuple[str | None, str | None, str]


def read_text(name: str, text: str) -> Report:
    """Make a report of plain text."""
    block = Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(text)))
    return Report(id=content_id(text.encode()), path=name, text=text, blocks=(block,))


def coded(name: str, text: str) -> tuple[Report, Observations, tuple[Event, ...]]:
    """Code a text by itself."""
    report = read_text(name, text)
    seen = code_report(report)
    return report, seen, conclude([(report, seen)], carried()).events


# ---- GSR --------------------------------------------------------------------------------------


@dataclass
class Half:
    """Counts of one half of the gold standard."""

    sentences: int = 0
    found: int = 0
    rooted: int = 0
    paired: int = 0
    coded: int = 0
    right: int = 0
    roots: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """Render the figures as a row of a table."""
        of = max(1, self.sentences)
        shares = (self.found / of, self.rooted / of, self.paired / of, self.right / max(1, self.coded))
        return f"| {name} | {self.sentences} | " + " | ".join(f"{100 * share:.1f}" for share in shares) + " |"


def measure_gsr(corpora: Path, *, faults: bool) -> None:
    """Print the figures of the coded sentences of PLOVER's gold standard."""
    lines = (corpora / "plover" / "plover_gsr.jsonl").read_text(encoding="utf-8").splitlines()
    halves = (Half(), Half())
    for number, line in enumerate(lines):
        _score(json.loads(line), halves[number % 2])
    if faults:
        print("\n".join(halves[0].faults))
    print("| half | sentences | any event | root | dyad and root | precision |")
    print("|---|---|---|---|---|---|")
    print(halves[0].line("first"))
    print(halves[1].line("second"))
    names = ("sentences", "found", "rooted", "paired", "coded", "right")
    print(Half(*(sum(getattr(half, name) for half in halves) for name in names)).line("all"))


def _plain(event: Event) -> str | None:
    """Return the type that the PLOVER export gives an event."""
    coding = plover_coding(event)
    return coding.type if coding else None


def _score(gold: dict[str, Any], half: Half) -> None:
    _, _, events = coded(gold["id"], gold["text"])
    ours = [(one, _plain(one)) for one in events]
    actors, recipients = _countries(gold["source"]), _countries(gold["target"])
    if gold["swap_actor_recipient_2024"]:
        actors, recipients = recipients, actors
    wanted = set(_pairs(actors, recipients, mutual=gold["reciprocal"]))
    half.sentences += 1
    half.found += bool(events)
    rooted = any(root == gold["event_2024"] for _, root in ours)
    half.rooted += rooted
    dyads = {(*pair, root) for one, root in ours if root is not None for pair in _sides(one)}
    paired = any(root == gold["event_2024"] and _meets((one, other), wanted) for one, other, root in dyads)
    half.paired += paired
    full = {dyad for dyad in dyads if dyad[0] is not None and dyad[1] is not None}
    half.coded += len(full)
    half.right += sum(root == gold["event_2024"] and _meets((one, other), wanted) for one, other, root in full)
    if not paired:
        half.faults.append(
            f"{gold['event_2024']} {sorted(map(str, wanted))} got {sorted(map(str, dyads))}: {gold['text']}"
        )


def _meets(ours: tuple[str | None, str | None], wanted: Iterable[tuple[str | None, str | None]]) -> bool:
    return any(one in {None, ours[0]} and other in {None, ours[1]} for one, other in wanted)


def _countries(parties: Iterable[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(BODIES.get(party["code_2024"], party["code_2024"]) for party in parties))


def _pairs(
    actors: Sequence[str | None], recipients: Sequence[str | None], *, mutual: bool
) -> Iterator[tuple[str | None, str | None]]:
    """Yield who acts on whom; in a mutual act each side acts on each other one."""
    if mutual:
        everyone = [*actors, *recipients]
        yield from ((one, other) for one in everyone for other in everyone if one != other or len(everyone) == 1)
        return
    yield from ((one, other) for one in actors or [None] for other in recipients or [None])


def _sides(event: Event) -> Iterator[tuple[str | None, str | None]]:
    actors = [_country(one) for one in event.actors]
    recipients = [_country(one) for one in event.recipients]
    yield from _pairs(actors, recipients, mutual=not recipients and len(actors) > 1)


def _country(one: Participant) -> str | None:
    body = organisations().get((one.entity or "").removeprefix("org-"))
    place = states().get(one.state or "")
    state = place.of if place is not None and place.kind is StateKind.TERRITORY and place.of else one.state
    return state or (body.kind if body is not None and body.kind in {"IGO", "NGO"} else one.sector)


# ---- status -----------------------------------------------------------------------------------


def measure_status(*, faults: bool) -> None:
    """Print the share of our own sentences whose event has the right status, by part and by status."""
    with CASES.open(encoding="utf-8", newline="") as lines:
        cases = list(csv.DictReader(lines))
    counts: dict[tuple[str, str], Counter[str]] = {}
    for case in cases:
        told = _status_of(case["word"], case["sentence"])
        for key in ((case["part"], case["status"]), (case["part"], "all")):
            counts.setdefault(key, Counter())[
                "none" if told is None else "right" if told == case["status"] else "wrong"
            ] += 1
        if faults and case["part"] == "first" and told != case["status"]:
            print(f"{case['status']:12}{told or 'no event':12}{case['word']}: {case['sentence']}")
    print("| part | status | sentences | right | wrong | no event found | right of all | right of those found |")
    print("|---|---|---|---|---|---|---|---|")
    for (part, status), count in sorted(counts.items(), reverse=True):
        shares = (count["right"] / count.total(), count["right"] / max(1, count["right"] + count["wrong"]))
        cells = (
            count.total(),
            count["right"],
            count["wrong"],
            count["none"],
            *(f"{100 * share:.1f}" for share in shares),
        )
        print(f"| {part} | {status} | " + " | ".join(map(str, cells)) + " |")


def _status_of(word: str, sentence: str) -> str | None:
    """Return the status of the event told by a word, or by one beside it ("paid a visit"); None where there is none."""
    report = read_text("case", sentence)
    place = Span(report.text.index(word), report.text.index(word) + len(word))
    events = code_report(report).events
    here = [one for one in events if one.span.overlaps(place)]
    if here:
        return here[-1].status.value
    over = [one for one in events if one.type in IMPLIED and one.span.end < place.start]
    if over:
        return IMPLIED[over[-1].type]
    near = sorted((max(one.span.start - place.end, place.start - one.span.end), one.status.value) for one in events)
    return near[0][1] if near and near[0][0] < NEAR else None


# ---- MEANTIME ---------------------------------------------------------------------------------


def measure_meantime(corpora: Path) -> None:
    """Print how many events of MEANTIME are found, and whether these are planned or denied where the gold says so."""
    counts: Counter[str] = Counter()
    for path in sorted((corpora / "meantime" / "intra_cross-doc_annotation").glob("*/*.xml")):
        text, marks = _annotated(path)
        ours = code_report(read_text(path.name, text)).events
        for place, ahead, denied in marks:
            here = next((one for one in ours if one.span.overlaps(place)), None)
            counts["gold"] += 1
            if here is None:
                continue
            counts["found"] += 1
            counts["ahead"] += (here.status in AHEAD) == ahead
            counts["denied"] += (here.status is EventStatus.DENIED) == denied
    found = max(1, counts["found"])
    print(f"{counts['gold']} event mentions, {100 * counts['found'] / max(1, counts['gold']):.1f} % found; of these")
    ahead, denied = 100 * counts["ahead"] / found, 100 * counts["denied"] / found
    print(f"still to come or not {ahead:.1f} % right, denied or not {denied:.1f} %")


def _annotated(path: Path) -> tuple[str, list[tuple[Span, bool, bool]]]:
    """Read an article: its text, and of each event mention the place, whether it is to come, whether it is denied."""
    root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - a corpus on the measurer's own disk
    places: dict[str, Span] = {}
    text, sentence = "", "0"
    for token in root.iter("token"):
        glue = "\n" if token.get("sentence") == "0" != sentence else " "
        text += glue if text else ""
        word = token.text or ""
        places[token.attrib["t_id"]] = Span(len(text), len(text) + len(word))
        text, sentence = text + word, token.attrib["sentence"]
    marks = []
    for mark in root.iter("EVENT_MENTION"):
        anchors = [
            places[anchor.attrib["t_id"]] for anchor in mark.iter("token_anchor") if anchor.get("t_id") in places
        ]
        if anchors:
            marks.append((anchors[0], mark.get("time") == "FUTURE", mark.get("polarity") == "NEG"))
    return text, marks


# ---- speed ------------------------------------------------------------------------------------


def measure_speed() -> None:
    """Print how many sentences a second go from raw text to events, in two processes of one thread each."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*/*.txt"))] * REPEATS
    with ProcessPoolExecutor(CORES) as pool:
        list(pool.map(_sentences, texts[: 2 * CORES]))  # both load their model before the clock starts
        start = time.perf_counter()
        sentences = sum(pool.map(_sentences, texts, chunksize=4))
        seconds = time.perf_counter() - start
    print(f"{len(texts)} reports, {sentences} sentences in {seconds:.1f} s: {sentences / seconds:.0f} sentences/s")
    _sentences(texts[0])
    cpu = time.process_time()
    alone = sum(map(_sentences, texts[: len(texts) // REPEATS]))
    cpu = time.process_time() - cpu
    print(f"one process: {alone / cpu:.0f} sentences per second of processor time")


def _sentences(text: str) -> int:
    return len(code_report(read_text("report", text)).sentences)


def main() -> int:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["gsr", "status", "meantime", "speed"])
    parser.add_argument("corpora", nargs="?", type=Path)
    parser.add_argument("--faults", action="store_true")
    options = parser.parse_args()
    if options.what == "gsr":
        measure_gsr(options.corpora, faults=options.faults)
    elif options.what == "status":
        measure_status(faults=options.faults)
    elif options.what == "meantime":
        measure_meantime(options.corpora)
    else:
        measure_speed()
    return 0


if __name__ == "__main__":
    sys.exit(main())
