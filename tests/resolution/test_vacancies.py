"""When nobody held a post, and who only claimed it, because of what reports say."""

from __future__ import annotations

from dataclasses import replace

from chancery.model.facts import Conclusions
from chancery.model.mentions import OfficeMention, VacancyMention
from chancery.model.text import Span
from chancery.resolution.conclude import conclude
from resolution.drafts import Draft


def concluded(*drafts: Draft, empty: str = "finance minister") -> Conclusions:
    """Conclude from drafts, the first of which says in its first sentence that Peru's post is vacant."""
    made = [draft.done() for draft in drafts]
    report, seen = made[0]
    time = 0 if seen.times else None
    said = VacancyMention(office=empty, of="PER", sentence=seen.sentences[0], time=time)
    return conclude([(report, replace(seen, vacancies=(said,))), *made[1:]])


def test_a_vacancy_ends_where_the_next_holder_begins() -> None:
    """Since when is told; until when follows from another report."""
    draft = Draft(["Peru's finance minister post has been vacant since 3 January 2023."], "2023-02-01")
    draft.day("3 January 2023", 2023, 1, 3)
    later = Draft(["Ana Costa was appointed finance minister of Peru on 1 May 2023."], "2023-05-10")
    ana = later.person("Ana Costa", of="PER")
    time = later.day("1 May 2023", 2023, 5, 1)
    later.event("was appointed", "OFFICE", mode="appoint", by=(ana,), time=time, office="finance minister")
    (found,) = concluded(draft, later).vacancies
    assert (found.post.of, str(found.start), str(found.end), str(found.seen)) == (
        "PER", "2023-01-03", "2023-05-01", "2023-02-01",
    )  # fmt: skip


def claim(relation: str = "claims") -> Draft:
    """Write a report of somebody who claims the presidency of Peru."""
    draft = Draft(["Rui Lima declared himself president of Peru."], "2023-03-01")
    rui = draft.person("Rui Lima")
    draft.offices.append(
        OfficeMention(person=rui, office="president", of="PER", relation=relation, sentence=Span(0, 44))
    )
    return draft


def titled(name: str, published: str) -> Draft:
    """Write a report that calls somebody the president of Peru."""
    draft = Draft([f"Peruvian President {name} opened a bridge."], published)
    draft.office(draft.person(name, office="president", of="PER"))
    return draft


def statuses(*drafts: Draft) -> dict[str, str]:
    """Return the status in which each person is concluded to hold an office."""
    return {one.holder: one.status for one in conclude(draft.done() for draft in drafts).occupancies}


def test_two_can_claim_one_post() -> None:
    """Who holds it stays its holder; the other claims it."""
    assert statuses(claim(), titled("Ana Costa", "2023-02-20")) == {"rui-lima": "claimed", "ana-costa": "current"}


def test_a_claim_that_other_reports_bear_out_is_a_holding() -> None:
    """Whoever is titled so without a word of a claim holds the post by those reports."""
    assert statuses(claim(), titled("Rui Lima", "2023-06-20")) == {"rui-lima": "current"}
    assert statuses(claim("recognised"), titled("Rui Lima", "2023-03-02")) == {"rui-lima": "current"}
