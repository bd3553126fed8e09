"""Makes records for tests: one that has all a gold file asks for, and randomly damaged ones."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

from chancery.evaluation.text import same_document

Json = dict[str, Any]

DATES = [
    None,
    "",
    "2017",
    "2020-10",
    "2020-10-23",
    "2020-09-08",
    "2020-11-25",
    "2020-12-20",
    "2022~/2023",
    "2017-11-29/2017-12-02",
    "../2020-10-15",
    "2021-02/..",
    "2020-10~",
    "2022?",
    "XXXX-11-29",
    "XXXX-05",
    "2020-XX",
    "2021-21",
    "2021-02-30",
    2019,
]
TYPES = ["CONSULT", "SUPPORT", "AGREE", "OFFICE", "ELECT", "ACCUSE"]
MODES = [None, "visit", "meet", "appoint"]
STATUSES = ["occurred", "ongoing", "planned", "denied", None]
FATES = ["pledged", "delivered", "suspended", "reaffirmed"]
OFFICES = [
    "president",
    "foreign minister",
    "minister of foreign affairs",
    "premier",
    "chairman",
    "acting vice president",
    "",
]


def perfect_record(gold: Json, texts: dict[str, str]) -> Json:
    """Return a record that a gold file has nothing to say against."""
    states = {key for key, entity in gold["entities"].items() if entity["kind"] == "state"}
    return {
        "documents": [_document(name, want) for name, want in gold["documents"].items()],
        "entities": [_entity(key, want, states) for key, want in gold["entities"].items()],
        "events": [_event(event, texts) for event in gold.get("events", [])],
        "quotations": [
            *(_quotation(quotation, texts) for quotation in gold.get("quotations", [])),
            *(_joined(pair, texts) for pair in gold.get("same_quotation", [])),
        ],
        "occupancies": [_occupancy(row, texts) for row in gold.get("occupancies", [])],
        "pledges": [_pledge(row, texts) for row in gold.get("pledges", [])],
    }


def _document(name: str, want: Json) -> Json:
    fields = {field: want.get(field) for field in ("title", "outlet", "published")}
    return {"id": f"doc-{name}", "path": f"reports/{name}", "text": "", **fields}


def _entity(key: str, want: Json, states: set[str]) -> Json:
    names = list(want["names"])
    country = key if key in states else None
    return {"id": f"e-{key}", "kind": want["kind"], "country": country, "name": names[0], "names": names}


def _pins(evidence: Json, texts: dict[str, str]) -> list[Json]:
    return [
        {"document": f"doc-{_file(document, texts)}", "quote": piece}
        for document, pieces in evidence.items()
        for piece in (pieces if isinstance(pieces, list) else [pieces])
    ]


def _file(document: str, texts: dict[str, str]) -> str:
    return next((name for name in texts if same_document(name, document)), document)


def _parts(ids: list[str]) -> list[Json]:
    return [{"entity": f"e-{key}", "state": None} for key in ids]


def _event(want: Json, texts: dict[str, str]) -> Json:
    return {
        "id": f"r-{want['id']}",
        "type": want["type"],
        "mode": want.get("mode"),
        "status": want.get("status", "occurred"),
        "when": want.get("when"),
        "actors": _parts(want.get("actors", [])),
        "recipients": _parts(want.get("recipients", [])),
        "evidence": _pins(want["evidence"], texts),
    }


def _quotation(want: Json, texts: dict[str, str]) -> Json:
    speaker = None if want["speaker"] == "journalist" else f"e-{want['speaker']}"
    pins = _pins({want["doc"]: want["content"]}, texts)
    return {"speaker": speaker, "content": want["content"], "renderings": [], "evidence": pins}


def _joined(pair: list[Json], texts: dict[str, str]) -> Json:
    pins = [pin for want in pair for pin in _pins({want["doc"]: want["content"]}, texts)]
    renderings = [{"document": pin["document"], "content": pin["quote"]} for pin in pins]
    return {"speaker": None, "content": "", "renderings": renderings, "evidence": pins}


def _occupancy(want: Json, texts: dict[str, str]) -> Json:
    return {
        "person": f"e-{want['person']}",
        "office": want["office"],
        "start": want.get("start"),
        "end": want.get("end"),
        "evidence": _pins(want["evidence"], texts),
    }


def _pledge(want: Json, texts: dict[str, str]) -> Json:
    return {
        "by": f"e-{want['by']}",
        "to": f"e-{want['to']}",
        "amount": want.get("amount"),
        "currency": want.get("currency"),
        "status": [{"is": status["is"]} for status in want["status"]],
        "evidence": _pins(want["evidence"], texts),
    }


def damaged_record(record: Json, texts: dict[str, str], random: Random) -> Json:
    """Return a copy with items lost, doubled, joined, shifted and confused."""
    damaged = copy.deepcopy(record)
    harm = random.choice([0.03, 0.15, 0.4])
    for section in damaged:
        kept = [item for item in damaged[section] if random.random() > harm / 2]
        doubles = [copy.deepcopy(item) for item in kept if random.random() < harm / 4]
        damaged[section] = [*kept, *doubles]
        if random.random() < harm:
            random.shuffle(damaged[section])
    entities = [entity["id"] for entity in record["entities"]] or ["e-nobody"]
    _harm_documents(damaged["documents"], texts, random, harm)
    _harm_entities(damaged["entities"], random, harm)
    for section in ("events", "quotations", "occupancies", "pledges"):
        _harm_evidence(damaged[section], texts, random, harm)
    _harm_events(damaged["events"], entities, random, harm)
    _harm_quotations(damaged["quotations"], entities, random, harm)
    _harm_occupancies(damaged["occupancies"], entities, random, harm)
    _harm_pledges(damaged["pledges"], entities, random, harm)
    return damaged


def damaged_gold(gold: Json, random: Random) -> Json:
    """Return a copy with fewer items and documents, some optional, some pledges mutual."""
    damaged = copy.deepcopy(gold)
    share = random.choice([0.2, 0.6, 1.0])
    for section in ("events", "quotations", "occupancies", "pledges", "same_quotation"):
        damaged[section] = [item for item in gold[section] if random.random() <= share]
        for item in damaged[section]:
            if isinstance(item, dict) and random.random() < 0.2:
                item["optional"] = not item.get("optional", False)
    for pledge in damaged["pledges"]:
        pledge["mutual"] = random.random() < 0.4
    damaged["documents"] = {name: want for name, want in gold["documents"].items() if random.random() < max(share, 0.5)}
    return damaged


def _harm_documents(documents: list[Json], texts: dict[str, str], random: Random, harm: float) -> None:
    for document in documents:
        if random.random() < harm:
            document["published"] = random.choice(DATES)
        if random.random() < harm:
            document["text"] = texts.get(document["path"].removeprefix("reports/"), "")
        if random.random() < harm:
            document[random.choice(["title", "outlet"])] = random.choice([None, "The Daily Other", ""])
        if random.random() < harm / 2:
            document["path"] = None


def _harm_entities(entities: list[Json], random: Random, harm: float) -> None:
    for entity in entities:
        if random.random() < harm:
            entity["names"] += random.choice(entities)["names"]
        if random.random() < harm:
            entity["names"] = entity["names"][1:]
            entity["name"] = entity["name"].upper()
        if random.random() < harm / 2:
            entity["kind"] = random.choice(["outlet", "organisation", "state"])
        if random.random() < harm / 2:
            entity["country"] = None


def _harm_evidence(items: list[Json], texts: dict[str, str], random: Random, harm: float) -> None:
    for item in items:
        for pin in item["evidence"]:
            if random.random() < harm:
                pin["quote"] = _other_quote(pin["quote"], texts, random)
            if random.random() < harm / 4:
                pin["document"] = random.choice([f"doc-{name}" for name in texts] + ["elsewhere.txt"])
        if random.random() < harm:
            item["evidence"] += random.choice(items)["evidence"][:2]
        if random.random() < harm / 6:
            item["evidence"] = []


def _other_quote(quote: str, texts: dict[str, str], random: Random) -> str:
    text = random.choice(list(texts.values()))
    start = random.randrange(len(text))
    return random.choice(
        [
            text[start : start + 80],
            quote[len(quote) // 3 :],
            quote.upper(),
            quote.replace(" ", "  \n"),
            "no such words",
            "",
        ]
    )


def _harm_events(events: list[Json], entities: list[str], random: Random, harm: float) -> None:
    for event in events:
        if random.random() < harm:
            event["type"] = random.choice(TYPES)
        if random.random() < harm:
            event["mode"] = random.choice(MODES)
        if random.random() < harm:
            event["when"] = random.choice(DATES)
        if random.random() < harm:
            event["status"] = random.choice(STATUSES)
        if random.random() < harm / 3:
            del event["status"]
        if random.random() < harm:
            event["actors"], event["recipients"] = event["recipients"], event["actors"]
        if random.random() < harm:
            event["actors"] = [_other_part(entities, random)]
        if random.random() < harm / 3:
            event["id"] = None


def _other_part(entities: list[str], random: Random) -> Json:
    states = [entity.removeprefix("e-") for entity in entities]
    return {"entity": random.choice([*entities, None, "nobody"]), "state": random.choice([*states, None])}


def _harm_quotations(quotations: list[Json], entities: list[str], random: Random, harm: float) -> None:
    for quotation in quotations:
        content = quotation["content"]
        if random.random() < harm:
            cut = random.randrange(len(content) + 1)
            quotation["content"] = random.choice([content[cut:], content[:cut], content.title(), "", None])
        if random.random() < harm:
            part = _other_part([*entities, "journalist"], random)
            quotation["speaker"], quotation["state"] = part["entity"], part["state"]
        if random.random() < harm:
            quotation["renderings"] = quotation["renderings"][1:]
        if random.random() < harm:
            document = random.choice([pin["document"] for pin in quotation["evidence"]] or ["doc"])
            quotation["renderings"].append({"document": document, "content": content[5:]})


def _harm_occupancies(occupancies: list[Json], entities: list[str], random: Random, harm: float) -> None:
    for occupancy in occupancies:
        if random.random() < harm / 2:
            occupancy["person"] = random.choice([*entities, None])
        if random.random() < harm:
            occupancy["office"] = random.choice(OFFICES)
        for end in ("start", "end"):
            if random.random() < harm:
                occupancy[end] = random.choice(DATES)


def _harm_pledges(pledges: list[Json], entities: list[str], random: Random, harm: float) -> None:
    for pledge in pledges:
        if random.random() < harm:
            pledge["by"], pledge["to"] = pledge["to"], pledge["by"]
        if random.random() < harm:
            part = _other_part(entities, random)
            pledge["by"], pledge["by_state"] = part["entity"], part["state"]
        if random.random() < harm:
            pledge["amount"] = random.choice([None, 0, 1000, (pledge["amount"] or 1) + 0.5])
        if random.random() < harm:
            pledge["currency"] = random.choice([None, "USD", "RUB"])
        if random.random() < harm:
            pledge["status"] = [{"is": fate} for fate in FATES if random.random() < 0.5]
