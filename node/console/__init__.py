"""The national console: pages over the calls of the interface; nothing is decided here."""
