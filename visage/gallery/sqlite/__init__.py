"""A gallery in one SQLite file, searched exactly, for one machine."""
