"""Accord measured beside its own ceiling and beside its peers, in one run on one machine."""
