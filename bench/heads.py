"""Measures what is read from the heads of pasted pages: title, outlet, authors, day of publication.

    python bench/heads.py                    each set of tests/reading/marked that has heads.toml
    python bench/heads.py --misses tuned     what was said and what is right, page by page

Gold is `heads.toml` beside the sets: what a careful reader of the page would cite. A value counts as right if its
letters and digits are those of a right one, "the" at its beginning apart; a portal is right beside the outlet whose
report it shows. Precision is of what was said, recall of what the pages tell.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import reading as bench
from chancery.errors import InputError
from chancery.model.text import Report
from chancery.reading.pieces import fold
from chancery.reading.report import parse_report

FIELDS: Final = ("title", "outlet", "authors", "date")
Gold = Mapping[str, Any]


def read_heads(folder: Path) -> dict[str, dict[str, Gold]]:
    """Read the gold of every set, by set and page."""
    return tomllib.loads((folder / "heads.toml").read_text(encoding="utf-8"))


def plain(name: str) -> str:
    """Return what two spellings of a name share."""
    return fold(name).removeprefix("the ")


def days(report: Report) -> set[str]:
    """Return the day of publication, as gold writes it."""
    text = str(report.published) if report.published else ""
    return {text.replace("XXXX", "-")} if text else set()


def said_of(report: Report) -> dict[str, set[str]]:
    """Return what was read, by field."""
    return {
        "title": {plain(report.title)} if report.title else set(),
        "outlet": {plain(report.outlet)} if report.outlet else set(),
        "authors": {plain(name) for name in report.authors},
        "date": days(report),
    }


def told_by(gold: Gold) -> dict[str, set[str]]:
    """Return what is right, by field; of an outlet, every right form."""
    return {
        "title": {plain(gold["title"])} - {""},
        "outlet": {plain(name) for name in (*gold["outlet"], *gold.get("portal", ()))},
        "authors": {plain(name) for name in gold["authors"]},
        "date": {gold["date"], gold.get("updated", "")} - {""},
    }


def score_page(said: Mapping[str, set[str]], told: Mapping[str, set[str]]) -> Counter[str]:
    """Count for each field what was said, what was told, and what is both."""
    counts: Counter[str] = Counter()
    for name in FIELDS:
        both = said[name] & told[name]
        counts[f"{name} said"] += len(said[name])
        counts[f"{name} told"] += len(told[name]) if name == "authors" else bool(told[name])
        counts[f"{name} both"] += len(both)
    return counts


def score_set(
    folder: Path, gold: Mapping[str, Gold]
) -> Iterator[tuple[str, Counter[str], dict[str, tuple[set[str], set[str]]]]]:
    """Yield each page with its counts, and what was said and told where they differ."""
    for page in bench.marked_pages(folder):
        if page.name not in gold:
            continue
        try:
            said = said_of(parse_report("\n".join(page.lines).encode(), path=page.name))
        except InputError:
            said = {name: set() for name in FIELDS}
        told = told_by(gold[page.name])
        wrong = {name: (said[name], told[name]) for name in FIELDS if _differs(name, said[name], told[name])}
        yield page.name, score_page(said, told), wrong


def _differs(name: str, said: set[str], told: set[str]) -> bool:
    return said != told if name == "authors" else bool(said - told) or (bool(told) and not said)


def row(counts: Mapping[str, int], name: str) -> str:
    """Return precision and recall of a field, in words."""
    said, told, both = (counts[f"{name} {key}"] for key in ("said", "told", "both"))
    return (
        f"{name} precision {100 * both / max(1, said):.1f} of {said}, recall {100 * both / max(1, told):.1f} of {told}"
    )


def main() -> None:
    """Print the figures, or what is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", metavar="SET", help="list what differs in one set")
    parser.add_argument("--until", default="~", metavar="NAME", help="only pages whose names come before this one")
    parser.add_argument("--since", default="", metavar="NAME", help="only the others")
    parser.add_argument("--fields", nargs="+", default=list(FIELDS), choices=FIELDS)
    options = parser.parse_args()
    for name, gold in read_heads(bench.PAGES).items():
        if options.misses not in {None, name}:
            continue
        total: Counter[str] = Counter()
        chosen = {page: told for page, told in gold.items() if options.since <= page < options.until}
        for page, counts, wrong in score_set(bench.PAGES / name, chosen):
            total += counts
            for key in options.fields if options.misses else ():
                if key in wrong:
                    print(f"{page:40} {key:8} said {sorted(wrong[key][0])} told {sorted(wrong[key][1])}")
        print(name, "; ".join(row(total, key) for key in options.fields))


if __name__ == "__main__":
    main()
