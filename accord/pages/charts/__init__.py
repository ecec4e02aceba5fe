"""Diagrams and charts as SVG: pure functions of labels that are already in the reader's words.

A picture has a title and a description, and the same data as a table or as sentences beside it.
It has no style attribute and no script; what it looks like is `accord/pages/static/charts.css`.
"""
