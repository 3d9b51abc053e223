"""The documentation, and what makes the generated parts of it."""
