"""The national audit trail: one chain of hashes over everything that was done and refused."""
