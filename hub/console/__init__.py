"""The secretariat's console: the hub as its operators see it, in a browser."""
