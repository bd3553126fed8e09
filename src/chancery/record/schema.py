"""The tables of a record as SQLAlchemy names them; `migrations.py` makes them."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, MetaData, Table, Text

METADATA: Final = MetaData()


def _text(name: str, *, key: bool = False, null: bool = False) -> Column[Any]:
    return Column(name, Text, primary_key=key, nullable=null)


def _number(name: str, *, key: bool = False) -> Column[Any]:
    return Column(name, Integer, primary_key=key, nullable=False)


REPORT: Final = Table(
    "report",
    METADATA,
    _number("reading", key=True),
    _text("id"),
    _text("program"),
    Column("shown", Boolean(create_constraint=False), nullable=False),
    _text("digest"),
    _text("text"),
    _text("url", null=True),
    _text("title", null=True),
    _text("subtitle", null=True),
    _text("outlet", null=True),
    _text("authors"),
    _text("language", null=True),
    _text("encoding"),
    _text("published", null=True),
    _text("published_basis"),
    _text("published_because"),
    _text("alignment"),
    _text("furniture"),
    _text("sentences"),
    _text("doubts"),
)

ORIGINAL: Final = Table(
    "original",
    METADATA,
    _number("reading", key=True),
    _text("encoding"),
    Column("packed", LargeBinary, nullable=False),
)

BLOCK: Final = Table(
    "block",
    METADATA,
    _number("reading", key=True),
    _number("ordinal", key=True),
    _text("kind"),
    _number("start"),
    _number("end"),
    _text("speaker", null=True),
    _text("turn", null=True),
)

MENTION: Final = Table(
    "mention",
    METADATA,
    _number("reading", key=True),
    _text("kind", key=True),
    _number("ordinal", key=True),
    _number("start"),
    _number("end"),
    _text("quote"),
    _text("data"),
)

LEDGER: Final = Table(
    "ledger",
    METADATA,
    _number("seq", key=True),
    _text("path"),
    _text("report", null=True),
    _text("program"),
    _text("outcome"),
    _text("reason"),
    _text("at"),
)

ENTITY: Final = Table(
    "entity",
    METADATA,
    _text("id", key=True),
    _text("kind"),
    _text("name"),
    _text("country", null=True),
    _text("wikidata", null=True),
)

ENTITY_NAME: Final = Table(
    "entity_name",
    METADATA,
    _text("entity", key=True),
    _number("ordinal", key=True),
    _text("name"),
    _text("folded"),
)

OCCUPANCY: Final = Table(
    "occupancy",
    METADATA,
    _text("id", key=True),
    _text("holder"),
    _text("office"),
    _text("of", null=True),
    _text("start", null=True),
    _text("end", null=True),
    _text("seen", null=True),
    _text("status"),
    _text("basis"),
)

EVENT: Final = Table(
    "event",
    METADATA,
    _text("id", key=True),
    _text("type"),
    _text("mode", null=True),
    _text("status"),
    _text("dated", null=True),
    _text("first_day", null=True),
    _text("last_day", null=True),
    _text("place", null=True),
    Column("score", Float),
    _text("office", null=True),
    _text("contexts"),
    _text("because"),
    _text("part_of", null=True),
)

PARTICIPANT: Final = Table(
    "participant",
    METADATA,
    _text("event", key=True),
    _text("role", key=True),
    _number("ordinal", key=True),
    _text("entity", null=True),
    _text("state", null=True),
    _text("sector", null=True),
    _text("office", null=True),
)

TELLING: Final = Table(
    "telling",
    METADATA,
    _text("event", key=True),
    _number("ordinal", key=True),
    _number("reading"),
    _text("dated", null=True),
    _text("place", null=True),
    _text("status"),
    _text("actors"),
    _text("recipients"),
    _text("rank", null=True),
    _text("topics"),
    _text("figures"),
    _text("voice", null=True),
)

DIFFERENCE: Final = Table(
    "difference",
    METADATA,
    _text("event", key=True),
    _number("ordinal", key=True),
    _text("facet"),
    _text("versions"),
)

QUOTATION: Final = Table(
    "quotation",
    METADATA,
    _text("id", key=True),
    _text("kind"),
    _text("speaker", null=True),
    _text("state", null=True),
    _text("office", null=True),
    Column("asker", Boolean(create_constraint=False), nullable=False),
    _text("cue", null=True),
    _text("venue", null=True),
    _text("dated", null=True),
    _text("first_day", null=True),
    _text("last_day", null=True),
    _text("named", null=True),
    _text("addressees"),
    _text("addressed", null=True),
)

# A quotation that is also an event: a promise, a demand, an accusation.
ACT: Final = Table("act", METADATA, _text("quotation", key=True), _text("event", key=True))

ALSO_SPEAKER: Final = Table(
    "also_speaker",
    METADATA,
    _text("quotation", key=True),
    _number("ordinal", key=True),
    _text("entity"),
)

PLEDGE: Final = Table(
    "pledge",
    METADATA,
    _text("id", key=True),
    _text("what"),
    _text("by", null=True),
    _text("by_state", null=True),
    _text("to", null=True),
    _text("to_state", null=True),
    Column("amount", Float),
    _text("currency", null=True),
    _text("due", null=True),
    Column("mutual", Boolean(create_constraint=False), nullable=False),
    _text("conditions"),
    _text("because"),
)

PLEDGE_STEP: Final = Table(
    "pledge_step",
    METADATA,
    _text("pledge", key=True),
    _number("ordinal", key=True),
    _text("state"),
    _text("dated", null=True),
)

EVIDENCE: Final = Table(
    "evidence",
    METADATA,
    _number("number", key=True),
    _text("kind"),
    _text("owner"),
    _number("part"),
    _number("ordinal"),
    _number("reading"),
    _number("start"),
    _number("end"),
    _text("quote"),
)

DATING: Final = Table(
    "dating",
    METADATA,
    _number("reading", key=True),
    _text("published", null=True),
    _text("basis"),
    _text("because"),
)

REPRINT: Final = Table(
    "reprint",
    METADATA,
    _number("reading", key=True),
    _number("original"),
    _text("printed"),
)

# What the record thought of a report's date before, and until when.
DATING_PAST: Final = Table(
    "dating_past",
    METADATA,
    _number("seq", key=True),
    _text("report"),
    _text("published", null=True),
    _text("basis"),
    _text("because"),
    _text("since", null=True),
    _text("until"),
)

REFERENCE_TABLE: Final = Table(
    "reference_table",
    METADATA,
    _text("name", key=True),
    _text("kind"),
    _text("digest"),
    _text("at"),
)

REFERENCE_ROW: Final = Table(
    "reference_row",
    METADATA,
    _text("name", key=True),
    _number("ordinal", key=True),
    _text("data"),
)

SIGHTED: Final = Table(
    "sighted",
    METADATA,
    _text("entity", key=True),
    _number("ordinal", key=True),
    _text("name"),
    _text("because"),
    _number("reading"),
    _number("start"),
    _number("end"),
    _text("quote"),
)

QUESTION: Final = Table(
    "question",
    METADATA,
    _text("id", key=True),
    _text("kind"),
    _text("one"),
    _text("other"),
    _text("because"),
)

QUESTION_EVIDENCE: Final = Table(
    "question_evidence",
    METADATA,
    _text("question", key=True),
    _number("ordinal", key=True),
    _number("reading"),
    _number("start"),
    _number("end"),
    _text("quote"),
)

VACANCY: Final = Table(
    "vacancy",
    METADATA,
    _text("id", key=True),
    _text("office"),
    _text("of", null=True),
    _text("start", null=True),
    _text("end", null=True),
    _text("seen", null=True),
)

VACANCY_EVIDENCE: Final = Table(
    "vacancy_evidence",
    METADATA,
    _text("vacancy", key=True),
    _number("ordinal", key=True),
    _number("reading"),
    _number("start"),
    _number("end"),
    _text("quote"),
)

OUTCOME: Final = Table(
    "outcome",
    METADATA,
    _number("decision", key=True),
    _text("entries"),
    _text("lost", null=True),
)

DERIVATION: Final = Table(
    "derivation",
    METADATA,
    _number("one", key=True),
    _text("program"),
    _text("digest"),
    _text("at"),
)

# The derived tables, those that others refer to first.
DERIVED: Final[tuple[Table, ...]] = (
    ENTITY,
    ENTITY_NAME,
    SIGHTED,
    QUESTION,
    QUESTION_EVIDENCE,
    OCCUPANCY,
    VACANCY,
    VACANCY_EVIDENCE,
    EVENT,
    PARTICIPANT,
    TELLING,
    DIFFERENCE,
    QUOTATION,
    ALSO_SPEAKER,
    ACT,
    PLEDGE,
    PLEDGE_STEP,
    EVIDENCE,
    DATING,
    REPRINT,
    OUTCOME,
)
