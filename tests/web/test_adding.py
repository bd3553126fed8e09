"""Adding reports in the browser: what is sent becomes a job, and the job says what changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from chancery import pipeline
from chancery.errors import ServeError
from chancery.model.facts import Conclusions
from chancery.model.mentions import Observations
from chancery.model.text import Report
from chancery.pipeline import PROGRAM
from chancery.record.store import Record
from chancery.web.jobs import Job, Jobs, JobState
from chancery.web.pages.adding import file_name, job_for_address, job_for_bytes, job_for_text
from web.asked import IdleJobs, token_of

LEAD = "Two ministers met on Friday in the hall of the old salt exchange and signed nothing at all."


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the work of reading into this process, without extraction."""

    def run_here(function: Callable[[Any], Any], inputs: Iterable[Any], **_: object) -> Iterator[tuple[Any, Any]]:
        for source in inputs:
            yield source, function(source)

    def conclude(inputs: Iterable[tuple[Report, Observations]], _: object) -> Conclusions:
        assert all(seen.program for _, seen in inputs)
        return Conclusions()

    monkeypatch.setattr(pipeline, "run_guarded", run_here)
    monkeypatch.setattr(pipeline, "code_report", lambda _: Observations(program=PROGRAM))
    monkeypatch.setattr(pipeline, "conclude", conclude)


def wait_for(job: Job) -> Job:
    """Wait until a job is over."""
    for _ in range(600):
        if job.over:
            return job
        threading.Event().wait(0.05)
    raise AssertionError(job.state)


def test_added_text_is_read_into_the_record(tmp_path: Path, worked: None) -> None:  # noqa: ARG001 - it takes effect
    """The report keeps the name that people know it by, and the folder it lay in is gone."""
    path = tmp_path / "a.db"
    Record.open(path, create=True).close()
    jobs = Jobs(path)
    job = wait_for(jobs.add(job_for_text(LEAD, "Salt talks")))
    jobs.close()
    assert (job.state, job.summary and job.summary.new, job.fault) == (JobState.DONE, 1, "")
    assert [(change.kind, len(change.added)) for change in job.changes] == [("report", 1)]
    assert job.folder is not None
    assert not job.folder.exists()
    with Record.open(path, readonly=True) as record:
        (report,) = record.reports()
    assert report.path == "Salt talks.txt"


def test_added_files_that_cannot_be_read_say_why(tmp_path: Path, worked: None) -> None:  # noqa: ARG001 - it takes effect
    """A fault of one input is told with its code, without the folder it lay in."""
    path = tmp_path / "a.db"
    Record.open(path, create=True).close()
    jobs = Jobs(path)
    job = wait_for(jobs.add(job_for_bytes(b"\x00\x01\x02" * 99, "picture.txt")))
    jobs.close()
    assert job.summary is not None
    (skipped,) = job.summary.skipped
    assert (skipped.path, skipped.code) == ("picture.txt", "C012")
    assert "/tmp" not in skipped.reason  # noqa: S108 - that it is not told


def test_a_job_whose_record_is_gone_fails_with_its_code(tmp_path: Path) -> None:
    """The next job is read all the same."""
    jobs = Jobs(tmp_path / "missing.db")
    one, other = jobs.add(job_for_text(LEAD, "")), jobs.add(job_for_text(LEAD, ""))
    assert "C024" in wait_for(one).fault
    assert wait_for(other).state is JobState.FAILED
    jobs.close()


def test_jobs_that_wait_are_given_up_when_the_server_stops(tmp_path: Path) -> None:
    """Nothing is left in the folder for temporary files."""
    jobs = Jobs(tmp_path / "missing.db")
    jobs._thread = threading.current_thread()  # nobody works
    job = jobs.add(job_for_text(LEAD, ""))
    jobs._thread = None
    jobs.close()
    assert job.folder is not None
    assert not job.folder.exists()


def test_jobs_refuse_when_too_many_wait(tmp_path: Path) -> None:
    """A flood fills no disk."""
    jobs = Jobs(tmp_path / "missing.db")
    jobs._thread = threading.current_thread()  # nobody works
    for _ in range(20):
        jobs.add(Job(names=("a",)))
    late = job_for_text(LEAD, "")
    with pytest.raises(ServeError, match="C103"):
        jobs.add(late)
    assert late.folder is not None
    assert not late.folder.exists()


def test_forms_bring_files_text_and_addresses(client: TestClient, jobs: IdleJobs) -> None:
    """Each form leads to the page that tells how it goes on."""
    token = {"token": token_of(client)}
    for sent, names in (
        ({"data": {**token, "text": LEAD, "title": "A <title>"}}, ("A <title>.txt",)),
        ({"data": {**token, "address": "https://example.org/a"}}, ("https://example.org/a",)),
        ({"data": token, "files": [("files", ("a.txt", b"a")), ("files", ("a.txt", b"b"))]}, ("a.txt", "a.txt")),
    ):
        response = client.post("/add", follow_redirects=False, **sent)  # type: ignore[arg-type]
        assert response.status_code == 303
        job = jobs.find(response.headers["location"].rpartition("/")[2])
        assert job is not None
        assert job.names == names
        page = client.get(response.headers["location"])
        assert page.headers["cache-control"] == "no-store"
        assert f"/add/{job.id}/progress" in page.text
        if job.folder is not None:
            assert len(list(job.folder.glob("*/*"))) == len(names)
            job.folder.joinpath("done").touch()


def test_a_form_that_brings_nothing_is_told_so(client: TestClient) -> None:
    """An empty form changes nothing."""
    response = client.post("/add", data={"token": token_of(client)})
    assert (response.status_code, "C105" in response.text) == (400, True)


@pytest.mark.parametrize(
    "address", ["ftp://a", "javascript:alert(1)", "file:///etc/passwd", "//a", "http" + "x" * 3000]
)
def test_addresses_must_be_of_the_web(address: str) -> None:
    """Nothing else is fetched."""
    with pytest.raises(ServeError, match="C105"):
        job_for_address(address)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("../../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\report.pdf", "report.pdf"),
        (".hidden", "hidden"),
        ("a\x00b\u202e.txt", "ab.txt"),
        ("..", "unnamed"),
        ("/", "unnamed"),
        ("é" * 5000 + ".html", "é" * 117 + ".ht"),
    ],
)
def test_file_names_lead_nowhere(told: str, kept: str) -> None:
    """A name is a name: no folder, no control character, no longer than a disk takes."""
    name = file_name(told)
    assert len(name.encode()) <= 250
    assert "/" not in name
    assert name == kept or told.startswith("é")
