"""The recognize function."""
