"""Fits what each sign of an outlet's name weighs, and measures it on pages of hands it has not seen.

    python training/imprint.py validate     precision and recall at each threshold, each hand held out in turn
    python training/imprint.py fit          writes src/chancery/reading/imprint.json

Needs scikit-learn 1.9. Pages are those of tests/reading/marked/tuned, gold is `heads.toml` beside them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench"))

import heads  # noqa: E402 - a script beside this folder
from furniture import hands  # noqa: E402 - as above

import reading as bench  # noqa: E402 - as above
from chancery.reading.imprint import find_names  # noqa: E402 - as above
from chancery.reading.report import read_layout  # noqa: E402 - as above

WEIGHTS: Final = ROOT / "src" / "chancery" / "reading" / "imprint.json"
FREEDOM: Final = 2.0  # how freely signs take weight
THRESHOLDS: Final = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(slots=True)
class Page:
    """A page's names with their signs, and which are right."""

    name: str
    hand: str
    told: bool
    keys: list[str]
    signs: list[dict[str, int]]
    right: list[bool]


def read_pages() -> Iterator[Page]:
    """Yield the pages of the tuned set that have gold."""
    gold, by = heads.read_heads(bench.PAGES)["tuned"], hands()
    for page in bench.marked_pages(bench.PAGES / "tuned"):
        if page.name not in gold:
            continue
        told = heads.told_by(gold[page.name])["outlet"]
        pieces, layout, found = read_layout("\n".join(page.lines).encode(), path=page.name)
        names = find_names(pieces, found, layout.title)
        yield Page(
            page.name,
            by.get(page.name, page.name),
            bool(told),
            [imprint.name for imprint in names.values()],
            [dict(imprint.signs) for imprint in names.values()],
            [heads.plain(imprint.name) in told for imprint in names.values()],
        )


class Fitted:
    """Weights fitted to some pages."""

    def __init__(self, pages: Sequence[Page]) -> None:
        """Fit."""
        self.vectors = DictVectorizer()
        rows = self.vectors.fit_transform([signs for page in pages for signs in page.signs])
        right = [one for page in pages for one in page.right]
        self.model: Any = LogisticRegression(C=FREEDOM, max_iter=5000).fit(rows, right)

    def chances(self, page: Page) -> Any:  # noqa: ANN401 - an array
        """Return the chance of each name."""
        return self.model.predict_proba(self.vectors.transform(page.signs))[:, 1] if page.signs else np.zeros(0)

    def weights(self) -> dict[str, float]:
        """Return what each sign weighs."""
        names = self.vectors.get_feature_names_out()
        return {"start": self.model.intercept_[0]} | dict(zip(names, self.model.coef_[0], strict=True))


def validate(pages: Sequence[Page], *, show: bool) -> None:
    """Print precision and recall, each hand's pages scored by weights fitted without them."""
    best: list[tuple[float, bool, bool]] = []
    reachable = sum(any(page.right) for page in pages)
    for hand in sorted({page.hand for page in pages}):
        model = Fitted([page for page in pages if page.hand != hand])
        for page in (page for page in pages if page.hand == hand):
            chances = model.chances(page)
            at = int(chances.argmax()) if len(chances) else -1
            best.append((chances[at], page.right[at], page.told) if at >= 0 else (0.0, False, page.told))
            if show:
                ranked = sorted(zip(chances, page.keys, page.right, strict=True), reverse=True)[:4]
                print(page.name, "told" if page.told else "", [(round(float(c), 2), k, r) for c, k, r in ranked])
    told = sum(page.told for page in pages)
    print(f"{len(pages)} pages, {told} name an outlet, {reachable} of them among the names that are looked at")
    for threshold in THRESHOLDS:
        said = [right for chance, right, _ in best if chance >= threshold]
        print(
            f"{threshold}: precision {sum(said) / max(1, len(said)):.3f} of {len(said)}, recall {sum(said) / told:.3f}"
        )


def main() -> None:
    """Run one of the two."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("validate", "fit"))
    parser.add_argument("--show", action="store_true", help="list the best names of each page")
    options = parser.parse_args()
    pages = list(read_pages())
    if options.what == "validate":
        validate(pages, show=options.show)
    else:
        weights = {name: round(float(value), 3) for name, value in sorted(Fitted(pages).weights().items())}
        WEIGHTS.write_text(json.dumps({"weights": weights}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
