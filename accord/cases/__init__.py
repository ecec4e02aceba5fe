"""Casework rules: messages, state machines as default-deny tables, and their guards."""
