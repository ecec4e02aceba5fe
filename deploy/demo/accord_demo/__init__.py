"""The demonstration region: a hub and three member states, their registers made by a seed."""
