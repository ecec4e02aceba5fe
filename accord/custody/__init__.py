"""Where a process keeps its private keys: sealed files, passphrases, hardware tokens.

Node and hub open theirs alike. How a file is read and what the environment holds come in as
arguments; only a hardware token is reached from here, through the library of its maker.
"""
