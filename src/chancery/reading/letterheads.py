"""What a letter's head says: its title without "Re:" and "Fwd:", its sender, its day."""

from __future__ import annotations

import re
from datetime import date
from email.message import Message
from email.utils import parseaddr, parsedate_tz
from typing import Any, Final

from chancery.codebooks.outlets import outlet_by_name, outlet_by_url
from chancery.reading.datelines import find_date
from chancery.reading.mime import header
from chancery.reading.quoted import Letter
from chancery.reading.source import PageData

_PREFIX: Final = re.compile(
    r"\s*(?:(?:re|fwd?|aw|wg|tr|sv|vs|rv)(?:\[\d+\])?\s*:|\[[^\][]{1,60}\](?=\s*\S))\s*", re.IGNORECASE
)
_PASSED_ON: Final = re.compile(r"(?:\s*(?:re\s*:|\[[^\][]{1,60}\]))*\s*(?:fwd?|wg|tr|rv)\s*:", re.IGNORECASE)
_BODY_OF: Final = re.compile(
    r"\b(?:ministry|ministries|agency|agencies|news(?:room|letter|desk|wire|paper)?|press|office|embassy|consulate|department|service|times|"
    r"herald|tribune|gazette|courier|chronicle|radio|tv|television|broadcast\w*|bulletin|digest|daily|weekly|review|"
    r"journal|monitor|observer|wire|government|council|union|secretariat|mission|delegation|bureau|institute|cent(?:er|re)|"
    r"foundation|lists?|media|info|commission|parliament|presidency|cabinet|university|society|association|"
    r"organi[sz]ation|group|committee|alerts?|updates?|newsletter|team|editors?|editorial|redaction|spokes\w+|noreply|"
    r"no-reply|MFA|MOFA|forum|network)\b",
    re.IGNORECASE,
)
_YEARS: Final = range(1970, 2101)
_LONGEST_SENDER: Final = 300  # characters; nested brackets are read by recursion
_ISO: Final = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?!\d)")
_PROGRAM_DATE: Final = re.compile(r"(?:at |um |à )?\d{1,2}[:.]\d\d.*$", re.IGNORECASE)
_VIA: Final = re.compile(r"\s+(?:via|on behalf of)\s+.*$", re.IGNORECASE)
_ARCHIVED: Final = re.compile(r"<?(https?://[^\s<>]{1,1900})>?")


def read_head(message: Message[Any, Any], letter: Letter) -> PageData:
    """Read what a letter's head says: title, sender, date.

    Args:
        message: The letter.
        letter: What its words tell of the letter that was passed on.

    Returns:
        What is known of the letter whose words they are; a letter that was passed on is never
        dated by whoever did that.
    """
    subject = header(message, "subject")
    passed_on = letter.is_forward or is_passed_on(subject)
    sender = letter.sender if passed_on else header(message, "from")
    written = letter.date if passed_on else header(message, "date")
    author, site = read_sender(sender or "")
    archived = _ARCHIVED.match(header(message, "archived-at"))
    return PageData(
        title=clean_subject(letter.subject or subject) or None,
        authors=(author,) if author else (),
        site=site,
        url=archived[1] if archived else None,
        date=read_date(written) if written else None,
        language=_language(header(message, "content-language")),
    )


def is_passed_on(subject: str) -> bool:
    """Tell whether a title says that the letter was passed on."""
    return bool(_PASSED_ON.match(subject))


def clean_subject(subject: str) -> str:
    """Take "Re:", "Fwd:" and the list's name in brackets off a title."""
    while (match := _PREFIX.match(subject)) is not None and match.end() < len(subject):
        subject = subject[match.end() :]
    return subject.strip()


def read_sender(sender: str) -> tuple[str | None, str | None]:
    """Tell the person and the outlet or body that a letter is from.

    Args:
        sender: The head's line: a name, an address, or both.

    Returns:
        The person's name and the body's; None for what it does not say.
    """
    try:
        name, address = parseaddr(sender[:_LONGEST_SENDER].replace("[mailto:", "<").replace("]", ">"))
    except (ValueError, IndexError, RecursionError):
        return None, None
    name = _VIA.sub("", " ".join(name.split()).strip("'\" "))
    host = address.rpartition("@")[2]
    known = outlet_by_name(name) if name else None
    known = known or (outlet_by_url(host) if re.fullmatch(r"[\w.-]{3,200}", host) else None)
    if not name or "@" in name:
        return None, known.name if known else None
    person, _, inside = name.partition("(")
    if inside and _BODY_OF.search(inside) and not _BODY_OF.search(person):
        return person.strip() or None, inside.strip(") ")
    if outlet_by_name(name) or _BODY_OF.search(name):
        return None, name
    return name, known.name if known else None


def read_date(written: str) -> str | None:
    """Return the day of a head's date, by its writer's clock; None for one that no calendar has."""
    iso = _ISO.match(written)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    plain = _PROGRAM_DATE.sub("", written[:120]).strip(" ,")
    for form in (written[:120], f"{plain} 00:00"):
        try:
            parsed = parsedate_tz(form)
        except (ValueError, IndexError, TypeError, OverflowError):
            continue
        if parsed:
            return _day(*parsed[:3])
    found = find_date(plain)
    return str(found.date) if found and _ISO.fullmatch(str(found.date)) else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year in _YEARS else None
    except ValueError:
        return None


def _language(value: str) -> str | None:
    return value[:2].lower() if re.match(r"[A-Za-z]{2}(?![A-Za-z])", value) else None
