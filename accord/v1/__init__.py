"""Generated protobuf messages of the wire; only `accord.wire` reads and writes them."""
