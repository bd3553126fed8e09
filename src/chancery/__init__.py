"""Chancery: news reports and official statements in, a checkable diplomatic record out.

    import chancery

    book = chancery.open("my.db")
    book.read("reports/")
    book.events(state="KGZ", since="2020").to_pandas()

Importing this loads nothing else; `open` brings what it needs. What type checkers read is `__init__.pyi`.
"""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["Book", "Edtf", "__version__", "open"]

_PLACES = {"Book": "chancery.api.book", "open": "chancery.api.book", "Edtf": "chancery.model.dates"}


def __getattr__(name: str) -> object:
    """Load a public name on first use."""
    if name not in _PLACES:
        message = f"module 'chancery' has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module  # noqa: PLC0415 - importing chancery costs one small file

    found: object = getattr(import_module(_PLACES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
