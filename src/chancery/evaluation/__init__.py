"""Scores an exported record against a gold file, one module for each kind of score.

`report.evaluate` is the entry; `gold.load_gold` and `text.load_texts` read what it needs.
"""
