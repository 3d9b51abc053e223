"""The Lambda entry point of the recognize function."""

from functions.recognize.app import app, gallery, recognizer
from visage.http.entry import lambda_handler

handler = lambda_handler(app, recognizer, gallery)
