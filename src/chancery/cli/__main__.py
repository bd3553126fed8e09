"""Lets `python -m chancery.cli` stand for the command `chancery`."""

from __future__ import annotations

from chancery.cli.main import main

if __name__ == "__main__":
    main()
