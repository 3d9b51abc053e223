"""The watch function: takes what cameras send, and keeps the watch list."""
