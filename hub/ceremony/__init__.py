"""`accord-hub ceremony`: several capitals change the region's trust by exchanging files."""
