"""Firearms: marks and their normal forms, reference tables, completeness and matching."""
