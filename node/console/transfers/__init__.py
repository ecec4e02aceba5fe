"""Transfers: each licence with its documents, its quantities, its route and what became of it."""
