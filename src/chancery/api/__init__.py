"""The record for Python programs and notebooks; `chancery.open` is the way in."""
