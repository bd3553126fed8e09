"""Scores: each kind of fault costs its own figure and makes its own miss."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chancery.evaluation.occupancies import office_likeness
from chancery.evaluation.report import Evaluation
from evaluation.made_up import TEXTS

Json = dict[str, Any]
Score = Callable[[], Evaluation]


def by_id(record: Json, event_id: str) -> Json:
    """Return the record's event of this id."""
    found: Json = next(event for event in record["events"] if event["id"] == event_id)
    return found


def test_perfect_record_misses_nothing(score: Score) -> None:
    """A record with everything has full marks throughout."""
    full = {"p": 100.0, "r": 100.0, "f": 100.0, "tp": 2, "got": 2, "gold": 2}
    pledge = full | {"tp": 1, "got": 1, "gold": 1}
    evaluation = score()
    assert evaluation.misses == ()
    assert evaluation.figures == {
        "evidence": {"unfounded": 0, "evidence": 12},
        "documents": {"dated": 2, "clean": 2, "documents": 2, "title+outlet": "2/2"},
        "entities": {"one": 4, "of": 4, "mixed": 0},
        "events": dict.fromkeys(["found", "type", "type+actors", "type+date", "whole"], full),
        "merging": {"merged": 1, "of": 1, "swallowed": 0},
        "quotations": {"content recall": 100.0, "content+speaker recall": 100.0, "gold": 3, "got": 4},
        "occupancies": {"recall": 100.0, "dated recall": 100.0, "precision": 100.0, "gold": 2, "got": 2},
        "pledges": {"found": pledge, "whole": pledge},
        "same_quotation": {"joined": 1, "of": 1},
    }


@pytest.mark.parametrize(
    ("pins", "unfounded"),
    [
        ([], 1),
        ([{"document": "doc-a_readout.txt", "quote": ""}], 1),
        ([{"document": "doc-a_readout.txt", "quote": "held talks in the Norwegian capital"}], 1),
        ([{"document": "doc-b_agency.txt", "quote": "held talks in the Norwegian capital"}], 0),
        ([{"document": "elsewhere.txt", "quote": "anything"}], 0),
    ],
)
def test_evidence_must_stand_in_its_own_document(score: Score, record: Json, pins: list[Json], unfounded: int) -> None:
    """No pin, an empty quote and a quote from another document are unfounded."""
    record["events"][1]["evidence"] = pins
    assert score().figures["evidence"]["unfounded"] == unfounded


@pytest.mark.parametrize(
    ("fault", "miss"),
    [
        ({"published": "2014"}, ("published", "a_readout.txt: 2014")),
        ({"published": None}, ("published", "a_readout.txt: None")),
        ({"text": TEXTS["a_readout.txt"]}, ("furniture", "a_readout.txt: ['Share this page']")),
        ({"title": "Other"}, ("title", "a_readout.txt: 'Other'")),
        ({"outlet": None}, ("outlet", "a_readout.txt: None")),
        ({"path": "z.txt"}, ("document", "a_readout.txt")),
    ],
)
def test_documents_lose_what_is_wrong(score: Score, record: Json, fault: Json, miss: tuple[str, str]) -> None:
    """Each wrong field of a document is a miss with its value."""
    record["documents"][0] |= fault
    assert miss in score().misses


def test_entities_must_be_one(score: Score, record: Json) -> None:
    """A person split in two is a miss; an outlet of the same name is not a second one."""
    record["entities"] += [
        {"id": "e2", "kind": "person", "name": "BERG"},
        {"id": "e3", "kind": "outlet", "name": "Rojas"},
    ]
    evaluation = score()
    assert evaluation.misses == (("entity", "berg: 2 entities ['e-berg', 'e2']"),)
    assert evaluation.figures["entities"] == {"one": 3, "of": 4, "mixed": 0}


def test_entities_must_not_be_mixed(score: Score, record: Json) -> None:
    """An entity with the names of two gold entities is mixed."""
    record["entities"][2]["names"].append("Luis Rojas")
    assert ("mixed entity", "e-berg") in score().misses


@pytest.mark.parametrize(
    ("fault", "labels"),
    [
        ({"evidence": []}, ["event found", "event type", "event actors", "event date", "event whole"]),
        ({"type": "AGREE"}, ["event type", "event actors", "event date", "event whole"]),
        ({"actors": []}, ["event actors", "event whole"]),
        ({"actors": [{"entity": "e-CHL"}]}, ["event actors", "event whole"]),
        ({"when": "2012"}, ["event date", "event whole"]),
        ({"status": "planned"}, ["event whole"]),
        ({"status": "ongoing"}, []),
        ({"actors": [{"entity": None, "state": "NOR"}]}, []),
        ({"actors": [{"entity": "e-berg", "state": "NOR"}]}, []),
        ({"mode": "disapprove"}, []),
    ],
)
def test_events_miss_what_their_fault_touches(score: Score, record: Json, fault: Json, labels: list[str]) -> None:
    """A fault costs the standards that ask for it, and no other."""
    by_id(record, "r-criticism").update(fault)
    assert [miss.label for miss in score().misses] == labels


def test_events_are_matched_by_type_before_all_else(score: Score, record: Json) -> None:
    """The right type wins over the right participants, date and mode."""
    talks = by_id(record, "r-talks")
    record["events"].append(talks | {"id": "typed", "actors": [], "mode": None, "when": "1999"})
    talks["type"] = "AGREE"
    assert [miss.label for miss in score().misses if miss.label == "event type"] == []


def test_events_that_are_optional_cost_precision_if_their_type_is_wrong(score: Score, record: Json) -> None:
    """An optional event is only free for those who read it right."""
    by_id(record, "r-coup")["type"] = "AGREE"
    sheet: Json = score().figures
    assert sheet["events"]["found"]["got"] == 3


def test_events_are_not_met_by_another_kind_of_entity_of_the_state(score: Score, record: Json) -> None:
    """An organisation with a state's code and name is not that state."""
    record["entities"][0]["kind"] = "organisation"
    assert ("event actors", "criticism") in score().misses


def test_events_on_documents_that_the_gold_does_not_cover_are_ignored(score: Score, gold: Json) -> None:
    """What stands only on another document counts neither way."""
    del gold["documents"]["b_agency.txt"]
    sheet: Json = score().figures
    assert sheet["events"]["found"]["got"] == 1


def test_merging_wants_one_event_with_evidence_in_each_document(score: Score, record: Json) -> None:
    """Two halves of an event are not the event."""
    talks = by_id(record, "r-talks")
    record["events"].append(talks | {"id": "half", "evidence": talks["evidence"][1:]})
    talks["evidence"] = talks["evidence"][:1]
    assert [miss for miss in score().misses if miss.label == "merging"] == [("merging", "talks")]


def test_merging_tells_when_an_event_swallows_another(score: Score, gold: Json) -> None:
    """One event that rests on two different gold events is counted."""
    first, second = ({"a": "met her Chilean"}, {"b": "held talks in the"})
    gold["events"][0]["evidence"] = first
    gold["events"].append(gold["events"][0] | {"id": "other", "evidence": second})
    assert ("swallowed", "r-talks") in score().misses


def test_merging_wants_different_documents_to_swallow(score: Score, record: Json, gold: Json) -> None:
    """Two pins on two events of one document are an untidy event, not a false merge."""
    gold["events"][0]["evidence"] = {"a": "met her Chilean"}
    gold["events"].append(gold["events"][0] | {"id": "other", "evidence": {"a": "told reporters"}})
    quotes = ("met her Chilean", "told reporters")
    by_id(record, "r-talks")["evidence"] = [{"document": "doc-a_readout.txt", "quote": quote} for quote in quotes]
    assert "swallowed" not in {miss.label for miss in score().misses}


@pytest.mark.parametrize(
    ("fault", "recalls"),
    [
        ({"content": "Chile is our closes"}, (66.7, 66.7)),
        ({"content": "Chile is our closest"}, (100.0, 100.0)),
        ({"content": "Chile is our best friend"}, (66.7, 66.7)),
        ({"speaker": "e-rojas"}, (100.0, 66.7)),
        ({"speaker": None, "state": "NOR"}, (100.0, 66.7)),
        (
            {
                "content": "",
                "renderings": [{"document": "doc-a_readout.txt", "content": "our closest friend in the south"}],
            },
            (100.0, 100.0),
        ),
    ],
)
def test_quotations_need_half_the_words_and_the_speaker(
    score: Score, record: Json, fault: Json, recalls: tuple[float, float]
) -> None:
    """Too few words lose the quotation, a wrong speaker only the stricter figure."""
    record["quotations"] = record["quotations"][:3]
    record["quotations"][0] |= fault
    figures = score().figures["quotations"]
    assert (figures["content recall"], figures["content+speaker recall"]) == recalls


@pytest.mark.parametrize("speaker", ["e-berg", "nobody"])
def test_quotations_of_journalists_need_no_name_but_no_other_either(score: Score, record: Json, speaker: str) -> None:
    """A question put in another's mouth is a miss."""
    record["quotations"][2]["speaker"] = speaker
    assert score().misses == (("quotation", "journalist: What did you eat?"),)


@pytest.mark.parametrize(
    ("fault", "recalls"),
    [
        ({"person": "e-rojas"}, (50.0, 50.0)),
        ({"office": "president"}, (50.0, 50.0)),
        ({"office": "deputy foreign trade minister"}, (50.0, 50.0)),
        ({"office": "deputy foreign minister"}, (100.0, 100.0)),
        ({"office": "Minister of Foreign Affairs"}, (100.0, 100.0)),
        ({"start": "2016"}, (100.0, 50.0)),
        ({"start": "2001", "end": "2016"}, (100.0, 100.0)),
    ],
)
def test_occupancies_need_person_office_and_time(
    score: Score, record: Json, fault: Json, recalls: tuple[float, float]
) -> None:
    """A wrong person or office loses the occupancy, a wrong date only the stricter figure."""
    record["occupancies"][0] |= fault
    figures = score().figures["occupancies"]
    assert (figures["recall"], figures["dated recall"]) == recalls


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("prime minister", "premier", 1.0),
        ("president", "acting president", 0.5),
        ("president", "king", 0.0),
        ("foreign minister", "minister of foreign affairs", 1.0),
        ("", "", 0.0),
    ],
)
def test_offices_are_alike_by_their_telling_words(one: str, other: str, wanted: float) -> None:
    """Common words do not count, synonyms do."""
    assert office_likeness(one, other) == wanted


@pytest.mark.parametrize(
    ("fault", "whole"),
    [
        ({"amount": 20000000.4}, 1),
        ({"amount": 21000000}, 0),
        ({"amount": None}, 0),
        ({"currency": "NOK"}, 0),
        ({"by": "e-CHL", "to": "e-NOR"}, 0),
        ({"by": "e-berg", "by_state": "NOR"}, 1),
        ({"status": []}, 0),
        ({"status": [{"is": "delivered"}, {"is": "pledged"}]}, 1),
    ],
)
def test_pledges_are_whole_with_parties_amount_and_fate(score: Score, record: Json, fault: Json, whole: int) -> None:
    """A pledge that is found is whole only if all its terms are right."""
    record["pledges"][0] |= fault
    sheet: Json = score().figures
    figures = sheet["pledges"]
    assert (figures["found"]["tp"], figures["whole"]["tp"]) == (1, whole)


def test_pledges_that_are_mutual_may_change_sides(score: Score, record: Json, gold: Json) -> None:
    """The parties of a mutual pledge stand in either order."""
    gold["pledges"][0]["mutual"] = True
    record["pledges"][0] |= {"by": "e-CHL", "to": "e-NOR"}
    assert score().misses == ()


@pytest.mark.parametrize(
    "fault",
    [{"document": "doc-b_agency.txt"}, {"content": "something else"}, {"content": "Foreign Minister Anna Berg"}],
)
def test_renderings_must_be_two_documents_words(score: Score, record: Json, fault: Json) -> None:
    """A pair is joined only by one quotation that has both."""
    record["quotations"][3]["renderings"][0] |= fault
    assert score().misses == (("same quotation", "Chile is our closest friend in the south"),)
