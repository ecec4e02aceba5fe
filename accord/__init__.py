"""The protocol and domain core of Accord: everything both sides must compute alike."""

__version__ = "0.1.0"
