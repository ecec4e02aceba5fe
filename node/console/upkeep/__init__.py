"""How the node itself stands: its health, its peers, the hub's log, registers, what is kept."""
