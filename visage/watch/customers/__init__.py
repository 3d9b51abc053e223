"""What a business knows of the customers whom its cameras recognise."""
