"""Search over the numbers of a register that is held in memory: millions of marks, microseconds.

Needs NumPy, which nothing else in the accord does; whoever copies a register in has it installed.
"""
