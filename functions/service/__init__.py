"""The service function: what there is to know of the service, without models."""
