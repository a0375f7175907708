"""Finds what the words may not say: no diagnosis, no reassurance, and nothing left out of a result."""
