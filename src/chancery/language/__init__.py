"""`Report` to `Doc`."""
