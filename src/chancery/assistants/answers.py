"""Answers to an assistant's questions: plain values, each with its evidence, from one state of a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from chancery.assistants.pins import NOTICE, Json, pins
from chancery.codebooks.plover import event_types
from chancery.errors import QueryError
from chancery.model.dates import Edtf
from chancery.model.events import Event
from chancery.model.pledges import Pledge, PledgeState
from chancery.model.quotations import Quotation
from chancery.record.store import Record
from chancery.views.chronology import event_order
from chancery.views.dossier import find_entity, make_dossier
from chancery.views.entry import held_words, party_words, post_words, speaker_words
from chancery.views.labels import STATUS_WORDS, Names, act_code, date_words, event_sentence, plain, visible
from chancery.views.lookup import find_state
from chancery.views.sources import Source, read_sources
from chancery.views.vacancies import find_vacancies, vacancy_words, vacant_post
from chancery.views.who import find_holdings, read_office

MOST: Final = 100  # entries that one answer lists
_SETTLED: Final = frozenset({PledgeState.DELIVERED, PledgeState.CANCELLED, PledgeState.DENIED})


class Answers:
    """Answers questions from one open record."""

    def __init__(self, record: Record) -> None:
        """Take a record that is open, inside one snapshot."""
        self._record = record
        self._names = Names(record.entities())
        self._sources: Mapping[str, Source] = read_sources(record)

    def overview(self) -> Json:
        """Say what the record holds."""
        counts = self._record.counts()
        outlets = sorted({source.outlet for source in self._sources.values()})
        return {"holds": counts, "outlets": outlets, "notice": NOTICE}

    def search(self, words: str, limit: int = 20) -> Json:
        """Find reports and quotations that hold all the words."""
        hits = self._record.search(words, limit=_most(limit))
        found = [{"kind": hit.kind, "id": hit.id, "report_says": visible(hit.excerpt)} for hit in hits]
        return {"words": words, "found": found, "notice": NOTICE}

    def chronicle(
        self,
        states: Sequence[str] = (),
        *,
        since: str | None = None,
        until: str | None = None,
        act: str | None = None,
        limit: int = 50,
    ) -> Json:
        """List events in the order of time.

        Args:
            states: States by code, name, adjective or capital, that must all take part.
            since: EDTF date; nothing that ended before.
            until: EDTF date; nothing that began after.
            act: PLOVER type, or type and mode: "CONSULT/visit".
            limit: How many events at most.
        """
        kind, _, mode = (act or "").partition("/")
        if kind and kind.upper() not in event_types():
            raise QueryError("C050", f"There is no type {kind!r}.", f"Types: {', '.join(event_types())}.")
        events = self._record.events(
            states=[find_state(state, self._record) for state in states],
            since=Edtf.parse(since) if since else None,
            until=Edtf.parse(until) if until else None,
            type=kind.upper() or None,
        )
        fitting = sorted((e for e in events if not mode or e.mode == mode.lower()), key=event_order)
        shown = fitting[: _most(limit)]
        return {"events": [self._event(event) for event in shown], "in_all": len(fitting), "notice": NOTICE}

    def event(self, event_id: str) -> Json:
        """Tell one event whole: every report's own version, and where they differ."""
        event = self._found_event(event_id)
        tellings = [
            {
                "outlet": self._outlet(telling.report),
                "date": str(telling.when) if telling.when else None,
                "place": plain(telling.where) if telling.where else None,
                "status": STATUS_WORDS[telling.status],
                "evidence": pins(telling.evidence, self._sources),
            }
            for telling in event.tellings
        ]
        because = [plain(reason) for reason in event.because]
        return {**self._event(event), "tellings": tellings, "coded_because": because, "notice": NOTICE}

    def compare(self, event_id: str) -> Json:
        """Say on what the reports of one event agree and differ."""
        event = self._found_event(event_id)
        told = {
            self._outlet(telling.report): {
                "date": str(telling.when) if telling.when else None,
                "place": plain(telling.where) if telling.where else None,
                "status": STATUS_WORDS[telling.status],
            }
            for telling in event.tellings
        }
        differences = [
            {
                "facet": difference.facet,
                "versions": [
                    {"outlet": self._outlet(report), "report_says": plain(said)} for report, said in difference.versions
                ],
            }
            for difference in event.differences
        ]
        return {**self._event(event), "told_by": told, "differences": differences, "notice": NOTICE}

    def who(self, office: str, state: str, on: str | None = None) -> Json:
        """Say who held a position, or may have held it, on a day or at all."""
        of = find_state(state, self._record)
        day = Edtf.parse(on) if on else None
        holders = [
            {
                "person": self._names.of(holding.occupancy.holder),
                "id": holding.occupancy.holder,
                "position": post_words(holding.occupancy, self._names),
                "held": held_words(holding.occupancy),
                "sure": holding.known,
                "because": holding.because or None,
                "evidence": pins(holding.occupancy.evidence, self._sources),
            }
            for holding in find_holdings(self._record, read_office(office), of, day)
        ]
        vacant = [
            {"position": vacant_post(one, self._names), "vacant": vacancy_words(one),
             "evidence": pins(one.evidence, self._sources)}
            for one in find_vacancies(self._record, of, read_office(office), day)
        ]  # fmt: skip
        answer = None if holders or vacant else "not in the record"
        return {"on": on, "holders": holders, "vacancies": vacant, "answer": answer, "notice": NOTICE}

    def dossier(self, name: str) -> Json:
        """Gather what the record holds on one person, state or organisation."""
        found = make_dossier(self._record, find_entity(self._record, name))
        return {
            "name": self._names.of(found.entity.id),
            "id": found.entity.id,
            "kind": found.entity.kind.value,
            "also": [plain(spelling) for spelling in found.entity.names if spelling != found.entity.name],
            "offices": [
                {
                    "holder": self._names.of(o.holder),
                    "position": post_words(o, self._names),
                    "held": held_words(o),
                    "evidence": pins(o.evidence, self._sources),
                }
                for o in found.offices
            ],
            "events": [self._event(e) for e in (*found.visits, *found.meetings, *found.acts)[:MOST]],
            "words": [self.quotation(words) for words in found.words[:MOST]],
            "pledges": [self._pledge(pledge) for pledge in found.pledges[:MOST]],
            "open_questions": [[plain(reason) for reason in question.because] for question in found.questions],
            "notice": NOTICE,
        }

    def pledges(self, by: str | None = None, to: str | None = None, *, only_open: bool = False) -> Json:
        """List undertakings, with what became of them."""
        giver = find_state(by, self._record) if by else None
        taker = find_state(to, self._record) if to else None
        fitting = [
            pledge
            for pledge in self._record.pledges()
            if (giver is None or giver in {pledge.by, pledge.by_state})
            and (taker is None or taker in {pledge.to, pledge.to_state})
            and not (only_open and pledge.steps and pledge.steps[-1].state in _SETTLED)
        ]
        shown = [self._pledge(pledge) for pledge in fitting[:MOST]]
        return {"pledges": shown, "in_all": len(fitting), "notice": NOTICE}

    def quotation(self, quotation: Quotation) -> Json:
        """Write one quotation with every rendering."""
        renderings = (rendering.content for rendering in quotation.renderings)
        return {
            "id": quotation.id,
            "speaker": speaker_words(quotation, self._names),
            "kind": quotation.kind.value,
            "date": date_words(quotation.when),
            "occasion": plain(quotation.venue) if quotation.venue else None,
            "words": pins(renderings, self._sources),
            "sentence": pins(quotation.evidence, self._sources),
        }

    def _event(self, event: Event) -> Json:
        evidence = (*event.evidence, *(piece for telling in event.tellings for piece in telling.evidence))
        return {
            "id": event.id,
            "what": event_sentence(event, self._names),
            "type": act_code(event.type, event.mode),
            "status": STATUS_WORDS[event.status],
            "date": str(event.when) if event.when else None,
            "date_in_words": date_words(event.when),
            "place": plain(event.where) if event.where else None,
            "score": event.score,
            "evidence": pins(evidence, self._sources),
        }

    def _pledge(self, pledge: Pledge) -> Json:
        steps = [
            {
                "is": step.state.value,
                "date": str(step.when) if step.when else None,
                "evidence": pins([step.evidence], self._sources),
            }
            for step in pledge.steps
        ]
        return {
            "id": pledge.id,
            "what": {"report_says": plain(pledge.what)},
            "by": party_words(pledge.by, pledge.by_state, self._names) or None,
            "to": party_words(pledge.to, pledge.to_state, self._names) or None,
            "amount": pledge.amount,
            "currency": pledge.currency,
            "due": str(pledge.due) if pledge.due else None,
            "history": steps,
            "evidence": pins(pledge.evidence, self._sources),
        }

    def _outlet(self, report: str) -> str:
        return self._sources[report].outlet if report in self._sources else report

    def _found_event(self, event_id: str) -> Event:
        kind, found = self._record.find(event_id)
        if not isinstance(found, Event):
            raise QueryError("C050", f"{event_id!r} is no event but: {kind}.", "`chronicle` lists the ids of events.")
        return found


def _most(limit: int) -> int:
    return max(1, min(limit, MOST))
