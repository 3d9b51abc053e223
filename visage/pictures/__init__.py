"""Pictures: files into upright pixels and back, warped, drawn on, marked."""
