"""The reports as a bibliography: BibTeX, and CSL-JSON as Zotero reads it.

Source: BibTeX's `misc` with biblatex's `langid`; CSL-JSON 1.0, whose dates hold two ends and a `circa`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from chancery.model.dates import Edtf
from chancery.record.streams import Cited
from chancery.views.exports.dates import point
from chancery.views.exports.material import Material, link_of
from chancery.views.exports.texts import json_array

_TEX: Final = re.compile(r"[\\{}$&#^_~%]")
_ESCAPES: Final = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
_WORD: Final = re.compile(r"[a-z]{3,}")
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_KEY: Final = 6  # characters of the id, which make a key unique


def write_bibtex(material: Material) -> Iterator[str]:
    """Yield an entry for each report."""
    for report in material.documents():
        fields = {key: value for key, value in _bibtex(report).items() if value}
        body = ",\n".join(f"  {key} = {value}" for key, value in fields.items())
        yield f"@misc{{{bibtex_key(report)},\n{body}\n}}\n\n"


def bibtex_key(report: Cited) -> str:
    """Return the key of a report: outlet, year and a piece of its id."""
    words = _WORD.findall((report.outlet or report.title or "report").casefold())
    date = point(report.published)
    return "".join((words[0] if words else "report", str(date[0]) if date else "", "-", report.id[:_KEY]))


def _bibtex(report: Cited) -> dict[str, str | None]:
    date = point(report.published)
    link = link_of(report)
    return {
        "title": _braced(f"{{{tex(report.title)}}}") if report.title else None,
        "author": _braced(" and ".join(f"{{{tex(name)}}}" for name in report.authors)) if report.authors else None,
        "publisher": _braced(tex(report.outlet)) if report.outlet else None,
        "year": _braced(str(date[0])) if date else None,
        "month": _MONTHS[date[1] - 1] if date and date[1] else None,
        "date": _braced(str(report.published)) if report.published else None,
        "url": _braced(link.replace("{", "%7B").replace("}", "%7D")) if link else None,
        "langid": _braced(tex(report.language)) if report.language else None,
        "note": _braced(f"Chancery report {report.id}"),
    }


def tex(text: str) -> str:
    r"""Return a text that TeX prints and does not obey.

    Example:
        >>> tex(r"50% & \input{x}")
        '50\\% \\& \\textbackslash{}input\\{x\\}'
    """
    plain = "".join(char for char in " ".join(text.split()) if char.isprintable())
    return _TEX.sub(lambda match: _ESCAPES.get(match[0], f"\\{match[0]}"), plain)


def _braced(value: str) -> str:
    return f"{{{value}}}"


def write_csl(material: Material) -> Iterator[str]:
    """Yield one JSON array with an item for each report."""
    yield from json_array(_csl(report) for report in material.documents())
    yield "\n"


def _csl(report: Cited) -> dict[str, Any]:
    told = {
        "id": report.id,
        "type": "article-newspaper",
        "title": report.title,
        "container-title": report.outlet,
        "author": [{"literal": name} for name in report.authors],
        "issued": _issued(report.published),
        "URL": link_of(report),
        "language": report.language,
        "note": f"Chancery report {report.id}",
    }
    return {key: value for key, value in told.items() if value}


def _issued(when: Edtf | None) -> dict[str, Any] | None:
    if when is None:
        return None
    single = point(when)
    ends = [single] if single else [point(Edtf.parse(end)) for end in str(when).split("/") if end not in {"", ".."}]
    parts = [[part for part in end if part is not None] for end in ends if end is not None]
    if not parts or (single is None and len(parts) != len(str(when).split("/"))):
        return {"raw": str(when)}
    return {"date-parts": parts} | ({"circa": True} if when.is_approximate or when.is_uncertain else {})
