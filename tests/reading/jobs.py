"""Jobs for the guarded pool; in a module of their own so that workers can import them."""

from __future__ import annotations

import ctypes
import os
import time

from chancery.errors import InputError


def double(number: int) -> int:
    """Do honest work."""
    return 2 * number


def misbehave(what: str) -> str:
    """Do what an input made of poison makes a parser do."""
    if what == "sleep":
        time.sleep(60)
    elif what == "spin":
        ctypes.CDLL(None).pause()
    elif what == "segfault":
        ctypes.string_at(0)
    elif what == "exit":
        os._exit(3)
    elif what == "eat":
        bytearray(8 * 2**30)
    elif what == "raise":
        raise ValueError(what)
    elif what == "refuse":
        raise InputError("C011", "an input is empty.", "Fill it.")
    return what.upper()


def slow(number: int) -> int:
    """Work for a second."""
    time.sleep(1)
    return number


def loaded(_: int) -> str:
    """Tell what the initializer left."""
    return os.environ.get("CHANCERY_TEST_LOADED", "nothing")


def load() -> None:
    """Leave a mark, as loading a model would."""
    os.environ["CHANCERY_TEST_LOADED"] = "something"
