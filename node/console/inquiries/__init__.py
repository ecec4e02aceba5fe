"""Inquiries to many members at once: our own, and those of others with our answers."""
