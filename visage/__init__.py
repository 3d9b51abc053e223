"""Visage: align, swap and recognise faces."""

__version__ = "0.1.0"
