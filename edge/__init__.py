"""The camera agent: follows faces in a camera's frames and sends their best crops."""
