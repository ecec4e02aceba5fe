"""Matters that have ended leave the node when the policy says so: archived first, then deleted."""
