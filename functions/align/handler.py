"""The Lambda entry point of the align function."""

from functions.align.app import app, finder
from visage.http.entry import lambda_handler

handler = lambda_handler(app, finder)
