"""Conformance kits, the manual clock and builders, for our tests and for adapter authors."""
