"""Store to reader."""
