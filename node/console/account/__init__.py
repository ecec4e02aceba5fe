"""One's own account: the first steps, and the way out."""
