"""What each kind of message carries, a family a module."""
