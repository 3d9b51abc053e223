"""The Lambda entry point of the recognize function."""

from functions.recognize.app import app, recognizer
from visage.http.entry import lambda_handler

handler = lambda_handler(app, recognizer)
