"""Letters: whose words they are, from when, and what they carry; mailboxes; hostile mail."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.errors import InputError
from chancery.model.text import BlockKind, Skipped
from chancery.reading.letterheads import clean_subject, read_date, read_sender
from chancery.reading.mail import open_eml, open_mbox, read_eml
from chancery.reading.source import Budget, Extract, Found, Item, Kind

FIRST = (
    "The foreign ministers of Dravia and Norland agreed in Lumen to reopen two crossings on the river before winter."
)
SECOND = "Officials of both sides said that the customs houses would be staffed by men and women from both shores."
BODY = f"{FIRST}\n\n{SECOND}\n"


def letter(body: str, *, head: str = "") -> bytes:
    """Build a letter; headers are added to title, sender and date."""
    base = {"Subject": "Crossings reopen", "From": "Ilse Marrow <i@courier.example>"}
    base |= {"Date": "Tue, 3 Mar 2020 23:30:00 -0500", "Content-Type": "text/plain; charset=utf-8"}
    base |= dict(line.split(": ", 1) for line in head.splitlines())
    return ("".join(f"{key}: {value}\n" for key, value in base.items()) + "\n" + body).encode()


def read(body: str, *, head: str = "") -> Extract:
    """Read a letter that was built here, and check that its pieces are where they say."""
    extract = read_eml(letter(body, head=head), path="a.eml")
    for piece in extract.pieces:
        for here, original, length in piece.body.runs:
            assert extract.text[original : original + length] == piece.text[here : here + length]
    return extract


def words(extract: Extract) -> list[str]:
    """Return the paragraphs, without the title."""
    return [piece.text for piece in extract.pieces if piece.kind is not BlockKind.TITLE]


def code_of(data: bytes) -> str:
    """Return the code of the error that a letter gives; "" for none."""
    try:
        read_eml(data, path="a.eml")
    except InputError as error:
        return error.code
    return ""


def opened(data: bytes, *, name: str = "a.eml") -> list[Found]:
    """Open a letter."""
    return list(open_eml(io.BytesIO(data), name=name, budget=Budget()))


def test_letter_gives_title_author_and_day_by_its_writers_clock() -> None:
    """The head is the report's metadata; the day is not moved to another zone."""
    extract = read(BODY, head="Subject: [press-list] Re: =?utf-8?Q?Caf=C3=A9_talks?=")
    assert extract.page.title == "Café talks"
    assert extract.page.authors == ("Ilse Marrow",)
    assert extract.page.date == "2020-03-03"
    assert [piece.text for piece in extract.pieces if piece.kind is BlockKind.TITLE] == ["Café talks"]
    assert words(extract) == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("Press Service of the Ministry of Tides <p@x.example>", (None, "Press Service of the Ministry of Tides")),
        ("Jane Doe <j@x.example>", ("Jane Doe", None)),
        ('"Jane Doe via Harbour List" <l@x.example>', ("Jane Doe", None)),
        ("Jane Doe (Embassy of Dravia) <j@x.example>", ("Jane Doe", "Embassy of Dravia")),
        ("p@x.example", (None, None)),
        ("", (None, None)),
    ],
)
def test_sender_is_a_person_or_a_body(sender: str, expected: tuple[str | None, str | None]) -> None:
    """Organisations are the site; persons are authors."""
    assert read_sender(sender) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Tue, 3 Mar 2020 10:00:00 +0300", "2020-03-03"),
        ("Tuesday, March 3, 2020 10:00 AM", "2020-03-03"),
        ("Tue, 3 Mar 2020 at 10:00", "2020-03-03"),
        ("2020-03-03T10:00:00Z", "2020-03-03"),
        ("Tue, 3 Mar 20021 10:00:00 +0300", None),
        ("Tue, 31 Feb 2020 10:00:00 +0300", None),
        ("soon", None),
    ],
)
def test_date_of_a_head_is_a_day_that_was(written: str, expected: str | None) -> None:
    """Days as programs write them are read, impossible ones dropped."""
    assert read_date(written) == expected


def test_subject_that_is_only_a_prefix_stays() -> None:
    """A title is never emptied."""
    assert clean_subject("Fwd: Re: [x] Talks") == "Talks"
    assert clean_subject("Re:") == "Re:"


def test_quotes_signature_and_list_footer_go() -> None:
    """What others wrote before, and what the list adds, is no part of the letter."""
    tail = "\nOn Mon, 2 Mar 2020, Joe\nBloggs <j@x.example> wrote:\n> The old letter said this.\n\n-- \nIlse\nTel. 12\n"
    assert words(read(BODY + tail)) == [FIRST, SECOND]
    footer = f"\n{'_' * 47}\nHarbour mailing list\nhttp://x.example/listinfo\n"
    assert words(read(BODY + footer)) == [FIRST, SECOND]


def test_letter_that_was_answered_below_goes() -> None:
    """The block that some programs put above what is answered ends the letter."""
    old = "\n-----Original Message-----\nFrom: Joe\nSent: Monday, March 2, 2020\nSubject: x\n\nThe old letter.\n"
    assert words(read(BODY + old)) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "mark",
    [
        "---------- Forwarded message ---------\nFrom: Lumen News Agency <a@l.example>\nDate: Mon, 2 Mar 2020 at 10:00",
        "Begin forwarded message:\n\nFrom: Lumen News Agency <a@l.example>\nDate: March 2, 2020 at 10:00:00 AM GMT+1",
        "-----Original Message-----\nFrom: Lumen News Agency [mailto:a@l.example]\nSent: Monday, March 2, 2020",
        "From: Lumen News Agency <a@l.example>\nSent: Monday, March 2, 2020 10:00 AM",
    ],
)
def test_forwarded_letter_is_dated_and_signed_by_its_writer(mark: str) -> None:
    """Who passes a report on neither wrote nor dates it."""
    body = f"For your files.\n\n{mark}\nSubject: Ministers end talks\nTo: x@y.example\n\n{BODY}"
    extract = read(body, head="Subject: Fwd: crossings")
    assert extract.page.title == "Ministers end talks"
    assert (extract.page.site, extract.page.authors) == ("Lumen News Agency", ())
    assert extract.page.date == "2020-03-02"
    assert words(extract) == [FIRST, SECOND]


def test_forwarded_letter_without_a_head_has_no_date() -> None:
    """A day nobody told is unknown."""
    assert read(BODY, head="Subject: Fwd: crossings").page.date is None


def test_flowed_text_is_unwrapped() -> None:
    """Lines that end in a blank go on (RFC 3676)."""
    body = FIRST.replace(" in Lumen ", " in Lumen \n").replace(" on the ", " on the \n") + "\n\n" + SECOND
    assert words(read(body, head="Content-Type: text/plain; charset=utf-8; format=flowed")) == [FIRST, SECOND]


def test_broken_sentence_of_a_short_letter_is_joined() -> None:
    """Two lines of one sentence are one paragraph."""
    assert words(read(FIRST.replace(" to reopen ", "\nto reopen ") + "\n\n" + SECOND)) == [FIRST, SECOND]


def test_page_is_read_where_the_plain_text_is_a_stub() -> None:
    """A line that points to a browser is no letter."""
    page = f"<html><body><p>{FIRST}</p><p>{SECOND}</p><p>Unsubscribe from this list</p></body></html>"
    stub = "--b\nContent-Type: text/plain\n\nView this email in your browser\n"
    body = f"{stub}--b\nContent-Type: text/html\n\n{page}\n--b--\n"
    assert words(read(body, head="Content-Type: multipart/alternative; boundary=b")) == [FIRST, SECOND]


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "x-unknown", "us-ascii"])
def test_wrong_charset_does_not_stop_a_letter(charset: str) -> None:
    """A declaration that does not fit is not believed."""
    text = "Министры двух стран встретились в пятницу и договорились о цене соли на следующий год. " * 3
    codec = "cp1251" if charset == "windows-1251" else "utf-8"
    data = f"Subject: x\nContent-Type: text/plain; charset={charset}\n\n".encode() + text.encode(codec)
    assert "договорились" in read_eml(data, path="a.eml").text


MIXED = "Content-Type: multipart/mixed; boundary=b"
PDF = (
    '--b\nContent-Type: application/pdf; name="../../etc/report.pdf"\nContent-Transfer-Encoding: base64\n'
    "Content-Disposition: attachment\n\nJVBERi0xLjQK\n"
)


def test_note_to_what_it_carries_is_no_report() -> None:
    """The file is given, with the letter's date and without its folder; the note is not."""
    (found,) = opened(letter(f"--b\nContent-Type: text/plain\n\nPlease find attached.\n{PDF}--b--\n", head=MIXED))
    assert isinstance(found, Item)
    assert (found.name, found.data, found.stated.date) == ("a.eml!/report.pdf", b"%PDF-1.4\n", "2020-03-03")


def test_letter_with_words_is_given_before_what_it_carries() -> None:
    """Both are reports; a picture is none."""
    picture = "--b\nContent-Type: image/png; name=a.png\n\nx\n"
    found = opened(letter(f"--b\nContent-Type: text/plain\n\n{BODY}\n{PDF}{picture}--b--\n", head=MIXED))
    assert [item.name for item in found if isinstance(item, Item)] == ["a.eml", "a.eml!/report.pdf"]


def test_letter_in_a_letter_keeps_its_own_date() -> None:
    """An attached letter is read as one."""
    inner = letter(BODY, head="Date: Tue, 3 Mar 2009 10:00:00 +0300").decode()
    (found,) = opened(letter(f"--b\nContent-Type: message/rfc822\n\n{inner}\n--b--\n", head=MIXED))
    assert isinstance(found, Item)
    assert found.kind is Kind.EML
    assert read_eml(found.data, path=found.name).page.date == "2009-03-03"


class Forward:
    """A stream that only goes forward, a few bytes at a time."""

    def __init__(self, data: bytes) -> None:
        """Hold the bytes."""
        self._data = io.BytesIO(data)

    def read(self, size: int, /) -> bytes:
        """Return at most 100 bytes."""
        return self._data.read(min(size, 100))


def test_mailbox_is_cut_at_its_marks_only() -> None:
    """Escaped lines come back; a sentence that begins with "From" opens no letter."""
    text = f"{BODY}\n>From the hill it came.\nFrom 10:00 to 12:00 they sat.\n\n"
    box = b"".join(b"From a@b.example Tue Mar  3 10:00:00 2020\n" + letter(f"{n} {text}") for n in range(30))
    found = list(open_mbox(Forward(box), name="box.mbox", budget=Budget()))
    assert [item.name for item in found if isinstance(item, Item)] == [f"box.mbox!/{n}" for n in range(1, 31)]
    last = found[-1]
    assert isinstance(last, Item)
    assert last.data == letter(f"29 {BODY}\nFrom the hill it came.\nFrom 10:00 to 12:00 they sat.\n\n")


def test_letter_over_the_limit_does_not_stop_a_mailbox(monkeypatch: pytest.MonkeyPatch) -> None:
    """The large letter is one line of the summary, its neighbours are read."""
    monkeypatch.setattr("chancery.reading.mail.ITEM_LIMIT", 2 * 2**20)
    monkeypatch.setattr("chancery.reading.mail._CHUNK", 2**16)
    mark = b"From a@b.example Tue Mar  3 10:00:00 2020\n"
    box = mark + letter(BODY) + mark + letter("x\n" * 3 * 2**20) + mark + letter(BODY)
    found = list(open_mbox(io.BytesIO(box), name="b", budget=Budget()))
    assert [one.code if isinstance(one, Skipped) else one.name for one in found] == ["b!/1", "C014", "b!/3"]


def test_mailbox_without_letters_is_one_line() -> None:
    """Nothing is lost silently."""
    (found,) = open_mbox(io.BytesIO(b"no letters here"), name="b", budget=Budget())
    assert isinstance(found, Skipped)
    assert found.code == "C068"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Subject: x\n\n",
        b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(10_000)),
        b"Content-Type: message/rfc822\n\n" * 3000 + b"x",
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: text/plain\n\nx\n" * 10_000,
        b"Content-Type: image/png\n\nx",
        b"Subject: x\n\n" + b"word " * 1_000_000,
        b"Subject: x\n\n" + b"-- \n" * 90_000,
    ],
)
def test_hopeless_letter_is_one_clear_error(data: bytes) -> None:
    """Empty, picture-only and absurdly nested letters have a code."""
    with pytest.raises(InputError, match=r"C011|C014|C068"):
        read_eml(data, path="a.eml")


@pytest.mark.parametrize(
    "head",
    [
        "Content-Type: text/plain" + ";" * 1_000_000,
        "Content-Transfer-Encoding: base64",
        "Content-Transfer-Encoding: nonsense",
        "Subject: " + "a b," * 500_000,
        "From: " + '"<(' * 20_000,
    ],
)
def test_broken_head_does_not_stop_a_letter(head: str) -> None:
    """Long parameters, endless addresses and wrong encodings are survived."""
    assert code_of(letter(BODY, head=head)) in {"", "C011", "C068"}


@given(st.data())
@settings(max_examples=60)
def test_damaged_letter_gives_items_or_lines_with_codes(data: st.DataObject) -> None:
    """Whatever bytes change, nothing but `InputError` comes out."""
    inner = f"--b\nContent-Type: message/rfc822\n\nSubject: y\n\n{BODY}--b--\n"
    text = f"--b\nContent-Type: text/plain\n\n{BODY}\n{PDF}{inner}"
    bad = bytearray(letter(text, head=MIXED))
    for _ in range(data.draw(st.integers(1, 8))):
        bad[data.draw(st.integers(0, len(bad) - 1))] = data.draw(st.integers(0, 255))
    for found in opened(bytes(bad)):
        if isinstance(found, Item) and found.kind is Kind.EML:
            assert code_of(found.data) in {"", "C011", "C012", "C068"}


def test_budget_bounds_a_mailbox() -> None:
    """More letters than the budget are refused."""
    box = (b"From a@b.example Tue Mar  3 10:00:00 2020\n" + letter(BODY)) * 5
    with pytest.raises(InputError, match="C061"):
        list(open_mbox(io.BytesIO(box), name="b", budget=Budget(items=3)))
