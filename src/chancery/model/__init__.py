"""The words Chancery thinks in: frozen dataclasses that every stage shares."""
