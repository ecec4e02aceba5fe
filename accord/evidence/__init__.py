"""Evidence: one file that shows a stranger, offline and years later, what was sent and when."""
