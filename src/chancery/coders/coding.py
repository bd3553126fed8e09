"""Lets a language model code a report, and keeps what can be checked."""

from __future__ import annotations

from chancery.coders.checking import Checked, check_answer, schema
from chancery.coders.endpoint import Endpoint
from chancery.coders.prompts import instructions, pieces
from chancery.model.second_readings import SecondReading
from chancery.model.text import Report


def code_with(endpoint: Endpoint, report: Report) -> Checked:
    """Ask a model for the events of a report, piece by piece.

    Raises:
        CoderError: If the endpoint cannot be reached or its answer cannot be read.
    """
    readings: list[SecondReading] = []
    refused: list[str] = []
    for piece in pieces(report):
        checked = check_answer(endpoint.ask(instructions(), piece, schema()), report, coder=endpoint.coder)
        readings += checked.readings
        refused += checked.refused
    return Checked(tuple(dict.fromkeys(readings)), tuple(refused))
