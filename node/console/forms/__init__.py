"""HTML forms made from the bodies of the interface, and the bodies made from what was posted."""
