"""Measures time expressions: spans and values on WikiWars, values on the dates of GUM, and the speed.

    python bench/times.py CORPORA            prints the figures as a table in Markdown
    python bench/times.py CORPORA --faults   lists the faults on the parts that may be looked at

CORPORA is a folder that holds `wikiwars/*.tml` and `gum_dates.jsonl`.

1. WikiWars: 16 histories of wars whose TIMEX3 marks were made by hand. Documents 13 to 16 are held out.
   Strict is the same first and last character; relaxed is any character in common. A value counts
   where the span is strictly right and the value means the same days, the same length or the same vague
   reference; a time of day is compared by its day. Nothing is left out of the count.
2. GUM: sentences with the date of their document and dates marked in TEI. The `test` part is held out.
   A date counts where an expression found in the sentence holds or is held by its words and means the same days.
   Same days: as TEI has them; where it bounds a date loosely (`notBefore`, `notAfter`), inside the bounds.
   Fitting days: or, of a stretch, days that touch it and are not over three times as many; of all dates, also those
   that no expression of ours meets ("his freshman year", "day six").
   Of those met: the same share of the dates with some word found. This is the accuracy of values as TempEval-2 counts
   it (Verhagen et al. 2010, task A), which tells apart how many expressions are found and how many of these are read
   right; the share of all dates mixes the two.
   Excluded: a value was given, and no day of it is one of TEI's; the rest is missed, or wider than TEI.
3. Own: sentences of `cases/times.txt`, each on a kind of expression; rules were made of every second one. One counts
   where it means the same days, or lies between the bounds that the file gives; it is read as the record reads it,
   or, where the record passes over it ("after World War II"), as TIMEX3 marks it.
4. Speed: `find_timexes` alone on the texts of WikiWars, in sentences and processor seconds.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from histories import resolve_history

from chancery.errors import UnsupportedFact
from chancery.extraction.dates import find_times, find_timexes
from chancery.model.dates import Edtf
from chancery.model.text import Report
from chancery.model.times import TimeBound, TimeKind, TimeMention, TimePart
from chancery.resolution.dates import last_told, resolve_time

HELD_OUT: Final = 13  # WikiWars from this document on is only for the final figures
TIMEX: Final = re.compile(r"<TIMEX3([^>]*)>(.*?)</TIMEX3>", re.DOTALL)
VALUE: Final = re.compile(r'value="([^"]*)"')
SENTENCE_END: Final = re.compile(r"[.!?]\s+|\n+")
AHEAD: Final = re.compile(
    r"\b(?:will|shall|gonna|won['\u2019]t|going to|about to|to be|plan|plans|planned|(?:is|are|am) to|expected"
    r"|scheduled|upcoming|looking forward|would|can|could|may|might|should|must|due|set to|set for)\b|['\u2019]ll\b"
    r"|(?:\b(?:is|are|am)|['\u2019](?:re|m))\s+(?:not\s+)?\w+ing\b"
)
"""Words by which English tells what is to come: auxiliaries, modals, "is leaving on Friday"."""
CLAUSE_END: Final = re.compile(r"[,;:()]| and | but ")
_NOTHING: Final = (None, None, None, None)
"""What "that time" and "this period" name; TIMEX3 mostly gives them no value."""
OWN: Final = Path(__file__).parent / "cases" / "times.txt"
SEASONS: Final = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
HALVES: Final = {"H1": ("01", "06"), "H2": ("07", "12")}
Value = Edtf | str | None


@dataclass
class Score:
    """Counts of one part of a corpus."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed_gold: int = 0
    relaxed_found: int = 0
    values: int = 0
    faults: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """Render precision, recall and F1 of spans, and of values with them."""
        rows = [
            (self.strict, self.strict),
            (self.relaxed_found, self.relaxed_gold),
            (self.values, self.values),
        ]
        cells = [f1(right / max(1, self.found), found / max(1, self.gold)) for right, found in rows]
        return f"| {name} | {self.gold} | {self.found} | " + " | ".join(cells) + " |"


def f1(precision: float, recall: float) -> str:
    """Render precision, recall and their harmonic mean in percent."""
    mean = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"{100 * precision:.1f} / {100 * recall:.1f} / {100 * mean:.1f}"


def read_document(path: Path) -> tuple[str, Edtf, dict[tuple[int, int], str]]:
    """Read a TIMEX3 document: its text, the day it was made, and the value at each span."""
    head, _, body = path.read_text(encoding="utf-8").partition("<TEXT>")
    made = Edtf.parse(_attribute(head))
    parts: list[str] = []
    gold: dict[tuple[int, int], str] = {}
    length = at = 0
    body = body.partition("</TEXT>")[0]

    def keep(words: str) -> int:
        parts.append(html.unescape(re.sub(r"<[^>]*>", "", words)))
        return length + len(parts[-1])

    for match in TIMEX.finditer(body):
        start = length = keep(body[at : match.start()])
        length = keep(match[2])
        at = match.end()
        gold[start, length] = _attribute(match[1])
    keep(body[at:])
    return "".join(parts), made, gold


def _attribute(mark: str) -> str:
    found = VALUE.search(mark)
    return found[1] if found else "null"


def gold_value(value: str) -> Value:
    """Turn a TIMEX3 value into EDTF where it names days; lengths and vague references stay as they are."""
    if value == "null" or value.startswith(("XXXX", "BCXXXX")):
        return None
    if value.startswith("P"):
        return value
    if value.endswith("_REF"):
        return value
    sign, plain = ("-", value[2:]) if value.startswith("BC") else ("", value)
    year, _, rest = plain.partition("-")
    rest = re.sub(r"T.*", "", rest)
    year = year.partition("T")[0]
    if sign:  # EDTF has a year 0: 480 BC is -0479, the 480s BC are -0488 to -0479
        width = 10 ** (len("0480") - len(year))
        last = int(year) * width - 1
        return _edtf(f"-{last + width - 1:04d}/-{last:04d}" if width > 1 else f"-{last:04d}" + _rest(rest), value)
    year = {2: year + "XX", 3: year + "X"}.get(len(year), year)
    if rest in HALVES:
        first, last = HALVES[rest]
        return Edtf.parse(f"{year}-{first}/{year}-{last}")
    return _edtf(year + _rest(rest), value)


def _rest(rest: str) -> str:
    return f"-{SEASONS.get(rest, rest)}" if rest else ""


def _edtf(text: str, value: str) -> Value:
    try:
        return Edtf.parse(text)
    except UnsupportedFact:
        return value  # "1914-W33": a week is right only as a week


def same(gold: Value, ours: Value) -> bool:
    """Tell whether two values mean the same."""
    if isinstance(gold, Edtf) and isinstance(ours, Edtf):
        return gold.sort_key[:3] == ours.sort_key[:3]
    return gold == ours


def named(mention: TimeMention) -> TimeMention:
    """Leave the period that the words name: TIMEX3 keeps "late" and "since" out of the value."""
    part = mention.part if mention.part in {TimePart.FIRST_HALF, TimePart.SECOND_HALF} else None
    bound = mention.bound if mention.bound is TimeBound.WITHIN else TimeBound.IN
    return replace(mention, part=part, bound=bound)


def our_values(mentions: Sequence[TimeMention], made: Edtf | None) -> Iterator[tuple[tuple[int, int], Value]]:
    """Give every TIMEX3 span of ours its value."""
    for mention, when in zip(mentions, resolve_history([named(m) for m in mentions], made), strict=True):
        vague = (
            mention.kind is TimeKind.BACK and (mention.unit, mention.weekday, mention.month, mention.season) == _NOTHING
        )
        yield (mention.span.start, mention.span.end), mention.value or (None if vague else when)


def score_document(path: Path, score: Score) -> None:
    """Count one document of WikiWars."""
    text, made, gold = read_document(path)
    ours = dict(our_values(find_timexes(text), made))
    score.gold += len(gold)
    score.found += len(ours)
    score.relaxed_gold += sum(any(s < e2 and s2 < e for s2, e2 in ours) for s, e in gold)
    score.relaxed_found += sum(any(s < e2 and s2 < e for s2, e2 in gold) for s, e in ours)
    for (start, end), value in gold.items():
        mine = ours.get((start, end))
        near = [text[s:e] for s, e in ours if s < end and start < e]
        label = f"{text[max(0, start - 30) : start]!r} [{text[start:end]}] {text[end : end + 12]!r}"
        if (start, end) not in ours:
            score.faults.append(f"{'cut' if near else 'miss'} {label} {near}")
            continue
        score.strict += 1
        if value == mine or same(gold_value(value), mine):
            score.values += 1
        else:
            score.faults.append(f"value {label} {value} {mine}")
    for start, end in ours:
        if not any(s < end and start < e for s, e in gold):
            label = f"{text[max(0, start - 30) : start]!r} [{text[start:end]}] {text[end : end + 12]!r}"
            score.faults.append(f"extra {label}")


def sentences_in(text: str) -> int:
    """Count sentences, roughly."""
    return sum(len(piece.split()) > 2 for piece in SENTENCE_END.split(text))  # noqa: PLR2004 - a heading is no sentence


def score_dates(items: Iterable[dict[str, Any]], score: Score) -> None:
    """Count the dates of one document of GUM; its sentences are read as one text."""
    rows = list(items)
    texts = list(dict.fromkeys(row["text"] for row in rows))
    starts: dict[str, int] = {}
    length = 0
    for text in texts:
        starts[text] = length
        length += len(text) + 1
    whole = "\n".join(texts)
    mentions = [replace(m, bound=named(m).bound) for m in find_timexes(whole)]
    ahead = [i for i, m in enumerate(mentions) if _is_ahead(whole, m.span.start, m.span.end)]
    whens = resolve_history(mentions, _published(rows[0]), ahead=ahead)
    periods = resolve_history([replace(named(m), rough=False) for m in mentions], _published(rows[0]), ahead=ahead)
    used: Counter[tuple[str, str]] = Counter()
    for row in rows:
        score.gold += 1
        low, high = starts[row["text"]], starts[row["text"]] + len(row["text"])
        surface = re.sub(r"\s", "", row["surface"]).lower().rstrip(",")
        order = used[row["text"], surface]
        used[row["text"], surface] += 1
        inside = [(m, w, p) for m, w, p in zip(mentions, whens, periods, strict=True) if low <= m.span.start < high]
        told = [(re.sub(r"\s", "", m.span.of(whole)).lower(), w, p) for m, w, p in inside]
        exact = [pair for pair in told if pair[0] == surface]
        held = [pair for pair in told if pair[0] in surface or surface in pair[0]]
        score.strict += bool(exact)
        score.relaxed_gold += bool(held)
        pick = exact[min(order, len(exact) - 1)] if exact else held[0] if held else None
        when = None if pick is None else pick[1] if len(pick[0]) <= len(surface) else pick[2]
        score.values += _means(row["attrs"], when)
        score.found += _excludes(row["attrs"], when)
        if _fits(row["attrs"], when):
            score.relaxed_found += 1
        else:
            what = f"{row['genre']} {row.get('dateCreated')} [{row['surface']}] {row['attrs']}"
            score.faults.append(f"{what} {[(words, str(w)) for words, w, _ in held]} {row['text'][:90]}")


def _is_ahead(text: str, start: int, end: int) -> bool:
    """Tell whether a word of the future stands before a date, or behind it in its clause."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    clauses = CLAUSE_END.split(text[end:].partition("\n")[0])
    leading = (
        len(before.split()) <= 1 and text.startswith(",", end) and len(clauses) > 1
    )  # "On Friday, they are to meet"
    after = clauses[1] if leading else clauses[0]
    return AHEAD.search(before + " " + after) is not None


def _published(row: dict[str, Any]) -> Edtf | None:
    try:
        return Edtf.parse(row["dateCreated"])
    except (KeyError, TypeError, UnsupportedFact):
        return None


def _tei(value: str | None) -> Edtf | None:
    """Read a TEI date: `--10-04` has no year, years may lack zeros."""
    if value is None:
        return None
    text = value.strip().partition("T")[0]
    text = "XXXX" + text[1:] if text.startswith("--") else re.sub(r"^(-?)(\d{1,4})(?=-|$)", _padded, text)
    try:
        return Edtf.parse(text)
    except UnsupportedFact:
        return None


def _padded(match: re.Match[str]) -> str:
    """Write a year in four digits; TEI counts as XML Schema 1.0 did, without a year 0."""
    return f"-{int(match[2]) - 1:04d}" if match[1] and int(match[2]) > 1 else f"{int(match[2]):04d}"


def _means(attrs: dict[str, str], when: Edtf | None) -> bool:
    """Tell whether a date is the one of TEI; inside its bounds where TEI gives only bounds."""
    if when is None:
        return False
    if "when" in attrs:
        gold = _tei(attrs["when"])
        return gold is not None and (gold.sort_key[:3] == when.sort_key[:3] or _no_year(gold, when))
    if "from" in attrs and "to" in attrs:
        first, last = _tei(attrs["from"]), _tei(attrs["to"])
        if first is None or last is None or not first.has_year:
            return first is not None and last is not None and _no_year(Edtf.parse(f"{first}/{last}"), when)
        return first.sort_key[1] == when.sort_key[1] and last.sort_key[2] == when.sort_key[2]
    low, high = _tei(attrs.get("from") or attrs.get("notBefore")), _tei(attrs.get("to") or attrs.get("notAfter"))
    bounds = Edtf.parse(f"{low or '..'}/{high or '..'}") if low or high else None
    return bounds is not None and when.has_year and when.within(bounds)


def _fits(attrs: dict[str, str], when: Edtf | None) -> bool:
    """Tell whether a date is right, or at least touches the stretch of TEI and is not over three times as long."""
    if when is None or _means(attrs, when):
        return when is not None
    low, high = _tei(attrs.get("from") or attrs.get("notBefore")), _tei(attrs.get("to") or attrs.get("notAfter"))
    if "when" in attrs or low is None or high is None:
        return False
    if low.cycle and high.cycle:
        return when.overlaps(Edtf.parse(f"{low}/{high}"))
    length, ours = low.hull(high).width_days, when.width_days
    return length is not None and ours is not None and when.overlaps(low.hull(high)) and ours <= 3 * length + 3


def _excludes(attrs: dict[str, str], when: Edtf | None) -> bool:
    """Tell whether no day that is meant is one that we say."""
    low = _tei(attrs.get("when") or attrs.get("from") or attrs.get("notBefore"))
    high = _tei(attrs.get("when") or attrs.get("to") or attrs.get("notAfter"))
    if when is None or (low is None and high is None) or (low and low.cycle) or (high and high.cycle):
        return False
    try:
        return not when.overlaps(Edtf.parse(low.text if low == high and low else f"{low or '..'}/{high or '..'}"))
    except UnsupportedFact:  # TEI's last day comes before its first
        return False


def _no_year(gold: Edtf, when: Edtf) -> bool:
    """A day that TEI leaves without a year is right in whatever year we put it."""
    if gold.cycle is None:
        return False
    return when.cycle == gold.cycle or (when.has_year and when.within(gold) and not gold.is_interval)


@dataclass(frozen=True, slots=True)
class Words:
    """A text without annotation, which is all that the grammar of time reads."""

    text: str


def show_own(path: Path, *, faults: bool) -> list[str]:
    """Print the table of our own sentences; return the faults among those that may be looked at."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    right: list[list[bool]] = [[], []]
    wrong: list[str] = []
    for number, line in enumerate(lines):
        published, tense, marked, value = (cell.strip() for cell in line.split("|"))
        found = read_marked(marked, Edtf.parse(published), past=tense == "past")
        right[number % 2].append(is_told(value, found))
        if number % 2 == 0 and not right[0][-1]:
            wrong.append(f"own {marked} {value} {found}")
    print("\n| own sentences | number | right value |")
    print("| --- | --- | --- |")
    for name, told in zip(("looked at", "kept apart"), right[: 1 if faults else 2], strict=False):
        print(f"| {name} | {len(told)} | {100 * sum(told) / len(told):.1f} |")
    return wrong


def read_marked(marked: str, published: Edtf, *, past: bool) -> Edtf | None:
    """Say which days the words in brackets mean."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    report = Report(id="own", path="own.txt", text=text, blocks=())
    for mentions in (find_times(Words(text), report), find_timexes(text)):  # type: ignore[arg-type]  # text is enough
        previous: Edtf | None = None
        for mention in mentions:
            when = resolve_time(mention, published, previous=previous, past=past)
            if mention.span.start < end and start < mention.span.end:
                return when
            previous = last_told(mention, when, previous)
    return None


def is_told(value: str, when: Edtf | None) -> bool:
    """Tell whether days are those that a line asks for: DAYS, or DAYS in DAYS."""
    core, _, bound = value.partition(" in ")
    asked = Edtf.parse(core)
    if when is None or not bound:
        return when is not None and when.sort_key[:3] == asked.sort_key[:3]
    return (asked.within(when) or when.within(asked)) and when.within(Edtf.parse(bound))


def speed(texts: Sequence[str]) -> str:
    """Time the finder alone."""
    sentences = sum(sentences_in(text) for text in texts)
    started = time.process_time()
    for text in texts:
        find_timexes(text)
    seconds = time.process_time() - started
    return f"{sentences:,} sentences in {seconds:.1f} s of processor time: {sentences / seconds:,.0f} sentences/s"


def show_wikiwars(paths: Sequence[Path], *, faults: bool) -> list[str]:
    """Print the table of WikiWars; return the faults on the part that may be looked at."""
    tuned, held = Score(), Score()
    for path in paths:
        own = int(path.name[:2]) < HELD_OUT
        if own or not faults:
            score_document(path, tuned if own else held)
    print("Precision / recall / F1 in percent\n")
    print("| WikiWars | gold | found | spans, strict | spans, relaxed | values |")
    print("| --- | --- | --- | --- | --- | --- |")
    print(tuned.line("01-12, tuned on"))
    if not faults:
        print(held.line("13-16, held out"))
    return tuned.faults


def show_gum(path: Path, *, faults: bool) -> list[str]:
    """Print the table of GUM, in percent; return the faults on the parts that may be looked at."""
    print(
        "\n| GUM dates | gold | same words | some word | same days | fitting days | fitting, of those met | excluded |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    rows = [row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()) if "surface" in row]
    seen: list[str] = []
    for split in ("train", "dev") if faults else ("train", "dev", "test"):
        score = Score()
        documents: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            if row["split"] == split:
                documents.setdefault(row["doc"], []).append(row)
        for document in documents.values():
            score_dates(document, score)
        counts = (score.strict, score.relaxed_gold, score.values, score.relaxed_found)
        shares = [f"{100 * count / max(1, score.gold):.1f}" for count in (*counts, score.found)]
        shares.insert(-1, f"{100 * score.relaxed_found / max(1, score.relaxed_gold):.1f}")
        print(f"| {split} | {score.gold} | {' | '.join(shares)} |")
        seen += score.faults
    return seen


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of both corpora."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpora", type=Path, help="folder with wikiwars/ and gum_dates.jsonl")
    parser.add_argument("--faults", action="store_true", help="list the faults on what is not held out")
    chosen = parser.parse_args(arguments)
    paths = sorted((chosen.corpora / "wikiwars").glob("*.tml"))
    faults = show_wikiwars(paths, faults=chosen.faults)
    faults += show_gum(chosen.corpora / "gum_dates.jsonl", faults=chosen.faults)
    faults += show_own(OWN, faults=chosen.faults)
    print(f"\nSpeed: {speed([read_document(path)[0] for path in paths])}")
    if chosen.faults:
        print("\n".join(["", *faults]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
