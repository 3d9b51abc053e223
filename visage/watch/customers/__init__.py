"""Where the business keeps its accounts, which alerts of its customers show."""
