"""A member's node: it wraps the national registry and exchanges sealed messages through the hub."""
