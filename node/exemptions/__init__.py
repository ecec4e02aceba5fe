"""Exemptions from a region's ban on transfers: asked for, circulated, decided, drawn upon."""
