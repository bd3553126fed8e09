"""Review: the open questions one after another, both sides side by side, answered by key, button or form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chancery.errors import ChanceryError, QueryError, RecordError, ServeError, UnsupportedFact
from chancery.model.claims import pins_of
from chancery.model.dates import Edtf
from chancery.model.decisions import Decision, DecisionKind, in_force
from chancery.model.events import Event
from chancery.model.evidence import Evidence
from chancery.model.facts import SECOND_CODER, SECOND_CODER_ONLY
from chancery.model.offices import Entity
from chancery.model.pledges import Pledge
from chancery.model.text import Report
from chancery.record.store import Record
from chancery.views.deciding import IN_REVIEW, answer_question, answered, takes
from chancery.views.decisions import label_of
from chancery.views.entry import Account, held_words, make_accounts, make_event_entry, party_words, post_words
from chancery.views.labels import Names, date_words, plain
from chancery.views.review import DATE, DECISIONS, Open, open_questions
from chancery.views.sources import read_sources_of
from chancery.web.forms import author_of, deciding, field_of, lead_to, signed_by, taken
from chancery.web.pages.history import make_decision
from chancery.web.pages.searching import PATHS
from chancery.web.site import Site, Visit, path_part, query
from chancery.web.site import answered as on_visit

_ACCOUNTS: Final = 3  # reports that a side is shown by
_VERSIONS: Final = 6  # accounts of an event whose date is asked for
_MINE: Final = 8  # latest answers that can be taken back
_NOTE: Final = 500
_TITLES: Final = {
    "same person": "Are these one person?",
    "same event": "Are these one event?",
    "same pledge": "Are these one pledge?",
    DATE: "When was it?",
    DECISIONS: "Who is right?",
    SECOND_CODER: "Is it so?",
    SECOND_CODER_ONLY: "Is something missing here?",
}
_ANSWERS: Final = {
    SECOND_CODER: ("It is right", "It is wrong"),
    SECOND_CODER_ONLY: ("Take it over", "Leave it out"),
}
_JOINS: Final = ("Yes, one", "No, two")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What the record asks, as the last run left it.

    Attributes:
        questions: All, the most valuable first.
        names: What entities were called then.
    """

    questions: tuple[Open, ...]
    names: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two that a question is about.

    Attributes:
        path: Address of its page; empty where it has none.
        facts: `(label, value)` pairs.
        accounts: The sentences, in their paragraphs.
        more: Reports that tell it too.
    """

    path: str
    heading: str
    facts: tuple[tuple[str, str], ...]
    accounts: tuple[Account, ...]
    more: int


def listed(visit: Visit) -> Listed:
    """Return what the record asks; it is looked for once a run."""
    return visit.site.questions.get(
        visit.record,
        visit.state,
        lambda: Listed(questions=open_questions(visit.record), names=Names(visit.record.entities())),
    )


def show(visit: Visit) -> Response:
    """Show one open question."""
    params = visit.request.query_params
    return _show(visit, params.get("question", ""), sign="sign" in params, was=params.get("was", ""))


def _show(
    visit: Visit, wanted: str, *, sign: bool = False, was: str = "", fault: ChanceryError | None = None
) -> Response:
    asked = listed(visit)
    done = answered(visit.record, asked.questions)
    left = [one for one in asked.questions if one.id not in done]
    question = _wanted(asked.questions, left, wanted)
    by = author_of(visit.request)
    mine = answers_of(visit.record, by)
    outcomes = visit.record.outcomes()
    yes, no = _ANSWERS.get(question.kind if question else "", _JOINS)
    response = visit.page(
        "review.html",
        question=question,
        title=_TITLES[question.kind] if question else "Review",
        sides=_sides(visit, question, asked.names) if question else [],
        versions=_versions(question) if question else [],
        takes=takes(question) if question else (),
        yes=yes,
        no=no,
        place=left.index(question) + 1 if question else 0,
        left=len(left),
        following=_after(left, question.id) if question else None,
        mine=[make_decision(one, in_force(mine), outcomes) for one in reversed(mine[-_MINE:])],
        answers=len(mine),
        by=by,
        was=was[:_NOTE],
        sign=sign or not by,
        fault=fault,
        token=visit.site.token,
    )
    response.headers["cache-control"] = "no-store"
    return response


def _versions(question: Open) -> list[tuple[str, str]]:
    """Return the dates that reports give, as they are kept and in words; of decisions what each says."""
    if question.kind == DECISIONS:
        return [(one, plain(one)) for one in question.versions]
    if question.kind != DATE:
        return []
    return [(one, date_words(Edtf.parse(one)) if _is_date(one) else plain(one)) for one in question.versions]


def _is_date(text: str) -> bool:
    try:
        Edtf.parse(text)
    except UnsupportedFact:
        return False
    return True


def _wanted(questions: Sequence[Open], left: Sequence[Open], wanted: str) -> Open | None:
    """Return the question that is asked for; of one that is answered the next, of one that is gone the first."""
    open_ones = {one.id for one in left}
    ids = [one.id for one in questions]
    if wanted in ids:
        rest = questions[ids.index(wanted) :]
        return next((one for one in rest if one.id in open_ones), None) or (left[0] if left else None)
    return left[0] if left else None


def _after(left: Sequence[Open], name: str) -> str | None:
    """Return the id of the open question after another one; None after the last."""
    ids = [one.id for one in left]
    at = ids.index(name) + 1
    return ids[at] if at < len(ids) else None


def answers_of(record: Record, by: str) -> tuple[Decision, ...]:
    """Return the answers in force that somebody gave in review, the first first."""
    return tuple(one for one in in_force(record.decisions()) if one.by == by and one.because.startswith(IN_REVIEW))


# ---- the sides of a question ----


def _sides(visit: Visit, question: Open, names: Names) -> list[Side]:
    """Return what is to be compared: the two, the accounts of one, or the sentence alone."""
    found = [_find(visit.record, name) for name in question.about]
    if question.kind == DATE and isinstance(found[0], Event):
        return [_dated(visit, found[0], names)]
    sides = [_side(visit, one, question, names) for one in found if one is not None]
    return sides or [_bare(visit, question)]


def _find(record: Record, name: str) -> object | None:
    try:
        return record.find(name)[1]
    except QueryError:
        return None


def _side(visit: Visit, found: object, question: Open, names: Names) -> Side:
    if isinstance(found, Report):
        return replace(_bare(visit, question), path=f"/reports/{path_part(found.id)}")
    if isinstance(found, Entity):
        pins = [one.evidence for one in visit.record.sighted(found.id)]
        facts = _person_facts(visit.record, found, names)
    else:
        pins, facts = list(pins_of(found)), ()  # type: ignore[arg-type]  # no report, no entity
    chosen = choose(pins, question.evidence)
    sources = read_sources_of(visit.record, {pin.report for pin in chosen})
    if isinstance(found, Event):
        facts = make_event_entry(found, names, {}).facts
    elif isinstance(found, Pledge):
        facts = _pledge_facts(found, names)
    kind = type(found).__name__.casefold()
    return Side(
        path=f"/{PATHS[kind]}/{path_part(found.id)}",  # type: ignore[attr-defined]  # every entry has one
        heading=label_of(found, names),  # type: ignore[arg-type]  # as found
        facts=facts,
        accounts=make_accounts(chosen, sources),
        more=len({pin.report for pin in pins} - {pin.report for pin in chosen}),
    )


def choose(pins: Sequence[Evidence], asked: Iterable[Evidence]) -> list[Evidence]:
    """Return the sentences of a side that a question rests on, else its first; of few reports."""
    spots = list(asked)
    near = [pin for pin in pins if any(one.report == pin.report and one.span.overlaps(pin.span) for one in spots)]
    chosen: dict[str, list[Evidence]] = {}
    for pin in near or pins:
        if pin.report in chosen or len(chosen) < _ACCOUNTS:
            chosen.setdefault(pin.report, []).append(pin)
    return [pin for pins_of_report in chosen.values() for pin in dict.fromkeys(pins_of_report)]


def _person_facts(record: Record, person: Entity, names: Names) -> tuple[tuple[str, str], ...]:
    held = [f"{post_words(one, names)}, {held_words(one)}" for one in record.occupancies(holder=person.id)]
    spelled = [plain(name) for name in person.names if name != person.name]
    facts = (
        ("state", names.state(person.country)),
        ("also named", ", ".join(spelled)),
        ("offices", "\n".join(held[:_VERSIONS])),
    )
    return tuple((label, value) for label, value in facts if value)


def _pledge_facts(pledge: Pledge, names: Names) -> tuple[tuple[str, str], ...]:
    steps = [f"{step.state.value} {date_words(step.when) if step.when else ''}".strip() for step in pledge.steps]
    facts = (
        ("by", party_words(pledge.by, pledge.by_state, names)),
        ("to", party_words(pledge.to, pledge.to_state, names)),
        ("due", date_words(pledge.due) if pledge.due else ""),
        ("so far", "\n".join(steps[:_VERSIONS])),
    )
    return tuple((label, value) for label, value in facts if value)


def _dated(visit: Visit, event: Event, names: Names) -> Side:
    evidence = (*event.evidence, *(piece for telling in event.tellings for piece in telling.evidence))
    sources = read_sources_of(visit.record, {piece.report for piece in evidence})
    entry = make_event_entry(event, names, sources)
    return Side(
        path=f"/events/{path_part(event.id)}",
        heading=entry.heading,
        facts=(),
        accounts=entry.accounts[:_VERSIONS],
        more=max(0, len(entry.accounts) - _VERSIONS),
    )


def _bare(visit: Visit, question: Open) -> Side:
    sources = read_sources_of(visit.record, {piece.report for piece in question.evidence})
    return Side(path="", heading="", facts=(), accounts=make_accounts(question.evidence, sources), more=0)


# ---- answers ----


def answer(site: Site, request: Request, form: FormData) -> Response:
    """Take an answer, and lead to the next question."""
    name, said = field_of(form, "question"), field_of(form, "answer", _NOTE)
    said = field_of(form, "other", _NOTE) if said == "other" else said
    with site.records.reading() as (record, state):
        visit = Visit(site=site, request=request, record=record, state=state)
        asked = listed(visit)
        question = next((one for one in asked.questions if one.id == name), None)
        done = answered(record, asked.questions)
        if question is None or name in done:  # answered twice, or settled meanwhile
            return lead_to(f"/review{query({'question': name})}")
        following = _after([one for one in asked.questions if one.id not in done], name)
        try:
            by = signed_by(request, form)
            with deciding(site) as written:
                answer_question(written, question, said, by=by, note=field_of(form, "note", _NOTE))
        except (RecordError, ServeError):
            raise
        except ChanceryError as error:
            return _show(visit, name, fault=error)
    return lead_to(f"/review{query({'question': following or '', 'was': name})}")


def take_back(site: Site, request: Request, form: FormData) -> Response:
    """Take the last answer of this author back, and lead to its question."""
    by = signed_by(request, form)
    with deciding(site) as record:
        mine = answers_of(record, by)
        if not mine:
            raise QueryError("C080", "There is no answer of yours to take back.", "History lists all decisions.")
        last = mine[-1]
        record.decide(DecisionKind.UNDO, by=by, because="taken back in review", undoes=last.number)
    with site.records.reading() as (record, state):
        questions = listed(Visit(site=site, request=request, record=record, state=state)).questions
    about = {target.entry for target in last.targets}
    name = next((one.id for one in questions if about in (set(one.about), {one.id})), None) or field_of(form, "was")
    return lead_to(f"/review{query({'question': name})}")


routes: Final = [
    Route("/review", on_visit(show)),
    Route("/review", taken(answer), methods=["POST"]),
    Route("/review/back", taken(take_back), methods=["POST"]),
]
