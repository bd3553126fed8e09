"""Adding reports: files, pasted text or an address; how far it has come; what it changed in the record."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from chancery.errors import RecordError, ServeError
from chancery.record.browsing import events_with, occupancies_with, pledges_with, quotations_with
from chancery.record.stock import Change
from chancery.views.entry import post_words, speaker_words
from chancery.views.labels import count_words, date_words, event_sentence, plain
from chancery.web.forms import check_token
from chancery.web.jobs import Job
from chancery.web.pages.searching import PATHS
from chancery.web.site import Site, Visit, render, site_of

_FILES: Final = 200
_FIELDS: Final = 20
_TEXT: Final = 4 * 2**20  # bytes of pasted text
_ADDRESS: Final = 2000
_NAME: Final = 120  # letters of a file's name that are kept
_SHOWN: Final = 40  # entries of each kind that are named
_PART: Final = 2**20
_NOUNS: Final = {
    "report": ("report", None),
    "entity": ("name", None),
    "event": ("event", None),
    "quotation": ("quotation", None),
    "pledge": ("pledge", None),
    "occupancy": ("office held", "offices held"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """What became of the entries of one kind, in words.

    Attributes:
        added: `(address, words)` of the first new ones.
        changed: Likewise of those that say something else now.
        numbers: In words: "3 events new, 1 changed".
    """

    numbers: str
    added: tuple[tuple[str, str], ...]
    changed: tuple[tuple[str, str], ...]


def show(request: Request) -> Response:
    """Show the forms."""
    site = site_of(request)
    return _fresh(render(site, request, "add.html", token=site.token, most=site.settings.body_limit // 2**20))


async def take(request: Request) -> Response:
    """Take what a form brings, and show how its reading goes on."""
    site = site_of(request)
    async with request.form(max_files=_FILES, max_fields=_FIELDS, max_part_size=_TEXT) as form:
        check_token(site, form)
        job = await _make_job(form)
    site.jobs.add(job)
    return RedirectResponse(f"/add/{job.id}", status_code=303)


async def _make_job(form: FormData) -> Job:
    address, text = str(form.get("address", "")).strip(), str(form.get("text", "")).strip()
    files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if address:
        return job_for_address(address)
    if text:
        title = plain(str(form.get("title", "")))[:_NAME]
        return await run_in_threadpool(job_for_text, text, title)
    if files:
        return await job_for_files(files)
    raise ServeError("C105", "The form brings nothing to read.", "Choose files, paste text or name an address.")


def job_for_address(address: str) -> Job:
    """Make the job of reading an address.

    Raises:
        ServeError: C105 if it is none that is read.
    """
    if len(address) > _ADDRESS or not address.lower().startswith(("http://", "https://")):
        raise ServeError("C105", f"{address[:60]!r} is no http(s) address.", "Name one like https://example.org/page.")
    return Job(names=(address,), addresses=(address,))


def job_for_text(text: str, title: str) -> Job:
    """Make the job of reading pasted text."""
    name = file_name(f"{title or 'pasted text'}.txt")
    folder = _new_folder()
    _place(folder, 0, name).write_text(f"{title}\n\n{text}" if title else text, encoding="utf-8")
    return Job(names=(name,), folder=folder)


def job_for_bytes(data: bytes, name: str) -> Job:
    """Make the job of reading one file."""
    folder = _new_folder()
    known = file_name(name)
    _place(folder, 0, known).write_bytes(data)
    return Job(names=(known,), folder=folder)


async def job_for_files(files: Sequence[UploadFile]) -> Job:
    """Make the job of reading the files of a form; they lie in a folder of their own until they are read."""
    folder = await run_in_threadpool(_new_folder)
    names = [file_name(one.filename or "") for one in files]
    for number, (one, name) in enumerate(zip(files, names, strict=True)):
        with _place(folder, number, name).open("wb") as kept:
            while part := await one.read(_PART):
                kept.write(part)
    return Job(names=tuple(names), folder=folder)


def file_name(told: str) -> str:
    r"""Make a file's name out of what a browser tells, which may be anything.

    Example:
        >>> file_name("../../etc/passwd"), file_name("a\\b.html"), file_name("")
        ('passwd', 'b.html', 'unnamed')
    """
    last = told.replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter for letter in last if letter.isprintable()).strip().lstrip(".")
    stem, dot, ending = kept.rpartition(".")
    short = f"{stem[:_NAME]}{dot}{ending[:10]}" if dot else kept[:_NAME]
    return short.encode()[: 2 * _NAME].decode(errors="ignore") or "unnamed"


def _new_folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="chancery-added-"))


def _place(folder: Path, number: int, name: str) -> Path:
    inner = folder / f"{number:04d}"
    inner.mkdir()
    return inner / name


# ---- how it goes on ----


def show_job(request: Request) -> Response:
    """Show how far the reading has come, or what it changed."""
    return _fresh(_job_page(request, "job.html"))


def show_progress(request: Request) -> Response:
    """Give that part of the page alone."""
    return _fresh(_job_page(request, "job_part.html"))


def _job_page(request: Request, template: str) -> Response:
    site = site_of(request)
    job = site.jobs.find(request.path_params["id"])
    if job is None:
        remedy = "What was read is in the record; the chronicle shows it."
        raise ServeError("C104", "Nothing is known of this addition: the server may have been started anew.", remedy)
    return render(site, request, template, job=job, changes=_changes(site, request, job) if job.changes else [])


def _changes(site: Site, request: Request, job: Job) -> list[ChangeRow]:
    """Put what changed into words; the bare numbers where the record cannot be read."""
    try:
        with site.records.reading() as (record, state):
            visit = Visit(site=site, request=request, record=record, state=state)
            return [_change_row(visit, change) for change in job.changes]
    except RecordError:
        return [ChangeRow(numbers=_numbers(change), added=(), changed=()) for change in job.changes]


def _change_row(visit: Visit, change: Change) -> ChangeRow:
    return ChangeRow(
        numbers=_numbers(change),
        added=_named(visit, change.kind, change.added[:_SHOWN]),
        changed=_named(visit, change.kind, change.changed[:_SHOWN]),
    )


def _numbers(change: Change) -> str:
    one, many = _NOUNS[change.kind]
    parts = [f"{count_words(len(change.added), one, many)} new"] if change.added else []
    parts += [f"{len(change.changed):,} changed"] if change.changed else []
    parts += [f"{len(change.gone):,} taken up in others or concluded otherwise"] if change.gone else []
    words = ", ".join(parts)
    return words if change.added else f"{many or f'{one}s'}: {words}"


def _named(visit: Visit, kind: str, ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Say entries in a line each, with their addresses."""
    names, record = visit.names, visit.record
    if kind == "event":
        told = [(e.id, f"{date_words(e.when)}: {event_sentence(e, names)}") for e in events_with(record, ids)]
    elif kind == "quotation":
        said = quotations_with(record, ids)
        told = [(q.id, f"{speaker_words(q, names)}: {plain(q.renderings[0].content.quote)}") for q in said]
    elif kind == "pledge":
        told = [(p.id, plain(p.what)) for p in pledges_with(record, ids)]
    elif kind == "occupancy":
        told = [(o.id, f"{names.of(o.holder)}, {post_words(o, names)}") for o in occupancies_with(record, ids)]
    elif kind == "entity":
        told = [(one, names.of(one)) for one in ids]
    else:
        heads = visit.directory.heads
        told = [(one, plain(heads[one].title or "Without a title")) for one in ids if one in heads]
    return tuple((f"/{PATHS[kind]}/{one}", words) for one, words in told)


def _fresh(response: Response) -> Response:
    """Keep browsers from keeping a page that holds a token, or changes by itself."""
    response.headers["cache-control"] = "no-store"
    return response


routes: Final = [
    Route("/add", show),
    Route("/add", take, methods=["POST"]),
    Route("/add/{id}", show_job),
    Route("/add/{id}/progress", show_progress),
]
