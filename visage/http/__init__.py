"""The HTTP edge: requests taken apart, answers and errors sent, OpenAPI."""
