"""`Doc` to mentions: each from its own clause, nothing looked up."""
