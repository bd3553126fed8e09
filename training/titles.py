"""Fits what each sign of a title weighs, and measures it on pages of hands it has not seen.

    python training/titles.py validate     precision and recall, each of some groups of hands held out in turn
    python training/titles.py fit          writes src/chancery/reading/titles.json

Needs scipy 1.17. Pages are those of tests/reading/marked/tuned, gold is `heads.toml` beside them. The lines of a page
and "no title" are weighed against each other, so that what all lines of a page share weighs nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.optimize import minimize

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench"))

import heads  # noqa: E402 - a script beside this folder
from furniture import hands  # noqa: E402 - as above

import reading as bench  # noqa: E402 - as above
from chancery.reading.report import read_layout  # noqa: E402 - as above
from chancery.reading.title_choice import possible  # noqa: E402 - as above
from chancery.reading.title_signs import Opening  # noqa: E402 - as above
from chancery.reading.title_text import title_lines, title_text  # noqa: E402 - as above

WEIGHTS: Final = ROOT / "src" / "chancery" / "reading" / "titles.json"
STIFFNESS: Final = 1.0  # how much a weight costs
GROUPS: Final = 8  # of hands, each held out in turn
LEAST: Final = 0.02  # what weighs less is left out


@dataclass(slots=True)
class Page:
    """A page's lines with their signs, and which hold the title; the last is none."""

    name: str
    hand: str
    lines: list[str]
    signs: list[dict[str, float]]
    right: list[bool]


def read_pages(name: str) -> Iterator[Page]:
    """Yield the pages of a set that have gold."""
    gold, by = heads.read_heads(bench.PAGES)[name], hands()
    for page in bench.marked_pages(bench.PAGES / name):
        if page.name not in gold:
            continue
        told = heads.told_by(gold[page.name])["title"]
        pieces, layout, found = read_layout("\n".join(page.lines).encode(), path=page.name)
        above = {at for at, finding in layout.dropped.items() if finding.rule == "masthead"}
        found = {at: finding for at, finding in found.items() if at not in layout.dropped}
        content = [at for at in range(len(pieces)) if at not in found and at not in above]
        opening = Opening(pieces, content, found)
        lines = [content[place] for place in possible(opening)]
        right = [heads.plain(title_text(pieces, title_lines(pieces, content, at))) in told for at in lines]
        yield Page(
            page.name,
            by.get(page.name, page.name),
            [*(pieces[at].text for at in lines), "none"],
            [*(opening.signs(place) for place in possible(opening)), opening.signs_of_none()],
            [*right, not told],
        )


def fit(pages: Sequence[Page]) -> dict[str, float]:
    """Return the weights under which the right lines of pages are the likeliest."""
    pages = [page for page in pages if any(page.right)]
    names = sorted({name for page in pages for signs in page.signs for name in signs})
    column = {name: at for at, name in enumerate(names)}
    rows = np.zeros((sum(len(page.signs) for page in pages), len(names)))
    for row, signs in enumerate(signs for page in pages for signs in page.signs):
        for name, value in signs.items():
            rows[row, column[name]] = value
    right = np.array([one for page in pages for one in page.right], dtype=float)
    sizes = [len(page.signs) for page in pages]
    starts, of = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(pages)), sizes)

    def loss(weights: Any) -> tuple[float, Any]:  # noqa: ANN401 - arrays
        scores = rows @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        whole, good = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        slope = rows.T @ (odds / whole[of] - odds * right / good[of])
        return float(-np.log(good / whole).sum() + STIFFNESS * (weights @ weights) / 2), slope + STIFFNESS * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return dict(zip(names, map(float, found.x), strict=True))


def choose(page: Page, weights: Mapping[str, float]) -> int:
    """Return the line for which most speaks."""
    scores = [sum(weights.get(name, 0.0) * value for name, value in signs.items()) for signs in page.signs]
    return int(np.argmax(scores))


def validate(pages: Sequence[Page], *, show: bool) -> None:
    """Print precision and recall, each hand's pages scored by weights fitted without them."""
    every = sorted({page.hand for page in pages})
    said = right = 0
    for group in (frozenset(every[at::GROUPS]) for at in range(GROUPS)):
        weights = fit([page for page in pages if page.hand not in group])
        for page in (page for page in pages if page.hand in group):
            best = choose(page, weights)
            is_said = best < len(page.lines) - 1
            said, right = said + is_said, right + (is_said and page.right[best])
            if show and not page.right[best]:
                print(page.name, "|", page.lines[best][:80])
    told = sum(not page.right[-1] for page in pages)
    print(f"{len(pages)} pages: precision {right / said:.3f} of {said}, recall {right / told:.3f} of {told}")


def main() -> None:
    """Run one of the two."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("validate", "fit"))
    parser.add_argument("--show", action="store_true", help="list what is missed")
    options = parser.parse_args()
    pages = list(read_pages("tuned"))
    if options.what == "validate":
        validate(pages, show=options.show)
    else:
        weights = {name: round(value, 3) for name, value in sorted(fit(pages).items()) if abs(value) >= LEAST}
        WEIGHTS.write_text(json.dumps({"weights": weights}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
