"""The members' directory and the regional policy: bytes in, verified state out."""
