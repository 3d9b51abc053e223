"""The commands of `visage`, one file for each capability."""
