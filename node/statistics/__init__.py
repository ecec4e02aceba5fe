"""Statistics: a State's own figures, and the region's where this node is the secretariat's."""
