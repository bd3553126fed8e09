"""Scores documents: date, title, outlet, and a text free of furniture."""

from __future__ import annotations

from chancery.evaluation.comparison import Comparison
from chancery.evaluation.dates import dates_agree
from chancery.evaluation.exported import ExportedDocument
from chancery.evaluation.figures import Figures, Miss, Score
from chancery.evaluation.gold import GoldDocument
from chancery.evaluation.text import normalise, same_document


def score_documents(comparison: Comparison) -> Score:
    """Count the documents that are dated and clean, and the titles and outlets that are right."""
    misses: list[Miss] = []
    dated = clean = right = asked = 0
    for name, want in comparison.gold.documents.items():
        have = find_document(comparison, name)
        if have is None:
            misses.append(Miss("document", name))
            continue
        wrong = [*_date_misses(name, want, have), *_furniture_misses(name, want, have)]
        labels = {miss.label for miss in wrong}
        dated += bool(want.published) and "published" not in labels
        clean += "furniture" not in labels
        fields = _field_misses(name, want, have)
        asked += bool(want.title) + bool(want.outlet)
        right += bool(want.title) + bool(want.outlet) - len(fields)
        misses += [*wrong, *fields]
    figures: Figures = {
        "dated": dated,
        "clean": clean,
        "documents": len(comparison.gold.documents),
        "title+outlet": f"{right}/{asked}",
    }
    return Score(figures, tuple(misses))


def find_document(comparison: Comparison, name: str) -> ExportedDocument | None:
    """Return the record's first document whose file name fits."""
    names = comparison.file_names
    documents = comparison.record.documents
    return next((doc for doc in documents if same_document(names[doc.id], name)), None)


def _date_misses(name: str, want: GoldDocument, have: ExportedDocument) -> list[Miss]:
    if dates_agree(want.published, have.published):
        return []
    return [Miss("published", f"{name}: {have.published}")]


def _furniture_misses(name: str, want: GoldDocument, have: ExportedDocument) -> list[Miss]:
    body = normalise(have.text)
    left = [piece for piece in want.furniture if normalise(piece) in body]
    return [Miss("furniture", f"{name}: {left}")] if left else []


def _field_misses(name: str, want: GoldDocument, have: ExportedDocument) -> list[Miss]:
    fields = [("title", want.title, have.title), ("outlet", want.outlet, have.outlet)]
    return [
        Miss(field, f"{name}: {got!r}")
        for field, wanted, got in fields
        if wanted and normalise(wanted) != normalise(got)
    ]
