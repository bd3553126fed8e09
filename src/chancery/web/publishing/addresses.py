"""Says which file a page of the server becomes, and which pages have none.

Entries   `/events/ID` and the like: a file each, in a folder of their kind
Lists     the chronicle, names, pledges, quotations, sources: a file for each window that a link leads to
Asked     any other question put to a list becomes one put to the search page, which a script answers
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

SEARCH: Final = "search.html"
_PLAIN: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_CODE: Final = re.compile(r"[A-Z]{3}")
_PAIR: Final = re.compile(r"[A-Z]{3}-[A-Z]{3}")
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
_MARK: Final = "--"  # sets the hash apart in the names that have one; no other name has it
_HASH: Final = 16  # hexadecimal digits
_STEM: Final = 40  # letters of an id that its file's name keeps
_ASSETS: Final = "/assets/"
_PAIR_PARTS: Final = 3
_MONTH: Final = 7  # letters of "2020-10": the shortest stretch of time that has a page

# which questions to a list have pages of their own, by the names of what is asked; windows of them have too
_LISTS: Final[Mapping[str, tuple[frozenset[str], ...]]] = {
    "": tuple(map(frozenset, ((), ("state",), ("person",), ("from", "to")))),
    "entities": tuple(map(frozenset, ((), ("kind",)))),
    "pairs": (frozenset(),),
    "pledges": (frozenset(),),
    "quotations": tuple(map(frozenset, ((), ("person",), ("state",)))),
    "sources": tuple(map(frozenset, ((), ("outlet",)))),
}
_WINDOWS: Final = frozenset({"after", "page"})
_FILES: Final = {"": "index"}
_KINDS: Final = {"": "event", "quotations": "quotation", "pledges": "pledge", "entities": "entity", "sources": "event"}


class Fate(StrEnum):
    """What becomes of a link.

    PAGE     it leads to a file of its own
    SEARCH   it leads to the search page, which answers it where scripts run
    WORDS    it leads nowhere, and its words stay
    GONE     it led to something that only a server does: it goes, with its words
    """

    PAGE = "page"
    SEARCH = "search"
    WORDS = "words"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a link leads.

    Attributes:
        file: Path inside the folder; empty where it leads nowhere.
        query: What the search page is asked, beginning with "?".
        fragment: A place in the page, beginning with "#".
        page: The address of the page on the server, to be written.
    """

    fate: Fate
    file: str = ""
    query: str = ""
    fragment: str = ""
    page: str = ""


WORDS: Final = Place(fate=Fate.WORDS)
GONE: Final = Place(fate=Fate.GONE)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The pages that a folder has.

    Attributes:
        known: The ids of the entries of each kind, by the first part of their addresses.
        sides: Codes of the states that have events, which relations are told of.
        times: Decades, years and months in which events begin, as addresses write them.
    """

    known: Mapping[str, Collection[str]]
    sides: Collection[str]
    times: Collection[str]

    def place(self, address: str) -> Place:
        """Say where a link to an address of the server leads.

        Args:
            address: With its query and fragment, beginning with "/".
        """
        split = urlsplit(address)
        parts = [unquote(part) for part in split.path.split("/")[1:]]
        asked = sorted(parse_qsl(split.query))
        fragment = f"#{split.fragment}" if split.fragment else ""
        if split.path.startswith(_ASSETS):
            return Place(fate=Fate.PAGE, file=f"assets/{asset_name(parts[-1])}")
        if parts == ["search"]:
            return _search(asked)
        if len(parts) == 1 and parts[0] in _LISTS:
            return self._list(parts[0], [pair for pair in asked if pair[1]])
        if parts[0] == "pairs" and len(parts) == _PAIR_PARTS:
            return self._pair(parts[1], parts[2])
        if len(parts) == 2 and parts[0] in self.known:  # noqa: PLR2004 - a kind and an id
            return self._entry(parts[0], parts[1], dict(asked), fragment)
        return GONE

    def _entry(self, kind: str, name: str, asked: Mapping[str, str], fragment: str) -> Place:
        if name not in self.known[kind]:
            return WORDS
        page = f"/{kind}/{quote(name, safe='')}"
        if "entry" in asked:
            fragment = f"#gave-{quote(asked['entry'], safe='')}"
        return Place(fate=Fate.PAGE, file=f"{kind}/{file_stem(name)}.html", fragment=fragment, page=page)

    def _list(self, name: str, asked: list[tuple[str, str]]) -> Place:
        """Place a list: in a file of its own where it has one, else what is asked goes to the search page."""
        if name == "entities":
            asked = [pair for pair in asked if pair != ("kind", "person")]
        wanted = [pair for pair in asked if pair[0] not in _WINDOWS]
        windows = [pair for pair in asked if pair[0] in _WINDOWS and pair != ("page", "1")]
        if not _has_pages(name, wanted):
            return _search([*asked, ("kind", _KINDS[name])] if name in _KINDS else asked)
        if wanted and wanted[0][0] == "from" and wanted[0][1] not in self.times:
            return WORDS
        question = urlencode([*wanted, *windows])
        if not question:
            return Place(fate=Fate.PAGE, file=f"{_FILES.get(name, name)}.html", page=f"/{name}")
        stem = file_stem(f"{name or 'chronicle'}?{question}")
        return Place(fate=Fate.PAGE, file=f"lists/{stem}.html", page=f"/{name}?{question}")

    def _pair(self, one: str, other: str) -> Place:
        if one == other or not {one, other} <= set(self.sides):
            return WORDS
        one, other = sorted((one, other))
        page = f"/pairs/{quote(one, safe='')}/{quote(other, safe='')}"
        return Place(fate=Fate.PAGE, file=f"pairs/{pair_stem(one, other)}.html", page=page)


def file_stem(name: str) -> str:
    """Make a file's name out of an id, which may be anything.

    Different ids have different names, on file systems too that do not tell "A" from "a"; none leads out of its
    folder, and none is a device of some operating system.

    Example:
        >>> file_stem("e-3f2a91c0"), file_stem("KAZ"), file_stem("../../etc/passwd")
        ('e-3f2a91c0', 'KAZ', 'etc-passwd--3754d6cb3a38e118')
    """
    if _CODE.fullmatch(name) and name.lower() not in _RESERVED:
        return name
    is_like_code = _CODE.fullmatch(name.upper()) is not None
    if _PLAIN.fullmatch(name) and not is_like_code and name not in _RESERVED and _MARK not in name:
        return name
    stem = re.sub(r"[^a-z0-9]+", "-", name.casefold()[: 4 * _STEM]).strip("-")[:_STEM].strip("-")
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH]
    return f"{stem or 'x'}{_MARK}{digest}"


def pair_stem(one: str, other: str) -> str:
    """Make a file's name out of two codes.

    Example:
        >>> pair_stem("KAZ", "UZB")
        'KAZ-UZB'
    """
    both = f"{one}-{other}"
    return both if _PAIR.fullmatch(both) else file_stem(f"{one}/{other}")


def asset_name(name: str) -> str:
    """Return an asset's name as it is; only ours are asked for.

    Raises:
        ValueError: If it is no plain name.
    """
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]*", name):
        raise ValueError(name)
    return name


def _has_pages(name: str, wanted: list[tuple[str, str]]) -> bool:
    """Tell whether a question to a list has pages of its own."""
    names = [one for one, _ in wanted]
    if frozenset(names) not in _LISTS[name]:
        return False
    values = [value for _, value in wanted]
    if "from" in names:
        return names == ["from", "to"] and values[0] == values[1] and len(values[0]) <= _MONTH
    most = 2 if (name, names[:1]) == ("", ["state"]) else 1
    return len(names) <= most


def _search(asked: list[tuple[str, str]]) -> Place:
    query = urlencode([pair for pair in asked if pair[1] and pair[0] not in _WINDOWS])
    return Place(fate=Fate.SEARCH, file=SEARCH, query=f"?{query}" if query else "")
