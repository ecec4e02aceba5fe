"""The hand-over to a national central bureau: a file out, a reply in, no line to INTERPOL."""
