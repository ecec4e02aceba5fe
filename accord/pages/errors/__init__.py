"""Errors and other sentences of the source in the reader's language.

An error carries an English text with what was known at that moment filled in. `texts.json`, which
`make messages` writes from the source, has the templates of every code; the text is laid over
them, what was filled in is taken out, and the translated template is filled with it.
"""
