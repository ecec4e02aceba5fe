"""Transfers of weapons between States: the file of each licence, its shipments, and their ends."""
