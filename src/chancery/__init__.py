"""Chancery: news reports and official statements in, a checkable diplomatic record out."""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["__version__"]
