"""The Lambda entry point of the service function."""

from functions.service.app import app
from visage.http.entry import lambda_handler

handler = lambda_handler(app)
