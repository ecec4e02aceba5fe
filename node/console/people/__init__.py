"""Whoever works here and what they did: accounts, tokens, sessions, and the audit trail."""
