"""Pictures: read from files into upright pixels, warped, drawn on, and written."""
