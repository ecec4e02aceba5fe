"""Finds out why a hub does not work, and says what to do: one check for each thing it needs.

It works with the hub stopped or running, changes nothing, and shows no secret. What cannot be
checked is told apart from what is bad.
"""
