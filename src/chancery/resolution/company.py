"""Dates the acts of one report's news that their own clauses leave undated.

"He also met the speaker" happened on the day of the talks told beside it. An undated meeting or
verbal act takes the day of a dated one in the same report that shares a person with it, if that day is
news of the report; else the only day that the report tells news of, or the one that its text has come to.
Where nothing is dated, words of a report are news of its own day, however vaguely that is known. A change told
right after a dated change in the same state lies between it and publication. Everything else may be background
and is left undated.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from chancery.codebooks.plover import VERBAL
from chancery.model.dates import Edtf
from chancery.model.events import EventStatus
from chancery.model.evidence import Evidence
from chancery.resolution.accounts import Told
from chancery.resolution.news import REACH, REAL, News, is_act, is_news, people_of
from chancery.resolution.own_times import is_closed, names_another_year, years_told
from chancery.resolution.participants import states_of

_CHANGES: Final = frozenset({"OFFICE", "ELECT", "PROTEST", "COERCE", "ASSAULT", "SANCTION"})
_BLANK: Final = 3  # characters between two sentences
_AHEAD: Final = 400  # characters further down, where a text may have gone on to another day
_RECENT: Final = dt.timedelta(days=45)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_SINCE: Final = re.compile(r"\bsince\b[^,;.]*")
_EARLIER: Final = re.compile(
    r"\b(?:last|previous|earlier|former) (?:visit|trip|meeting|talks)\b|\bago\b", re.IGNORECASE
)
_DURING: Final = re.compile(
    r"(?:During|At|In) (?:the|their|his|her|its) (?:talks|meeting|visit|conversation|negotiations|summit)\b"
)
_JOINING: Final = re.compile(
    r"(?:joined|attended|chaired|moderated|took part in|participated in|sat in on)\s+(?:in\s+)?(?:the|these|those|both)"
    r"\s+(?:talks|meeting|negotiations|conversation|discussions?)\b"
)
_TALKS: Final = re.compile(r"(?:negotiations|talks|consultations|dialogue|mediation)\b")
_BACKED: Final = re.compile(
    r"\b(?:conclusion|completion|success|continuation|progress) (?:of|in|with) (?:[\w-]+ ){0,3}$"
    r"|\b(?:[Ss]upport(?:s|ed|ing)?|[Bb]ack(?:s|ed|ing)?|[Ee]ndors(?:es|ed|ing))(?: for)? (?:[\w\u2019'-]+ ){0,3}$"
)
_PLUPERFECT: Final = re.compile(r"had\b")
_GERUND: Final = re.compile(r"(?:co-)?\w+ing\b")
_MERIT: Final = re.compile(r"\b(?:for|of|including|and)\s+$")
_ASIDE: Final = re.compile(
    r"\b(?:after|since|before|until|despite|over|following|when)\b[^,;.\u201c\u201d\"]*$", re.IGNORECASE
)
"""Words that open a clause or phrase about another time than the sentence's."""
_OVER: Final = re.compile(r"\b(?:home|back|return(?:s|ed|ing)?)\b[^,;.]{0,40}?\bfrom\b[^,;.]{0,40}$")
_HOME: Final = re.compile(
    r"(?:ha[sd] |have )?(?:just )?(?:c[ao]me|returned|fl(?:ew|own)|got)(?: (?:back|home))* from\b"
)
_LEAD_DAYS: Final = 2
_VAGUE_DAYS: Final = 4
_THEN: Final = re.compile(r"(?:During|On|At) (?:that|the same) (?:visit|trip|journey|meeting|occasion|summit)\b")
_ANSWERS: Final = re.compile(r"\b(?:in response to|in retaliation for|in the wake of|following|after)\b")
_TOLD: Final = REAL | {EventStatus.DENIED}


def dated_by_company(
    told: Sequence[Told],
    published: Edtf | None,
    *,
    spoken: Sequence[tuple[int, Edtf]] = (),
    journey: Edtf | None = None,
    lead: int = 0,
    opening: Edtf | None = None,
) -> list[Told]:
    """Return the accounts of one report, the undated news among them with the day of the dated.

    Args:
        told: The accounts.
        published: When the report was published, with or without a year.
        spoken: The days of the report's quotations, each with where it is told.
        journey: The only days for which the report opens with a plan.
        lead: Where the body's first sentences end; what they tell undated is the news itself.
        opening: The full day in its first paragraphs that the report is dated from.
    """
    told = _during(sorted(told, key=lambda t: t.place_in_text))
    told = _during([_led(_under_way(one, published), published, lead) for one in told])
    told = _on_the_journey(told, journey, published)
    news = News(told, spoken, published)
    found: list[Told] = []
    for one in told:
        if one.when is not None or one.status not in _TOLD:
            found.append(one)
        elif is_act(one):
            found.append(_of_the_day(_dated(one, news), news, opening))
        else:
            found.append(_followed(one, found, published))
    sentences = _by_sentence(told)
    return [_answering(one, sentences[one.evidence], published) for one in found]


def _by_sentence(told: Iterable[Told]) -> dict[Evidence, list[Told]]:
    """Return the accounts that each sentence tells."""
    found: dict[Evidence, list[Told]] = {}
    for one in told:
        found.setdefault(one.evidence, []).append(one)
    return found


def _answering(one: Told, beside: Sequence[Told], published: Edtf | None) -> Told:
    """Date what was done in answer to a dated act of the same sentence: between that and the report."""
    if one.when is not None or one.status not in REAL or published is None or published.latest is None:
        return one
    start, end = one.evidence.span.start, one.span.end
    link = _ANSWERS.search(one.evidence.quote, end - start)
    later = [other for other in beside if other.span.start > one.span.start]
    cause = min(later, key=lambda other: other.span.start, default=None)
    if link is None or cause is None or cause.when is None or cause.span.start < start + link.end():
        return one
    low = cause.when.earliest
    if low is None or low > published.latest:
        return one
    because = f"{one.because}; in answer to \u201c{cause.because}\u201d, so between that and publication"
    return replace(one, when=Edtf.between(low, published.latest), because=because)


def _under_way(one: Told, published: Edtf | None) -> Told:
    """Date talks that somebody backs, or hopes to see concluded, by the report: they go on."""
    if one.when is not None or one.type != "CONSULT" or one.mode == "visit" or one.status not in REAL:
        return one
    start = one.span.start - one.evidence.span.start
    if (
        published is None
        or not _TALKS.match(_predicate(one))
        or not _BACKED.search(one.evidence.quote[: max(0, start)])
    ):
        return one
    because = f"{one.because}; backed by somebody, so under way when the report appeared"
    return replace(one, when=published, status=EventStatus.ONGOING, because=because)


def _led(one: Told, published: Edtf | None, lead: int) -> Told:
    """Date what the first sentences tell undated as news: within two days before publication."""
    if one.when is not None or not is_act(one) or one.evidence.span.start >= lead or _is_background(one):
        return one
    if published is None or (when := _news_days(published)) is None:
        return one
    return replace(one, when=when, because=f"{one.because}; told first, so news of the day of publication")


def _news_days(published: Edtf) -> Edtf | None:
    """Return the days that a report tells as its news without naming one: its own, or the day before an exact one."""
    if not published.earliest or not published.latest:
        return published if published.cycle is not None else None
    if (published.width_days or 0) > _LEAD_DAYS:
        return published
    return Edtf.between(published.earliest - dt.timedelta(_LEAD_DAYS - 1), published.latest)


def _is_background(one: Told) -> bool:
    """Tell whether the words look back: another year, "earlier talks", "had met", "after the vote was annulled"."""
    quote = one.evidence.quote
    if one.status is EventStatus.DENIED:  # "he denied that it had": the denial is told
        return _YEAR.search(quote) is not None
    if _EARLIER.search(quote) or (years_told(one) and _YEAR.search(_SINCE.sub("", quote))):
        return True
    start = one.span.start - one.evidence.span.start
    words = quote[max(0, start) : max(0, one.span.end - one.evidence.span.start)]
    before = quote[: max(0, start)]
    aside = None if is_closed(before) else _ASIDE.search(before)
    if one.mode == "visit" and (_OVER.search(quote[: max(0, start)]) or _HOME.match(_predicate(one))):
        return True  # "has come home from a visit" on some day before
    close = one.type == "CONSULT" and aside is not None and aside[0].lower().startswith(("after", "following", "when"))
    return _PLUPERFECT.match(words) is not None or _is_merit(one) or (aside is not None and not close)


def _is_merit(one: Told) -> bool:
    """Tell whether it is what somebody is thanked or praised for: "thanked Peru for hosting the talks"."""
    start = one.span.start - one.evidence.span.start
    words = one.evidence.quote[max(0, start) : one.span.end - one.evidence.span.start]
    return _GERUND.match(words) is not None and _MERIT.search(one.evidence.quote[: max(0, start)]) is not None


def _predicate(one: Told) -> str:
    """Return the words of the sentence from the predicate on."""
    return one.evidence.quote[max(0, one.span.start - one.evidence.span.start) :]


def _during(told: Sequence[Told]) -> list[Told]:
    """Date what happened "during the talks" by the talks told before."""
    found: list[Told] = []
    talks: Told | None = None
    for one in told:
        quote = one.evidence.quote
        during = _DURING.match(quote) or _THEN.match(quote) or _JOINING.match(_predicate(one))
        if one.when is None and one.status in REAL and talks is not None and (during or _said_there(one, talks)):
            because = f"{one.because}; during “{talks.because}”, told before"
            found.append(replace(one, when=talks.when, because=because))
        else:
            found.append(one)
        last = found[-1]
        talks = last if last.type == "CONSULT" and last.when and last.status in REAL else talks
    return found


def _said_there(one: Told, talks: Told) -> bool:
    """Tell whether the sentence behind one that tells of talks says what those who met said: "They agreed that"."""
    follows = 0 < one.evidence.span.start - talks.evidence.span.end <= _BLANK
    own = people_of(one)
    return follows and one.type in VERBAL and len(own) > 1 and own <= people_of(talks) and not _is_background(one)


def _on_the_journey(told: Sequence[Told], opening: Edtf | None, published: Edtf | None) -> list[Told]:
    """Date meetings planned for a journey: a visit of the same side with its date, or what the report opens with.

    The journey itself is of the day of what is to be done there: "will fly to Rome, where he is to meet X on May 3".
    """
    told = _journeys(told)
    visits = [
        one for one in told
        if one.mode == "visit" and one.when is not None
        and (one.status is not EventStatus.OCCURRED or is_news(one.when, published))
    ]  # fmt: skip
    found: list[Told] = []
    for one in told:
        if one.when is not None or one.type != "CONSULT" or one.status is not EventStatus.PLANNED:
            found.append(one)
            continue
        journeys = (
            other.when for other in reversed(visits)
            if other.span.start < one.span.start and _acting(other) & _acting(one)
        )  # fmt: skip
        when = next(journeys, opening)
        because = f"{one.because}; planned for the journey that the report tells of"
        found.append(replace(one, when=when, because=because) if when is not None else one)
    return found


def _journeys(told: Sequence[Told]) -> list[Told]:
    """Date planned visits that their sentence leaves undated by what it plans for the visitor there."""
    found: list[Told] = []
    sentences = _by_sentence(told)
    for one in told:
        there = [
            other for other in sentences[one.evidence]
            if other.status is EventStatus.PLANNED and other.when is not None
            and other.span.start > one.span.start and _acting(other) & _acting(one)
        ] if one.mode == "visit" and one.when is None and one.status is EventStatus.PLANNED else []  # fmt: skip
        because = f"{one.because}; of the day of what is planned there"
        found.append(replace(one, when=there[0].when, because=because) if there else one)
    return found


def _acting(one: Told) -> set[str]:
    return {p.entity for p in one.actors if p.entity is not None} | states_of(one.actors)


def _of_the_day(one: Told, news: News, opening: Edtf | None) -> Told:
    """Date an act by the day of news that the text has come to, where it shares a state with that news."""
    if one.when is not None or _is_background(one):
        return one
    published = news.published
    vague = published is not None and published.has_year and (published.width_days or 0) > _VAGUE_DAYS
    if vague and opening is not None and one.type in VERBAL:
        return replace(one, when=opening, because=f"{one.because}; of the day that the report is dated from")
    if not news or (vague and one.type in VERBAL):  # a day near a report that nobody can place need not be its news
        fresh = published is not None and one.type in VERBAL and not _in_the_past(one, news)
        when = _news_days(published) if published is not None and fresh else None
        because = f"{one.because}; told undated, so news of the day of publication"
        return replace(one, when=when, because=because) if when is not None else one
    own = states_of((*one.actors, *one.recipients))
    if one.type not in VERBAL and own and news.states and not own & news.states:
        return one
    if news.only is not None:
        return replace(one, when=news.only, because=f"{one.because}; of the only day that the report tells news of")
    latest = news.latest_before(one.span.start)
    if latest is None:
        fresh = published is not None and one.type in VERBAL and not _in_the_past(one, news)
        when = _news_days(published) if published is not None and fresh else None
        because = f"{one.because}; told undated, so news of the days of publication"
        return replace(one, when=when, because=because) if when is not None else one
    return replace(one, when=latest, because=f"{one.because}; of the latest day that the report has told of there")


def _in_the_past(one: Told, news: News) -> bool:
    """Tell whether the text has gone back in time there: what it told last is dated before its news."""
    last = news.told_last(one.span.start)
    return last is not None and news.published is not None and last.before(news.published)


def _followed(one: Told, before: Sequence[Told], published: Edtf | None) -> Told:
    """Date a change told right after a dated one: it came between that and publication, if these are close."""
    if one.type not in _CHANGES or published is None or published.latest is None:
        return one
    reach = 10**9 if one.mode == "annul" else REACH  # what is annulled is the vote told before, however far above
    near = (other for other in reversed(before) if 0 <= one.evidence.span.start - other.evidence.span.start <= reach)
    dated = (other for other in near if other.when is not None and other.type in _CHANGES and other.when.earliest)
    last = next(dated, None)
    low, high = (last.when.earliest, published.latest) if last is not None and last.when is not None else (None, None)
    states = states_of((*one.actors, *one.recipients))
    if last is None or low is None or high is None or not dt.timedelta(0) <= high - low <= _RECENT:
        return one
    if not states & states_of((*last.actors, *last.recipients)):
        return one
    because = f"{one.because}; told right after “{last.because}”, so between that and publication"
    return replace(one, when=Edtf.between(low, high), because=because)


def _dated(one: Told, news: News) -> Told:
    """Give an act the day of the nearest dated one that shares a person, those before it first."""
    if _is_merit(one):
        return one
    start = one.span.start
    company = [other for other in news.acts_of(people_of(one)) if other.span.start - start <= _AHEAD]
    nearest = min(
        company, key=lambda o: (o.type != "CONSULT", o.span.start > start, abs(o.span.start - start)), default=None
    )
    if nearest is None or _tells_of_before(one, nearest):
        return one
    because = f"{one.because}; dated by “{nearest.because}” of the same people, told beside it"
    return replace(one, when=nearest.when, because=because)


def _tells_of_before(one: Told, nearest: Told) -> bool:
    """Tell whether the sentence is about an earlier time: it names another year, or the visit before."""
    return _EARLIER.search(one.evidence.quote) is not None or names_another_year(one, nearest.when)
