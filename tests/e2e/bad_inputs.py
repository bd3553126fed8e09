"""Makes a folder of every input that a program for reports is given by mistake, beside good ones."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from e2e.program import EXAMPLES

LONG_LINE: Final = 50 * 2**20  # bytes
CYRILLIC: Final = (
    "Министр иностранных дел Киргизии Руслан Казакбаев прибыл в Москву\n\n"
    "Москва, 23 октября 2020 года. Министр иностранных дел Киргизии Руслан Казакбаев встретился в пятницу в Москве "
    "с российским коллегой Сергеем Лавровым. Стороны обсудили подготовку совместной комиссии и поставки топлива.\n\n"
    "«Старые соглашения остаются в силе», — сказал министр журналистам после встречи.\n"
)
CURLY: Final = (
    "Minister “will not sign” before spring\n\n"
    "ATHENS, 4 March 2021 – Greece’s foreign minister, Nikos Dendias, said on Thursday that his country would not sign "
    "the declaration before spring. “We need time – and we shall take it,” he told reporters in Athens.\n"
)
MARKED: Final = CURLY.replace("Dendias", "Dendias of Corfu")
ENGLISH: Final = (
    "Nepal and India reopen talks\n\n"
    "KATHMANDU, 15 January 2021 - Nepal's foreign minister, Pradeep Gyawali, met his Indian counterpart, "
    'S. Jaishankar, in New Delhi on Friday. "We opened every file," Gyawali said.\n'
)

ODD_NAMES: Final = (
    b"name with spaces.txt",
    b"new\nline.txt",
    b"quote ' and \".txt",
    b"-rf.txt",
    b"$(touch taken) `id`;.txt",
    b"escape \x1b[31m\x1b]0;owned\x07.txt",
    b"[bold red]markup[-].txt",
    "Ата-Журт 阿.txt".encode(),
    b"not utf-8 \xff\xfe.txt",
)

BAD: Final[dict[str, tuple[str, Callable[[Path], object]]]] = {
    "empty.txt": ("C011", lambda path: path.write_bytes(b"")),
    "blank.txt": ("C011", lambda path: path.write_text(" \n\t\n\u00a0\n", encoding="utf-8")),
    "noise.txt": ("C012", lambda path: path.write_bytes(bytes(range(256)) * 64)),
    "picture.html": ("C012", lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(4096))),
    "long-line.txt": ("C014", lambda path: path.write_bytes(b"a" * LONG_LINE)),
    "gone.txt": ("C010", lambda path: path.symlink_to("nowhere.txt")),
    "loop.txt": ("C013", lambda path: path.symlink_to("loop.txt")),
    "pipe.txt": ("C019", os.mkfifo),
    "photo.png": ("C019", lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(4096))),
    "paper.pdf": ("C068", lambda path: path.write_bytes(b"%PDF-1.7\nno page\n")),
    "cut.txt.gz": ("C060", lambda path: path.write_bytes(gzip.compress(b"words and more words " * 900)[:-30])),
}
"""Name -> code of the summary's line, and how the file is made."""

ENCODED: Final[dict[str, tuple[str, bytes]]] = {
    "cp1251.txt": (CYRILLIC, CYRILLIC.encode("cp1251")),
    "cp1251.html": (
        CYRILLIC,
        b'<html><head><meta charset="windows-1251"><title>Talks</title></head><body><article>'
        + "".join(f"<p>{part}</p>" for part in CYRILLIC.strip().split("\n\n")).encode("cp1251")
        + b"</article></body></html>",
    ),
    "cp1252.txt": (CURLY, CURLY.encode("cp1252")),
    "utf-8-mark.txt": (MARKED, MARKED.encode("utf-8-sig")),
    "utf-16-mark.txt": (ENGLISH, ENGLISH.encode("utf-16")),
    "utf-16-le.txt": (ENGLISH, ENGLISH.encode("utf-16-le")),
    "utf-16-be.txt": (ENGLISH, ENGLISH.encode("utf-16-be")),
}
"""Name -> the text that its reader means, and the bytes of the file."""


def make_folder(folder: Path) -> Path:
    """Fill a folder: bad files, files in several encodings, good ones under odd names, one text under two names."""
    folder.mkdir()
    for name, (_, make) in BAD.items():
        make(folder / name)
    for name, (_, data) in ENCODED.items():
        (folder / name).write_bytes(data)
    reports = sorted((EXAMPLES / "kyrgyz-russia").glob("k*.txt"))
    for odd, report in zip(ODD_NAMES, reports, strict=True):
        write_oddly(folder, odd, report.read_bytes())
    inner = folder / "inner"
    inner.mkdir()
    shutil.copy(reports[0], inner / "twin.txt")
    return folder


def make_bad_odd_names(folder: Path) -> Path:
    """Fill a folder with empty files under odd names, which the summary has to name."""
    folder.mkdir()
    for odd in ODD_NAMES:
        write_oddly(folder, odd, b"")
    return folder


def write_oddly(folder: Path, name: bytes, data: bytes) -> None:
    """Write a file whose name may be no text."""
    with open(os.path.join(os.fsencode(folder), name), "wb") as file:  # noqa: PTH118, PTH123 - paths are text
        file.write(data)
