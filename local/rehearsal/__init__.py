"""The rehearsal's AWS: an emulator, Lambda's runtime, and an API Gateway before it."""
