"""Weapons of notices, inquiries and cases, found by the numbers they share with another."""
