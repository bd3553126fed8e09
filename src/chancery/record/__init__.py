"""Facts to store."""
