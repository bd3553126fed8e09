"""JSON of model values."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.model.dates import Edtf
from chancery.model.facts import Conclusions
from chancery.model.mentions import Observations
from chancery.model.text import Report
from chancery.record.codec import decode, encode
from record.strategies import conclusions_about, observations_of, reports


@settings(max_examples=30)
@given(report=reports(), data=st.data())
def test_codec_loses_nothing(report: Report, data: st.DataObject) -> None:
    """Every report, its observations and conclusions come back as they were."""
    observations = data.draw(observations_of(report))
    conclusions = data.draw(conclusions_about([report]))
    assert decode(encode(report), Report) == report
    assert decode(encode(observations), Observations) == observations
    assert decode(encode(conclusions), Conclusions) == conclusions


def test_codec_writes_dates_as_edtf() -> None:
    """A date is its EDTF string."""
    assert encode([Edtf.parse("2020-10~"), None]) == '["2020-10~",null]'


def test_codec_refuses_what_it_does_not_know() -> None:
    """An unknown class is a fault of the program."""
    with pytest.raises(NotImplementedError, match="no JSON for object"):
        encode(object())


def test_codec_refuses_json_of_another_shape() -> None:
    """What was not written by `encode` is not read."""
    with pytest.raises(msgspec.ValidationError):
        decode('{"id": 1}', Report)
    with pytest.raises(NotImplementedError, match="no complex in JSON"):
        decode('"1"', complex)
