"""The Lambda entry point of the people function."""

from functions.people.app import app, gallery, recognizer
from visage.http.entry import lambda_handler

handler = lambda_handler(app, gallery, recognizer)
