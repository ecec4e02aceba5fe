"""The node's one database: engine, shared metadata and migrations."""
