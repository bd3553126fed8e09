"""A small gold file on made-up documents, with one example of each thing that is scored."""

from __future__ import annotations

import copy
from typing import Any

TEXTS = {
    "a_readout.txt": (
        "Foreign Minister Anna Berg met her Chilean counterpart, Luis Rojas, in Oslo on May 4, 2015. "
        "Berg “promised a loan of 20 million dollars” to Chile. "
        "“Chile is our closest friend in the south,” Berg told reporters. Share this page"
    ),
    "b_agency.txt": (
        "SANTIAGO - Rojas and Berg held talks in the Norwegian capital on Monday. "
        "Chile, Norway's minister said, was “our nearest friend in the South”. "
        "Norway criticised the coup in Freedonia. What did you eat? a reporter asked."
    ),
}

GOLD: dict[str, Any] = {
    "entities": {
        "NOR": {"kind": "state", "names": ["Norway", "Oslo"]},
        "CHL": {"kind": "state", "names": ["Chile", "Santiago"]},
        "berg": {"kind": "person", "names": ["Anna Berg", "Berg"]},
        "rojas": {"kind": "person", "names": ["Luis Rojas", "Rojas"]},
    },
    "documents": {
        "a_readout.txt": {
            "published": "2015-05-04",
            "title": "Berg meets Rojas",
            "outlet": "Ministry of Foreign Affairs",
            "furniture": ["Share this page"],
        },
        "b_agency.txt": {"published": "2015-05-04/2015-05-08"},
    },
    "events": [
        {
            "id": "talks",
            "type": "CONSULT",
            "mode": "meet",
            "actors": ["berg", "rojas"],
            "when": "2015-05-04",
            "status": "occurred",
            "evidence": {"a": "met her Chilean counterpart", "b": "held talks in the Norwegian capital"},
        },
        {
            "id": "criticism",
            "type": "ACCUSE",
            "actors": ["NOR"],
            "when": "2015-05",
            "status": "occurred",
            "evidence": {"b": "Norway criticised the coup"},
        },
        {
            "id": "coup",
            "type": "COERCE",
            "when": "../2015-05-08",
            "optional": True,
            "evidence": {"b": "the coup in Freedonia"},
        },
    ],
    "quotations": [
        {"doc": "a", "speaker": "berg", "content": "Chile is our closest friend in the south"},
        {"doc": "b", "speaker": "berg", "content": "our nearest friend in the South"},
        {"doc": "b", "speaker": "journalist", "content": "What did you eat?"},
    ],
    "occupancies": [
        {"person": "berg", "office": "foreign minister", "of": "NOR", "at": "2015-05-04",
         "evidence": {"a": "Foreign Minister Anna Berg"}},
        {"person": "rojas", "office": "foreign minister", "of": "CHL", "start": "2014",
         "evidence": {"a": "her Chilean counterpart, Luis Rojas"}},
    ],
    "pledges": [
        {"by": "NOR", "to": "CHL", "what": "a loan", "amount": 20000000, "currency": "USD",
         "status": [{"is": "pledged"}], "evidence": {"a": "promised a loan of 20 million dollars"}},
    ],
    "same_quotation": [
        [{"doc": "a", "content": "Chile is our closest friend in the south"},
         {"doc": "b", "content": "our nearest friend in the South"}],
    ],
}  # fmt: skip


def made_up_gold() -> dict[str, Any]:
    """Return a copy that a test may change."""
    return copy.deepcopy(GOLD)
