"""Casework: the requester's cases and legs, the holder's answers, and the views of both."""
