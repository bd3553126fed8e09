"""The record for people and programs over HTTP: pages that open in a browser, and an API under `/api/v1`."""
