"""Inquiries to many members at once: hit or no hit, asked and answered."""
