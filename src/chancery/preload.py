"""Imported by the fork server: loads and warms the tools once, for all workers to share.

Importing this module takes seconds by design; nothing else may import it.
"""

from __future__ import annotations

from chancery.pipeline import warm_up

warm_up()
