"""Evidence of this node's messages: gathered from its store, completed from the hub's log."""
