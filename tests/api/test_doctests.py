"""The examples in docstrings of the API and of the exports run."""

from __future__ import annotations

import doctest
from importlib import import_module
from pkgutil import iter_modules

import pytest

import chancery.api
import chancery.views.exports

MODULES = [
    *(f"chancery.api.{module.name}" for module in iter_modules(chancery.api.__path__)),
    *(f"chancery.views.exports.{module.name}" for module in iter_modules(chancery.views.exports.__path__)),
    "chancery.codebooks.cameo",
    "chancery.record.streams",
    "chancery.views.plover",
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_a_module_run(name: str) -> None:
    """What a docstring shows is what happens."""
    assert doctest.testmod(import_module(name)).failed == 0
