"""The swap function: one face onto another."""
