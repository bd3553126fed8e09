"""Archives of all kinds: what opens a ZIP, a TAR, and one compressed stream."""

from __future__ import annotations

from chancery.reading.packed import unpack
from chancery.reading.tars import open_tar
from chancery.reading.zips import open_zip

__all__ = ["open_tar", "open_zip", "unpack"]
