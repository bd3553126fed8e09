"""Scores a record against a gold file, every kind of score in turn, and prints the table."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from chancery.evaluation.comparison import Comparison
from chancery.evaluation.documents import score_documents
from chancery.evaluation.entities import score_entities
from chancery.evaluation.events import score_events
from chancery.evaluation.evidence import score_evidence
from chancery.evaluation.exported import read_exported
from chancery.evaluation.figures import Miss, Score, Sheet
from chancery.evaluation.gold import read_gold
from chancery.evaluation.merging import score_merging
from chancery.evaluation.occupancies import score_occupancies
from chancery.evaluation.pledges import score_pledges
from chancery.evaluation.quotations import score_quotations
from chancery.evaluation.same_quotation import score_same_quotation
from chancery.evaluation.text import Corpus

SCORES: Final[dict[str, Callable[[Comparison], Score]]] = {
    "evidence": score_evidence,
    "documents": score_documents,
    "entities": score_entities,
    "events": score_events,
    "merging": score_merging,
    "quotations": score_quotations,
    "occupancies": score_occupancies,
    "pledges": score_pledges,
    "same_quotation": score_same_quotation,
}
"""Kind of score -> how it is worked out, in the order of the table."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How good a record is.

    Attributes:
        figures: Kind of score -> its figures.
        misses: Everything that is missing or wrong, in the order of the table.
    """

    figures: Sheet
    misses: tuple[Miss, ...]


def evaluate(gold: Mapping[str, object], record: Mapping[str, object], texts: Mapping[str, str]) -> Evaluation:
    """Score a record against a gold file.

    Args:
        gold: The parsed gold file, as `gold.load_gold` returns it.
        record: The parsed JSON of an exported record.
        texts: File name -> text of the documents, as `text.load_texts` returns them.

    Raises:
        GoldError: C042, if the gold file has the wrong shape.
        ChanceryError: C043, if the record has the wrong shape.
    """
    comparison = Comparison.of(read_gold(gold), read_exported(record), Corpus(texts))
    scores = {kind: score(comparison) for kind, score in SCORES.items()}
    figures = {kind: score.figures for kind, score in scores.items()}
    return Evaluation(figures, tuple(miss for score in scores.values() for miss in score.misses))


def render(evaluation: Evaluation, *, misses: bool = False) -> str:
    """Return the table as text, one line for each kind of score.

    Args:
        evaluation: What to show.
        misses: Whether a line for each miss follows.
    """
    lines = [f"{kind:15} {json.dumps(figures)}" for kind, figures in evaluation.figures.items()]
    if misses:
        lines += [f"miss | {miss.label} | {miss.detail}" for miss in evaluation.misses]
    return "\n".join(lines)
