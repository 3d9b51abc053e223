"""Measurements of Visage, each against its peers in the same process."""
