"""The operators' desk: who operates the hub, what they did, and what they are shown of it.

It has a file of its own beside the ledger. Nothing in it decides about a message; it holds members'
codes, counts and times, and nothing of contents.
"""
