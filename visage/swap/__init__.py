"""The face swap: one face warped, matched and laid into another head."""
