"""Work on the networks: export, quantise, evaluate. Nothing else imports it."""
