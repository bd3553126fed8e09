"""Sets up the templates that pages are written with: everything is escaped, and nothing untrusted acts."""

from __future__ import annotations

from typing import Final

from jinja2 import BaseLoader, ChoiceLoader, Environment, PackageLoader, StrictUndefined

from chancery.views.labels import count_words, date_words, visible

_CUT: Final = 200  # characters of a name or title in a list; its own page has all of it


def make_environment(*packages: str) -> Environment:
    """Set templates up.

    Args:
        packages: Where templates lie, in folders named `templates`; the first that has one gives it.
    """
    loaders: list[BaseLoader] = [PackageLoader(package) for package in packages]
    environment = Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters["date_words"] = date_words
    environment.filters["count_words"] = count_words
    environment.filters["cut"] = cut
    return environment


def cut(text: str, most: int = _CUT) -> str:
    """Cut what is too long for a list, between words where it has any.

    Example:
        >>> cut("one two three", 9)
        'one two …'
    """
    if len(text) <= most:
        return text
    head = text[:most]
    return f"{head.rpartition(' ')[0] or head} \u2026"


def _finalize(value: object) -> object:
    """Show control characters and overrides in whatever a template puts out."""
    return visible(value) if type(value) is str else value
