"""Keys, batch signatures and sealed content."""
