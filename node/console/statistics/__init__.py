"""Statistics: a State's own figures, what stands behind each, and the region's."""
