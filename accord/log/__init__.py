"""The transparency log in C2SP formats: notes, checkpoints, tiles, proofs and witnesses."""
