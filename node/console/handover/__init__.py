"""Hand-over to the national central bureau: files out, replies in."""
