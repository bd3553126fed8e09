"""The tables of the tidy exports, column by column: their types, and the data dictionary that tells their meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        meaning: One line for the data dictionary.
    """

    name: str
    kind: Kind
    meaning: str


def _columns(told: str) -> tuple[Column, ...]:
    rows = (line.split("|") for line in told.splitlines() if line.strip())
    return tuple(Column(name.strip(), Kind(kind.strip()), meaning.strip()) for name, kind, meaning in rows)


_ORIGIN: Final = """
    outlets | text | Who published the reports that tell it
    urls | text | Their addresses; only those that lead to web pages
    languages | text | Their languages, ISO 639-1
    reviewed | boolean | Whether a person has reviewed the entry
    pins | text | Where the evidence stands: document:start-end, in characters of the document's text
    evidence | text | The words; short ones unless the full text was asked for
"""
_WHEN: Final = """
    when | text | Date or interval, EDTF level 1; empty where nothing is known
    first_day | day | First day that it may mean; empty for an open or unknown beginning
    last_day | day | Last day that it may mean
"""

TABLES: Final[Mapping[str, tuple[Column, ...]]] = {
    "documents": _columns("""
        id | text | Id of the report
        path | text | Where it was read from
        url | text | Address of the page
        title | text | Title
        subtitle | text | Subtitle or standfirst
        outlet | text | Who published it
        authors | text | Authors, as named
        language | text | ISO 639-1
        published | text | Publication date, EDTF level 1, as concluded from all reports
        published_basis | text | What the date rests on: metadata, dateline, text, inferred, unknown
        reprint_of | text | Id of the document whose text it prints
        text | text | The clean text that all offsets count in; empty unless the full text was asked for
    """),
    "entities": _columns("""
        id | text | Id; of a state its ISO 3166-1 alpha-3 code
        kind | text | person, state, organisation or place
        name | text | The fullest name that occurs
        names | text | Every form that occurs
        country | text | State that it belongs to, ISO 3166-1 alpha-3
        wikidata | text | Item in Wikidata
    """),
    "occupancies": _columns("""
        id | text | Id
        person | text | Entity id of the holder
        name | text | Name of the holder
        office | text | The office
        of | text | State or organisation that it belongs to
        start | text | When it began, EDTF level 1
        end | text | When it ended; empty means not known to have ended
        seen | text | Days on which reports show the person in office
        status | text | current, former, acting, designate or claimed
        basis | text | stated or observed
    """ + _ORIGIN),
    "events": _columns("""
        id | text | Id
        type | text | PLOVER 2.0 type, or ELECT or OFFICE
        mode | text | Mode of the type
        status | text | occurred, ongoing, planned, denied, alleged or conditional
    """ + _WHEN + """
        where | text | Place, in the text's words
        score | number | PLOVER's intensity, -10 to 10; empty for ELECT and OFFICE
        contexts | text | PLOVER contexts
        office | text | Office that an OFFICE event is about
        actors | text | Names of those who act
        actor_states | text | States or organisations that they act for
        recipients | text | Names of those toward whom they act
        recipient_states | text | States or organisations of these
        reports | integer | How many reports tell it
        because | text | Why it was coded and merged so
    """ + _ORIGIN),
    "participants": _columns("""
        event | text | Id of the event
        role | text | actor or recipient
        ordinal | integer | Place among those of the role, from 0
        entity | text | Entity id; empty for someone unnamed who acts for a state
        name | text | Name
        state | text | State that the participant acts for, ISO 3166-1 alpha-3
        sector | text | PLOVER sector
        office | text | In which capacity, in the text's words
    """),
    "tellings": _columns("""
        event | text | Id of the event
        document | text | Id of the report that tells it
        outlet | text | Who published it
        url | text | Its address
        language | text | Its language
        when | text | As this report dates it
        where | text | As this report places it
        status | text | As this report tells it
        pins | text | Where its words stand
    """),
    "quotations": _columns("""
        id | text | Id
        kind | text | direct, mixed or indirect
        speaker | text | Entity id; empty for an unknown speaker
        name | text | Name of the speaker
        also | text | Entity ids of further speakers of joint words
        state | text | State that the speaker speaks for
        office | text | In which capacity
        asker | boolean | Whether it is a question of a journalist
        content | text | The words; short ones unless the full text was asked for
        cue | text | The words that mark it: told reporters
        venue | text | Where or on what occasion
    """ + _WHEN + _ORIGIN),
    "pledges": _columns("""
        id | text | Id
        by | text | Entity id of whoever undertakes it
        by_name | text | Name
        by_state | text | State
        to | text | Entity id of whoever it is undertaken to
        to_name | text | Name
        to_state | text | State
        what | text | The thing to be delivered or done
        amount | number | Amount, a plain number
        currency | text | ISO 4217
        due | text | When it should be done, EDTF level 1
        mutual | boolean | Whether the parties undertake it together
        status | text | What became of it: its last step
        steps | integer | How many steps are known
    """ + _ORIGIN),
    "pledge_steps": _columns("""
        pledge | text | Id of the pledge
        ordinal | integer | Place among its steps, from 0
        status | text | pledged, reaffirmed, suspended, resumed, delivered, cancelled, denied or unconfirmed
    """ + _WHEN + _ORIGIN),
    "evidence": _columns("""
        kind | text | What it supports: event, telling, quotation, rendering, pledge, step or occupancy
        owner | text | Id of the entry
        part | integer | Which telling, rendering or step; 0 elsewhere
        document | text | Id of the report
        start | integer | First character of the words in its text
        end | integer | One past the last
        quote | text | The words; short ones unless the full text was asked for
    """),
    "questions": _columns("""
        id | text | Id
        kind | text | What is asked: same person, same event, same pledge, second coder or second coder only
        one | text | Id of the entity or entry; of the report where only a second coder sees an event
        other | text | Id of the other; name of the second coder
        because | text | What speaks for it and against it
        pins | text | Where the two are named
    """),
}  # fmt: skip

DICTIONARY: Final = ("table", "column", "type", "meaning")


def dictionary() -> Iterator[tuple[str, str, str, str]]:
    """Yield the rows of the data dictionary, without its header."""
    for table, columns in TABLES.items():
        yield from ((table, column.name, column.kind.value, column.meaning) for column in columns)
