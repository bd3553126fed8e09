"""A second reading by a language model that the user runs: asked, checked, and never believed without its sentence."""
