"""The classify function."""
