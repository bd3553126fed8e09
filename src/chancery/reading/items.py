"""What the user names to the originals in it: opens containers, one inside another, and gives one item at a time.

1. A file is told by its first bytes. A document stays on the disk, to be loaded by whoever reads it.
2. A container is opened; what it gives is passed on as it comes, so that nothing large is held.
3. What a container gives may be a container: it is opened too, within the same budget.
4. A fault ends the container that has it, as one line; what came before stays, and the rest goes on.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Protocol, TypeVar

from chancery.errors import ChanceryError, InputError
from chancery.model.text import Skipped
from chancery.reading.files import STANDARD_INPUT, Input, is_address, not_read, skipped, unreadable
from chancery.reading.originals import DOCUMENTS, START
from chancery.reading.source import ITEM_LIMIT, Budget, Found, Item, Kind

if TYPE_CHECKING:
    from chancery.reading.web import Web

STDIN_NAME: Final = "<stdin>"
_SPOOL_LIMIT: Final = 4 * 2**30
_PART: Final = 2**20
_ALONE: Final = DOCUMENTS - {Kind.EML}  # a letter may carry others
_FLOWING: Final = frozenset(
    {Kind.JSONL, Kind.CSV, Kind.MBOX, Kind.EML}
)  # read from their beginning to their end, line by line
_REASON: Final = 200  # characters of a fault's own words

Source = Path | Item
"""The original of one report: a file that nobody has loaded, or what a container gave."""

Given = TypeVar("Given", bound=Source | Skipped)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How inputs are opened.

    Attributes:
        columns: Which column of a table holds what, as the user writes it: "text=body".
        allow_private: Whether addresses of this machine and of private networks may be fetched.
    """

    columns: tuple[str, ...] = ()
    allow_private: bool = False


def open_items(
    named: Input, *, options: Options | None = None, budget: Budget | None = None, web: Web | None = None
) -> Iterator[Source | Skipped]:
    """Find the originals in a file, on standard input or at an address.

    Args:
        named: A file, "-" for standard input, or an http(s) address.
        options: How tables and addresses are opened.
        budget: What it may unpack to, over all its layers.
        web: The web as the run sees it so far; a new one by default.

    Returns:
        Each original, and each thing that gave none, with the reason, as they are found. Nothing
        is raised: a fault is the last thing that its container gives.
    """
    opener = _Opener(options or Options(), budget or Budget(), web)
    if isinstance(named, Path):
        return _survived(opener.open_file(named), str(named))
    if named == STANDARD_INPUT:
        return _survived(opener.open_stdin(), STDIN_NAME)
    if is_address(named):
        return _survived(opener.open_address(named), named)
    return _survived(opener.open_file(Path(named)), named)


def open_all(named: Iterable[Input], *, options: Options | None = None) -> Iterator[Source | Skipped]:
    """Find the originals in several inputs, each with a budget of its own; no host is asked too often."""
    web: Web | None = None
    for one in named:
        if web is None and isinstance(one, str) and is_address(one):
            web = _open_web(options or Options())
        yield from open_items(one, options=options, web=web)


def expand(found: Iterator[Found], *, options: Options | None = None, budget: Budget) -> Iterator[Item | Skipped]:
    """Open the containers among what a container gives.

    Args:
        found: What it gives.
        options: How tables are opened.
        budget: The same that the container counts with.
    """
    return _Opener(options or Options(), budget).expand(found)


def source_name(source: Source) -> str:
    """Return what an original is called in messages and in the ledger."""
    return str(source) if isinstance(source, Path) else source.name


class _Container(Protocol):
    """A function that opens a container."""

    def __call__(self, source: IO[bytes], *, name: str, budget: Budget) -> Iterator[Found]:
        """Yield what it holds."""
        ...


@dataclass(frozen=True, slots=True)
class _Opener:
    """Opens containers of all kinds with one set of options and one budget."""

    options: Options
    budget: Budget
    web: Web | None = None

    def open_file(self, path: Path) -> Iterator[Source | Skipped]:
        """Give a document as its path, and what a container holds as items."""
        with path.open("rb") as file:
            start = file.read(START)
            kind = _tell(start, str(path))
            if kind not in _ALONE:
                file.seek(0)
                yield from self._open_container(file, kind, start, str(path))
                return
        yield path

    def open_stdin(self) -> Iterator[Item | Skipped]:
        """Give what standard input holds; it lies in a file of its own meanwhile."""
        parts = iter(lambda: sys.stdin.buffer.read(_PART), b"")
        yield from self._open_spooled(parts, STDIN_NAME)

    def open_address(self, address: str) -> Iterator[Item | Skipped]:
        """Give what lies at an address."""
        from chancery.reading.web import open_address  # noqa: PLC0415 - most runs need no network

        web = self.web or _open_web(self.options)
        yield from self.expand(open_address(address, budget=self.budget, web=web))

    def expand(self, found: Iterator[Found]) -> Iterator[Item | Skipped]:
        """Pass on documents; open the containers among them."""
        for one in found:
            if isinstance(one, Skipped):
                yield one
            else:
                yield from _survived(self._open_item(one), one.name)

    def _open_item(self, item: Item) -> Iterator[Item | Skipped]:
        kind = item.kind or _tell(item.data[:START], item.name)
        if item.kind in DOCUMENTS or kind in _ALONE:  # a letter of a mailbox has been opened by it
            yield replace(item, kind=kind)
            return
        with self._deeper(item.name):
            yield from self._open_container(io.BytesIO(item.data), kind, item.data[:START], item.name)

    def _open_container(self, source: IO[bytes], kind: Kind, start: bytes, name: str) -> Iterator[Item | Skipped]:
        """Give what a container holds, and what the containers in it hold."""
        if kind is Kind.GZIP:
            yield from self._open_packed(source, start, name)
            return
        yield from self.expand(self._container(kind)(source, name=name, budget=self.budget))

    def _open_packed(self, source: IO[bytes], start: bytes, name: str) -> Iterator[Item | Skipped]:
        """Open what one compressed stream holds; archives and web archives unpack themselves as they go."""
        from chancery.reading.archives import unpack  # noqa: PLC0415 - most runs open no archive
        from chancery.reading.kinds import tell_packed  # noqa: PLC0415

        inner = tell_packed(start)[1]
        if inner is None:
            raise not_read(name)
        if inner in {Kind.TAR, Kind.WARC}:
            yield from self.expand(self._container(inner)(source, name=name, budget=self.budget))
            return
        with self._deeper(name), unpack(source, name=name, budget=self.budget) as unpacked:
            if inner in _ALONE:
                yield Item(name=name, data=_whole(unpacked, name), kind=inner)
            elif inner in _FLOWING:
                yield from self.expand(self._container(inner)(unpacked, name=name, budget=self.budget))
            else:
                yield from self._open_spooled(iter(lambda: unpacked.read(_PART), b""), name)

    def _open_spooled(self, parts: Iterable[bytes], name: str) -> Iterator[Item | Skipped]:
        """Open a stream that cannot be sought in; it lies in a file of its own meanwhile."""
        with tempfile.SpooledTemporaryFile(_PART, prefix="chancery-") as file:
            for part in parts:
                file.write(part)
                if file.tell() > _SPOOL_LIMIT:
                    message = f"{name} has more than {_SPOOL_LIMIT / 2**30:.0f} GB."
                    raise InputError("C014", message, "Save or unpack it, and name the file.")
            file.seek(0)
            yield from self._open_stream(file, name)

    def _open_stream(self, source: IO[bytes], name: str) -> Iterator[Item | Skipped]:
        """Give what a seekable stream holds: one document, or what a container gives."""
        start = source.read(START)
        source.seek(0)
        kind = _tell(start, name)
        if kind in _ALONE:
            yield Item(name=name, data=_whole(source, name), kind=kind)
        else:
            yield from self._open_container(source, kind, start, name)

    def _container(self, kind: Kind) -> _Container:
        """Return the function that opens containers of a kind."""
        if kind in {Kind.JSONL, Kind.CSV}:
            return self._table(kind)
        if kind in {Kind.ZIP, Kind.TAR}:
            from chancery.reading.archives import open_tar, open_zip  # noqa: PLC0415 - each opener on its first use

            return open_zip if kind is Kind.ZIP else open_tar
        if kind in {Kind.MBOX, Kind.EML}:
            from chancery.reading.mail import open_eml, open_mbox  # noqa: PLC0415 - as above

            return open_mbox if kind is Kind.MBOX else open_eml
        if kind is Kind.FEED:
            from chancery.reading.feeds import open_feed  # noqa: PLC0415 - as above

            return open_feed
        from chancery.reading.warc import open_warc  # noqa: PLC0415 - as above

        return open_warc

    def _table(self, kind: Kind) -> _Container:
        from chancery.reading.columns import Columns  # noqa: PLC0415 - as above
        from chancery.reading.tables import open_csv, open_jsonl  # noqa: PLC0415

        opener, columns = (open_csv if kind is Kind.CSV else open_jsonl), Columns.parse(self.options.columns)

        def open_table(source: IO[bytes], *, name: str, budget: Budget) -> Iterator[Found]:
            return opener(source, name=name, budget=budget, columns=columns)

        return open_table

    @contextmanager
    def _deeper(self, name: str) -> Iterator[None]:
        """Count a container inside a container while it is open.

        Raises:
            InputError: C061 if there are too many layers.
        """
        if self.budget.depth <= 0:
            message = f"{name} lies in more containers than the limit."
            raise InputError("C061", message, "Unpack it yourself, and check it.")
        self.budget.depth -= 1
        try:
            yield
        finally:
            self.budget.depth += 1


def _open_web(options: Options) -> Web:
    from chancery.reading.web import Web, WebSettings  # noqa: PLC0415 - most runs need no network

    return Web(WebSettings(allow_private=options.allow_private))


def _tell(start: bytes, name: str) -> Kind:
    """Tell a kind by the first bytes; what is empty is a text, whose reader says so.

    Raises:
        InputError: C012 or C019 if it is none that is read.
    """
    from chancery.reading.kinds import tell_kind  # noqa: PLC0415 - a run that reads nothing new needs no table of kinds

    kind = tell_kind(start, name=name) if start.strip() else Kind.TEXT
    if kind is None:
        raise not_read(name)
    return kind


def _whole(source: IO[bytes], name: str) -> bytes:
    data = source.read(ITEM_LIMIT + 1)
    if len(data) > ITEM_LIMIT:
        message = f"{name} has more than the limit of {ITEM_LIMIT / 2**20:.0f} MB."
        raise InputError("C014", message, "Split it, or leave it out.")
    return data


def _survived(opened: Iterator[Given], name: str) -> Iterator[Given | Skipped]:
    """Pass on what is found, until its end or its first fault, which becomes its last line."""
    try:
        yield from opened
    except ChanceryError as error:
        yield skipped(name, error)
    except OSError as error:
        yield skipped(name, unreadable(name, error))
    except MemoryError:
        yield skipped(name, InputError("C016", f"Opening {name} needed more memory than there is.", "Leave it out."))
    except Exception as error:  # noqa: BLE001 - whatever a container does, the other inputs go on
        what = f"{type(error).__name__}: {error}"[:_REASON]
        message = f"The reader crashed on {name} ({what})."
        yield skipped(name, InputError("C017", message, "Leave it out, and report the fault."))
