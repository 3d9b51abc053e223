"""What routes and commands take and give, one file a capability; no Flask here."""
