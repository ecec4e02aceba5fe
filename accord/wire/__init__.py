"""The mapping between domain values and generated messages; the only code that touches `v1`."""
