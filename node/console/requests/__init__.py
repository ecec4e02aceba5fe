"""Requests from abroad: what is asked, what our registers hold, and the answer that leaves."""
