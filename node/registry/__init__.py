"""The registry host: national registers behind their adapters, under one guard."""
