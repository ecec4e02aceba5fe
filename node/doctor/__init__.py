"""Finds out why a node does not work, and says what to do: one check for each thing it needs.

It works with the node stopped or running, changes nothing, and shows no secret. What cannot be
checked is told apart from what is bad. Later checks need what earlier ones found; where that is
missing, they are left out.
"""
