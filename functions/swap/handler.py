"""The Lambda entry point of the swap function."""

from functions.swap.app import app, finder
from visage.http.entry import lambda_handler

handler = lambda_handler(app, finder)
