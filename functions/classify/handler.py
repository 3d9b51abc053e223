"""The Lambda entry point of the classify function."""

from functions.classify.app import app, classifiers
from visage.http.entry import lambda_handler

handler = lambda_handler(app, classifiers)
