"""The HTTP edge: requests taken apart, answers and errors sent, OpenAPI."""

from importlib.util import find_spec

for name in ("flask", "serverless_wsgi", "aws_lambda_powertools"):
    if find_spec(name) is None:
        raise ModuleNotFoundError(
            f"visage.http needs {name}, which Visage's extra `serve` brings: "
            "`pip install 'visage[serve]'`.",
            name=name,
        )
