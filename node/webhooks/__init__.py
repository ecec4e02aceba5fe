"""Tells the agency's own system of each step: signed, in order, until it has taken it."""
