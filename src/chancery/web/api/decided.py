"""Schemas of what people decide, what runs change, and how accounts compare."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from chancery.web.api.schemas import MAYBE, NUMBER, REF, TEXT, TEXTS, Json, list_of, make_object

_ONE_PIN: Final[Json] = {"$ref": f"{REF}evidence_at"}
_MAYBE_PIN: Final[Json] = {"anyOf": [_ONE_PIN, {"type": "null"}]}
_TURN: Final[Json] = {"type": "string", "enum": ["gained", "lost", "altered"]}
_KINDS: Final = ["event", "quotation", "pledge", "occupancy", "entity"]
_RUN: Final[Mapping[str, Json]] = {"run": NUMBER, "at": TEXT, "program": TEXT}

DECIDED: Final[Mapping[str, Json]] = {
    "evidence_at": make_object(
        "Words of a report, where they stand.", document=TEXT, start=NUMBER, end=NUMBER, quote=TEXT
    ),
    "decided_entry": make_object(
        "An entry as it was when it was decided about.",
        kind={"type": "string", "enum": [*_KINDS, "report", "reading"]},
        id=TEXT,
        label=TEXT,
        evidence=list_of("evidence_at"),
    ),
    "decision": make_object(
        "One line of the log of decisions.",
        number=NUMBER,
        decision={"type": "string", "enum": ["same", "apart", "split", "right", "wrong", "set", "undo"]},
        by=TEXT,
        because=TEXT,
        at=TEXT,
        about=list_of("decided_entry"),
        field=MAYBE,
        value=MAYBE,
        undoes={"type": ["integer", "null"]},
        state={"type": "string", "enum": ["applied", "lost", "undone", "waiting", "done"]},
        entries={**TEXTS, "description": "Ids of the entries that it was applied to."},
        lost={**MAYBE, "description": "Why it was applied to nothing."},
    ),
    "open_question": make_object(
        "Something that the record leaves to a person.",
        id=TEXT,
        kind=TEXT,
        about={**TEXTS, "description": "Ids of entries, or of a report."},
        asks=TEXT,
        because=TEXTS,
        versions={**TEXTS, "description": "Of a date, what reports say; of decisions, what each says."},
        takes={**TEXTS, "description": "Answers that it takes: yes and no, date, or decisions."},
        value={**NUMBER, "description": "Tellings and entries that depend on it."},
        evidence=list_of("evidence_at"),
    ),
    "run": make_object(
        "One run that concluded something.",
        **_RUN,
        changed={
            "type": "array",
            "items": make_object("A number.", kind={"type": "string", "enum": _KINDS}, change=_TURN, number=NUMBER),
        },
    ),
    "altered_facet": make_object("What an entry says otherwise.", facet=TEXT, before=MAYBE, after=MAYBE),
    "run_change": make_object(
        "What a run did to one entry.",
        change=_TURN,
        kind={"type": "string", "enum": _KINDS},
        id=MAYBE,
        was=MAYBE,
        altered=list_of("altered_facet"),
        cause=make_object(
            "Why.",
            kind={"type": "string", "enum": ["report", "reports", "decision", "program", "reference"]},
            names=TEXTS,
            into={**MAYBE, "description": "The entry that holds its evidence now."},
        ),
    ),
    "changes": make_object("What a run changed.", **_RUN, changes=list_of("run_change"), total=NUMBER),
    "facet": make_object(
        "How the accounts of an event stand to one another on one thing.",
        facet=TEXT,
        verdict={"type": "string", "enum": ["agreed", "differs", "only told by"]},
        versions={
            "type": "array",
            "items": make_object("What one report says.", document=TEXT, says=TEXT, evidence=_MAYBE_PIN),
        },
        silent={**TEXTS, "description": "Documents of the event that do not tell it."},
    ),
    "comparison": make_object(
        "The accounts of one event, side by side.",
        event=TEXT,
        act=TEXT,
        when=MAYBE,
        documents=TEXTS,
        facets=list_of("facet"),
    ),
    "precedent": make_object(
        "An earlier event of the kind.",
        event=TEXT,
        when=MAYBE,
        holder=TEXT,
        office=TEXT,
        of=MAYBE,
        to=TEXTS,
        claimed=_MAYBE_PIN,
        evidence=list_of("evidence_at"),
    ),
    "precedent_claim": make_object(
        "What a report says about precedents.",
        kind={"type": "string", "enum": ["first", "again", "custom"]},
        words=_ONE_PIN,
        sentence=_ONE_PIN,
    ),
    "precedents": make_object(
        "What came before an event.", precedents=list_of("precedent"), claims=list_of("precedent_claim")
    ),
    "outlets": make_object(
        "How two outlets tell the same events.",
        outlets=TEXTS,
        both=list_of("comparison"),
        only={"type": "object", "additionalProperties": TEXTS, "description": "Ids of events, by outlet."},
        facets={"type": "object", "additionalProperties": {"type": "object", "additionalProperties": NUMBER}},
    ),
}
