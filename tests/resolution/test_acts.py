"""A quotation that is an act names the event: one truth told from two sides."""

from __future__ import annotations

from chancery.model.mentions import NamedBy
from chancery.model.quotations import Quotation, QuotationKind
from chancery.resolution.conclude import conclude
from resolution.drafts import Draft


def quotation(draft: Draft) -> tuple[Quotation, set[str]]:
    """Return the only quotation of a draft, and the ids of its events."""
    found = conclude([draft.done()])
    (one,) = found.quotations
    return one, {event.id for event in found.events}


def test_a_cue_that_performs_is_the_event() -> None:
    """Of "promised that" the promise is the event, and the clause its words."""
    draft = Draft(["Peru promised that a ferry would reach Chile."], "2023-05-02")
    peru = draft.state("Peru", "PER")
    chile = draft.state("Chile", "CHL")
    draft.event("promised", "AGREE", by=(peru,), to=(chile,))
    draft.quote("a ferry would reach Chile", by=(peru,), kind=QuotationKind.INDIRECT, cue="promised")
    one, events = quotation(draft)
    assert set(one.acts) == events != set()


def test_an_act_in_the_first_person_is_the_speakers() -> None:
    """Who says "We condemn" condemns in these words."""
    draft = Draft(["Peru said: We condemn the seizure by Chile."], "2023-05-02")
    peru = draft.state("Peru", "PER")
    we = draft.person("We", by=NamedBy.PRONOUN)
    chile = draft.state("Chile", "CHL")
    draft.event("condemn", "ACCUSE", by=(we,), to=(chile,))
    draft.quote("We condemn the seizure by Chile", by=(peru,), cue="said")
    one, events = quotation(draft)
    assert set(one.acts) == events != set()


def test_praise_beside_words_is_another_truth() -> None:
    """Of "praised Chile and said that" the praise is not in the words."""
    text = "Peru praised Chile at the summit in the old town by the sea, where it said that the ferry would sail."
    draft = Draft([text])
    peru = draft.state("Peru", "PER")
    chile = draft.state("Chile", "CHL")
    draft.event("praised", "SUPPORT", by=(peru,), to=(chile,))
    draft.quote("the ferry would sail", by=(peru,), kind=QuotationKind.INDIRECT, cue="said")
    one, _ = quotation(draft)
    assert one.acts == ()
