"""Third-party code for Lambda, one layer a folder."""
