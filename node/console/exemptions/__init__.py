"""Exemptions from a ban on transfers: asked for, circulated, decided, used (ECOWAS 4 to 6)."""
