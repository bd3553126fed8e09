"""Published vocabularies as data, with their readers."""
