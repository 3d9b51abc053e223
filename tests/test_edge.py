"""The HTTP edge: how large an answer may be, whatever route gives it."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from visage.answers.fields import Parameters
from visage.http.app import Answer, ImageAnswer, Route, create_app, route
from visage.http.request import Incoming


class Text(BaseModel):
    """An answer as long as is asked for."""

    text: str


def status(answer: Answer) -> int:
    """The status with which an app gives an answer."""
    app = create_app("edge")

    @route(app, Route("GET", "/any", Parameters, Text))
    def any_answer(request: Incoming[Parameters]) -> Answer:
        """Give the answer."""
        return answer

    return app.test_client().get("/any").status_code


# Bytes of a picture travel to API Gateway as base64, a third longer than they are.
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (ImageAnswer(bytes(4_500_000), "png"), 200),
        (ImageAnswer(bytes(4_500_001), "png"), 413),
        (Text(text="a" * 5_999_980), 200),
        (Text(text="a" * 6_000_000), 413),
    ],
    ids=["picture", "large picture", "text", "long text"],
)
def test_an_answer_is_no_larger_than_lambda_carries(
    answer: Answer, expected: int
) -> None:
    assert status(answer) == expected
