"""`chancery watch`: what is new only, one line a round, and no feed ends it."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from chancery.cli import watch
from chancery.cli.watch import Told, line_of
from chancery.errors import InputError
from chancery.model.text import Skipped
from chancery.pipeline import Summary
from chancery.reading.source import Found, Item
from chancery.reading.watch import TRIES, Memory, Round, Visited, read_list
from chancery.reading.web import Web, WebSettings
from chancery.record.store import Record
from reading.servers import Handler, Site, serve

Run = Callable[..., Result]

SETTINGS = WebSettings(allow_private=True, delay=0.0, retries=0)
ENTRY = "<item><title>Report {0}</title><link>{1}/{0}</link><guid>{0}</guid><description>{2}</description></item>"
PAGE = b"<html><body><p>The foreign minister of Ruritania, Anna Berg, met the king in Strelsau.</p></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve an empty site."""
    with serve() as served:
        yield served


def publish(site: Site, *names: str, text: str = "", path: str = "/feed") -> str:
    """Put a feed of these entries on the site, with its mark, and return its address."""
    items = "".join(ENTRY.format(name, site.address, text) for name in names)
    data = f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()
    mark = f'"{hash(data)}"'

    def answer(handler: Handler) -> None:
        same = handler.headers["If-None-Match"] == mark
        handler.send(304 if same else 200, b"" if same else data, ETag=mark)

    site.answers[path] = answer
    return site.address + path


class Rounds:
    """Goes through rounds without a record: what was given counts as read."""

    def __init__(self, path: Path) -> None:
        """Remember nothing yet."""
        self.path = path
        self.read: set[str] = set()
        self.failures: list[Skipped] = []
        self.stopped = False

    def go(self, *watched: str | Path, settle: bool = True) -> list[str]:
        """Go through one round, as after a restart; return the names of what it gave."""
        this = Round(
            memory=Memory(self.path),
            web=Web(SETTINGS),
            known=lambda name: name in self.read,
            stopped=lambda: self.stopped,
        )
        given = [self._name(one) for one in this.news(watched)]
        self.failures = this.failures
        if settle:
            this.settle()
        return [name.rpartition("127.0.0.1:")[2].partition("/")[2] for name in given]

    @staticmethod
    def _name(one: Path | Found) -> str:
        return one.name if isinstance(one, Item) else one.path if isinstance(one, Skipped) else str(one)


@pytest.fixture
def rounds(tmp_path: Path) -> Rounds:
    """Return rounds with an empty memory."""
    return Rounds(tmp_path / "memory.json")


# -- rounds --


def test_only_news_is_fetched(site: Site, rounds: Rounds) -> None:
    """What a round gave is not fetched again by the next, which may be another process."""
    for name in "abc":
        site.add(f"/{name}", PAGE)
    feed = publish(site, "a", "b")
    assert rounds.go(feed) == ["a", "b"]
    assert rounds.go(feed) == []
    publish(site, "c", "a", "b")
    assert rounds.go(feed) == ["c"]
    assert site.paths == ["/feed", "/a", "/b", "/feed", "/feed", "/c"]


def test_lost_memory_costs_time_only(site: Site, rounds: Rounds) -> None:
    """What the record has read is not fetched again, whatever became of the memory."""
    site.add("/a", PAGE)
    feed = publish(site, "a", "b", text="The king visited Zenda.")
    rounds.read = {f"{site.address}/a", f"{feed}!/{site.address}/b"}
    for damage in ("", "{", "[1]", '{"version": 1}', '{"version": 2, "feeds": {}}', "\0", "[" * 100_000):
        rounds.path.write_text(damage)
        assert rounds.go(feed, settle=False) == []
    assert set(site.paths) == {"/feed"}


def test_round_that_was_not_stored_is_gone_through_again(site: Site, rounds: Rounds) -> None:
    """The memory takes note when all is in the record, and not before."""
    site.add("/a", PAGE)
    feed = publish(site, "a")
    assert rounds.go(feed, settle=False) == ["a"]
    assert rounds.go(feed) == ["a"]
    assert rounds.go(feed) == []


def test_page_that_fails_is_tried_again_then_the_feed_must_do(site: Site, rounds: Rounds) -> None:
    """Two rounds report it, although the feed is as it was; the third takes the feed's own words."""
    feed = publish(site, "a", text="The king visited Zenda.")
    for _ in range(TRIES - 1):
        assert rounds.go(feed) == []
        assert [skip.code for skip in rounds.failures] == ["C064"]
    assert rounds.go(feed) == ["a"]
    assert rounds.failures == []
    assert rounds.go(feed) == []
    assert site.paths == ["/feed", "/a"] * TRIES + ["/feed"]


def test_page_that_comes_late_is_read(site: Site, rounds: Rounds) -> None:
    """A failure of one round is no loss."""
    feed = publish(site, "a", text="The king visited Zenda.")
    assert rounds.go(feed) == []
    site.add("/a", PAGE)
    assert rounds.go(feed) == ["a"]


def test_feed_that_is_down_or_no_feed_stops_no_other(site: Site, rounds: Rounds) -> None:
    """Each gets its code; the page's own feed is named."""
    site.add("/a", PAGE)
    page = site.add("/page", b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss?a&amp;b">')
    assert rounds.go(f"{site.address}/none", page, publish(site, "a")) == ["a"]
    assert [skip.code for skip in rounds.failures] == ["C064", "C066"]
    assert rounds.failures[1].reason.endswith(f"It names this feed: {site.address}/rss?a&b")


def test_end_of_the_watch_loses_nothing(site: Site, rounds: Rounds) -> None:
    """What was not given before the end is given after the restart."""
    for name in "ab":
        site.add(f"/{name}", PAGE)
    feed = publish(site, "a", "b")

    def last(handler: Handler) -> None:
        rounds.stopped = True
        handler.send(200, PAGE)

    site.answers["/a"] = last
    assert rounds.go(feed) == ["a"]
    rounds.stopped = False
    assert rounds.go(feed) == ["b"]


def test_files_are_passed_on(rounds: Rounds, tmp_path: Path) -> None:
    """A folder on the list is read like any other."""
    this = Round(memory=Memory(rounds.path), web=Web(SETTINGS), known=bool, stopped=lambda: False)
    assert list(this.news([tmp_path])) == [tmp_path]


def test_memory_stays_small(site: Site, rounds: Rounds, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a feed that names ever more, the newest are remembered."""
    monkeypatch.setattr("chancery.reading.watch._REMEMBERED", 2)
    for name in "abcd":
        site.add(f"/{name}", PAGE)
    for names in ("ab", "bc", "cd"):
        rounds.go(publish(site, *names))
    assert site.paths == ["/feed", "/a", "/b", "/feed", "/c", "/feed", "/d"]
    assert len(Memory(rounds.path).of(f"{site.address}/feed").tries) == 2


def test_memory_is_written_whole(tmp_path: Path) -> None:
    """Nothing is left beside the file, and nothing in it is believed that would break a request."""
    memory = Memory(tmp_path / "memory.json")
    memory.keep({"feed": Visited(etag='"x"', tries={"k": TRIES})})
    assert Memory(tmp_path / "memory.json").of("feed") == Visited(etag='"x"', tries={"k": TRIES})
    assert [path.name for path in tmp_path.iterdir()] == ["memory.json"]
    data = json.loads((tmp_path / "memory.json").read_text())
    data["feeds"]["feed"]["etag"] = "a\r\nHost: b"
    (tmp_path / "memory.json").write_text(json.dumps(data))
    assert Memory(tmp_path / "memory.json").of("feed").etag is None
    with pytest.raises(InputError, match="C013"):
        Memory(tmp_path / "none" / "memory.json").keep({"feed": Visited()})


def test_list_is_read_line_by_line(tmp_path: Path) -> None:
    """Comments and blank lines are passed over; files lie beside the list."""
    path = tmp_path / "feeds.txt"
    path.write_text(
        "\ufeff# mine\n\nhttps://a.example/feed\n  inbox  \nhttps://a.example/feed\n/abs.xml\n", encoding="utf-8"
    )
    assert read_list(path) == ["https://a.example/feed", tmp_path / "inbox", Path("/abs.xml")]


@pytest.mark.parametrize(("data", "code"), [(None, "C010"), (b"# none\n", "C011"), (b"\xff\xfe\x00", "C012")])
def test_bad_list_is_told_at_once(run: Run, tmp_path: Path, data: bytes | None, code: str) -> None:
    """The command does not start with a list that names nothing."""
    path = tmp_path / "feeds.txt"
    if data is not None:
        path.write_bytes(data)
    result = run("watch", path, "--record", tmp_path / "a.db")
    assert (result.exit_code, f"[{code}]" in result.stderr) == (1, True)
    assert not (tmp_path / "a.db").exists()


# -- the command --


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read nothing: count the originals, without the tools of language."""

    def reader(record: Record, ending: watch.Ending) -> watch.Read:
        def read(found: Iterable[Path | Found]) -> Summary:
            originals = list(watch._originals(found, ending))
            skips = tuple(one for one in originals if isinstance(one, Skipped))
            assert record.counts()["reports"] == 0
            new = len(originals) - len(skips)
            return Summary(reports=new, new=new, known=0, skipped=skips)

        return read

    monkeypatch.setattr(watch, "reader", reader)
    monkeypatch.setitem(WebSettings.__init__.__kwdefaults__, "delay", 0.0)


@pytest.mark.usefixtures("quick")
def test_one_round_says_one_line(run: Run, site: Site, tmp_path: Path) -> None:
    """All well ends with 0; something that failed with 3 and its line; quiet says only that."""
    site.add("/a", PAGE)
    site.add("/robots.txt", b"")
    feeds = tmp_path / "feeds.txt"
    feeds.write_text(f"{publish(site, 'a')}\n")
    options = ("--once", "--allow-private", "--record", tmp_path / "a.db")
    result = run("watch", feeds, *options)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout[5:] == " 1 feed, 1 new report\n"
    assert run("watch", feeds, *options, "-q").output == ""
    feeds.write_text(f"{publish(site, 'a')}\n{site.address}/none\n")
    result = run("watch", feeds, *options)
    assert (result.exit_code, result.stderr) == (3, "")
    assert " 2 feeds, 0 new reports, 1 failed: [C064] http://127.0.0.1" in result.stdout
    result = run("watch", feeds, *options, "--quiet")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (3, "", 1)


@pytest.mark.usefixtures("quick")
def test_network_of_ones_own_is_asked_only_if_allowed(run: Run, site: Site, tmp_path: Path) -> None:
    """Without the flag a feed on this machine is refused."""
    (tmp_path / "feeds.txt").write_text(publish(site, "a"))
    result = run("watch", tmp_path / "feeds.txt", "--once", "--record", tmp_path / "a.db")
    assert (result.exit_code, "[C065]" in result.stdout, site.asked) == (3, True, [])


@pytest.mark.parametrize("every", ["90", "5s", "0m", "m", "1.5h", "400d", "-1m", "٣m", "15 minutes"])
def test_bad_interval_is_a_usage_error(run: Run, tmp_path: Path, every: str) -> None:
    """The message says how to write one."""
    result = run("watch", tmp_path / "feeds.txt", "--every", every)
    assert (result.exit_code, "90s, 15m, 2h or 1d" in result.stderr) == (2, True)


@pytest.mark.parametrize(("every", "seconds"), [("90s", 90), ("15m", 900), ("2h", 7200), ("1d", 86400), ("2H", 7200)])
def test_intervals_are_understood(every: str, seconds: float) -> None:
    """A number and a letter."""
    assert watch.Interval().convert(every, None, None) == seconds


def test_line_of_a_round_is_one_line() -> None:
    """Of several failures the first is told; nothing in it commands the terminal."""
    now = dt.datetime(2026, 5, 4, 14, 5, tzinfo=dt.UTC)
    assert line_of(Told(watched=3, new=2, failures=()), now) == "14:05 3 feeds, 2 new reports"
    bad = Skipped("a", "C064", "a\n\x1b[2J could not be fetched.")
    line = line_of(Told(watched=1, new=1, failures=(bad, bad, bad)), now)
    assert line.startswith("14:05 1 feed, 1 new report, 3 failed: [C064] a")
    assert line.endswith("could not be fetched. (and 2 more)")
    assert line.isprintable()


def test_record_in_use_is_tried_again(tmp_path: Path, sample_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program's writing costs a round, unless there is only one."""
    monkeypatch.setitem(Record.open.__func__.__kwdefaults__, "busy_s", 0.1)  # type: ignore[attr-defined]
    path = tmp_path / "a.db"
    path.write_bytes(sample_path.read_bytes())
    feeds = tmp_path / "feeds.txt"
    feeds.write_text("gone.txt")
    watching = watch.Watch(feeds, path, Memory(tmp_path / "m.json"), Web(SETTINGS), watch.Ending())
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert [skip.code for skip in watching.visit(once=False).failures] == ["C023"]
        other.execute("ROLLBACK")
    other.close()
    feeds.unlink()
    assert [skip.code for skip in watching.visit(once=False).failures] == ["C010"]
    with pytest.raises(InputError, match="C010"):
        watching.visit(once=True)


@pytest.mark.slow
@pytest.mark.parametrize(("number", "entries"), [(signal.SIGINT, "a"), (signal.SIGTERM, "")])
def test_watch_goes_on_until_told_to_end(site: Site, tmp_path: Path, number: signal.Signals, entries: str) -> None:
    """The whole program: reads what is new, waits, and leaves a whole record when it is told to end."""
    site.add("/a", PAGE)
    (tmp_path / "feeds.txt").write_text(publish(site, *entries))
    command = [sys.executable, "-m", "chancery.cli", "watch", "feeds.txt", "--every", "60s", "--allow-private"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        try:
            line = process.stdout.readline()
            process.send_signal(number)
            code = process.wait(40)
        finally:
            process.kill()
        assert (code, line[6:13], line[13:]) == (
            130,
            "1 feed,",
            f" {len(entries)} new report{'' if entries else 's'}\n",
        )
        assert process.stderr.read().startswith("chancery: Interrupted.")
    with Record.open(tmp_path / "chancery.db", readonly=True) as record:
        assert record.counts()["reports"] == len(entries)
    assert site.paths == ["/feed", *(f"/{entry}" for entry in entries)]
