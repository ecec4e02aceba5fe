"""The requester's side of traces: cases, what is known of each weapon, and what to do next."""
