"""Imported by the fork server: loads and warms the tools once, for all workers to share.

Importing this module takes seconds by design; nothing else may import it. Workers say nothing on
the terminal: what goes wrong in one comes back as a value, and the command line says it in one
line. `CHANCERY_DEBUG=1` lets them speak.
"""

from __future__ import annotations

import gc
import os

from chancery.pipeline import warm_up

if os.environ.get("CHANCERY_DEBUG") != "1":
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
warm_up()
gc.collect()
gc.freeze()  # a worker that collects garbage would write to, and so copy, every page that it shares
