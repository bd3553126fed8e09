"""Quotations with search, and one quotation in all its renderings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from chancery.model.quotations import Quotation
from chancery.record.browsing import Row, Wanted, quotations_with
from chancery.views.entry import make_quotation_entry, speaker_words
from chancery.views.labels import date_words, plain, visible
from chancery.views.sources import read_sources_of
from chancery.web.asking import Asked, read_asked, window
from chancery.web.pages.deciding import make_word
from chancery.web.pages.filters import make_word_filters
from chancery.web.site import Visit, answered

_WINDOW: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsItem:
    """One quotation as a row of a list.

    Attributes:
        speaker: Id of the speaker, to look up; None for an unknown one.
        reviewed: Whether a person has called it right.
    """

    id: str
    kind: str
    words: str
    who: str
    speaker: str | None
    occasion: str
    when: str
    reviewed: bool


def make_words(quotation: Quotation, visit: Visit) -> WordsItem:
    """Put one quotation into a row."""
    return WordsItem(
        id=quotation.id,
        kind=quotation.kind.value,
        words=visible(quotation.renderings[0].content.quote),
        who=speaker_words(quotation, visit.names),
        speaker=quotation.speaker,
        occasion=plain(quotation.venue) if quotation.venue else "",
        when=date_words(quotation.when) if quotation.when else "",
        reviewed=quotation.id in visit.reviews,
    )


def words_of(visit: Visit, rows: Sequence[Row]) -> list[WordsItem]:
    """Put a window of quotations into rows."""
    return [make_words(one, visit) for one in quotations_with(visit.record, [row.id for row in rows])]


def spoken(visit: Visit, wanted: Wanted, most: int) -> tuple[list[WordsItem], int]:
    """Return the latest quotations wanted, and how many there are."""
    rows = visit.quotations(wanted)
    return words_of(visit, rows[-most:]), len(rows)


def show_all(visit: Visit) -> Response:
    """Show the quotations."""
    asked = read_asked(visit.request.query_params)
    filters = make_word_filters(visit.directory, asked)
    return visit.page("quotations.html", **_listed(visit, asked), filters=filters)


def more(visit: Visit) -> Response:
    """Give the next window of the list alone."""
    return visit.page("more_quotations.html", **_listed(visit, read_asked(visit.request.query_params)))


def show(visit: Visit) -> Response:
    """Show one quotation."""
    found = quotations_with(visit.record, [visit.request.path_params["id"]])
    if not found:
        raise visit.missing("quotation")
    (quotation,) = found
    evidence = (*quotation.evidence, *(rendering.content for rendering in quotation.renderings))
    sources = read_sources_of(visit.record, {piece.report for piece in evidence})
    entry = make_quotation_entry(quotation, visit.names, sources)
    return visit.page(
        "quotation.html",
        entry=entry,
        item=make_words(quotation, visit),
        several=quotation.renderings,
        word=make_word(visit, quotation),
    )


def _listed(visit: Visit, asked: Asked) -> dict[str, object]:
    rows = visit.quotations(asked.wanted)
    chosen, end = window(rows, visit.request.query_params.get("after"), _WINDOW)
    left = len(rows) - (rows.index(chosen[-1]) + 1) if chosen else 0
    return {"asked": asked, "items": words_of(visit, chosen), "end": end, "left": left, "total": len(rows)}


routes: Final = [
    Route("/quotations", answered(show_all)),
    Route("/quotations/more", answered(more)),
    Route("/quotations/{id}", answered(show)),
]
