"""How all property tests run: no example is timed, since a machine may be busy."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_SHARED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", _SHARED)
settings.register_profile("gate", _SHARED, derandomize=True)  # its verdict depends on nothing but the code
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "search"))
