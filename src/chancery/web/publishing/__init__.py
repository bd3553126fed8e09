"""The served pages as a folder of files: which page lies where, how its links are written, and the search index."""
