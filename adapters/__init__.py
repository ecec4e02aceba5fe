"""Drivers for legacy registers; each imports only the adapter contract and its own library."""
