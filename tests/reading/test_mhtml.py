"""Pages saved in one file: which part is the page, its address, its date."""

from __future__ import annotations

import quopri

import pytest

from chancery.errors import InputError
from chancery.reading.mhtml import read_mhtml

FIRST = "Норланд agreed on Tuesday to reopen two crossings on the river before the winter, its foreign minister said."
SECOND = "Officials of both sides said that the customs houses would be staffed by men and women from both shores."
PAGE = (
    f"<html><head><title>Crossings</title></head><body><article><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
)
NOISE = "An advertisement that nobody asked for stands in a frame of its own, and says so at length."
FRAME = f"<html><body><p>{NOISE}</p></body></html>"
URL = "https://courier.example/world/crossings"


def part(html: str, *, location: str, kind: str = "text/html", charset: str = "utf-8") -> str:
    """Build one part, quoted-printable."""
    body = quopri.encodestring(html.encode(charset)).decode("ascii")
    head = f'Content-Type: {kind}; charset="{charset}"\nContent-Transfer-Encoding: quoted-printable\n'
    return f"--b\n{head}Content-ID: <{location[-3:]}>\nContent-Location: {location}\n\n{body}\n"


def saved(*parts: str, head: str = f"Snapshot-Content-Location: {URL}\n") -> bytes:
    """Build a saved page."""
    top = "From: <Saved by a browser>\nSubject: Crossings reopen\nDate: Tue, 3 Mar 2020 10:00:00 -0000\n"
    head = "MIME-Version: 1.0\n" + head
    return (top + head + 'Content-Type: multipart/related; boundary="b"\n\n' + "".join(parts) + "--b--\n").encode()


def test_page_of_the_files_address_is_read() -> None:
    """A frame before it is not the page; the words are decoded and in their places."""
    extract = read_mhtml(saved(part(FRAME, location="cid:f1"), part(PAGE, location=URL)), path="a.mhtml")
    texts = [piece.text for piece in extract.pieces]
    assert FIRST in texts
    assert SECOND in texts
    assert "<article>" in extract.text
    for piece in extract.pieces:
        for here, original, length in piece.body.runs:
            assert extract.text[original : original + length] == piece.text[here : here + length]


def test_day_of_saving_is_not_the_day_of_publication() -> None:
    """The head's date says nothing about the report; the address does."""
    extract = read_mhtml(saved(part(PAGE, location=URL)), path="a.mhtml")
    assert extract.page.date is None
    assert extract.page.url == URL


def test_start_names_the_page() -> None:
    """RFC 2387: the start is the part with that id."""
    data = saved(part(FRAME, location="cid:f1"), part(PAGE, location="cid:m1"), head="")
    data = data.replace(b'boundary="b"', b'boundary="b"; start="<:m1>"')
    assert FIRST in read_mhtml(data, path="a.mhtml").text


def test_page_in_an_old_encoding_is_decoded() -> None:
    """The part's charset is honoured."""
    page = PAGE.replace(SECOND, "Таможни двух берегов откроются до зимы, сказали в пятницу представители обеих сторон.")
    data = saved(part(page, location=URL, charset="windows-1251"))
    assert "Таможни двух берегов" in read_mhtml(data, path="a.mhtml").text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "C011"),
        (saved(part("x", location="cid:p", kind="text/css")), "C068"),
        (b'Content-Type: multipart/related; boundary="b"\n\n--b\n' * 5000, "C068"),
    ],
)
def test_file_without_a_page_is_one_clear_error(data: bytes, code: str) -> None:
    """Empty, pageless and absurd files have a code."""
    with pytest.raises(InputError, match=code):
        read_mhtml(data, path="a.mhtml")
