"""The demo as it runs, asked by boto3 through the stand-in for API Gateway."""

from __future__ import annotations

import pytest

from tests.conftest import Service
from tests.rekognition.pictures import astronaut, image
from tests.rekognition.serving import client_of


def test_a_program_switches_by_one_variable(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_REKOGNITION", f"{service.api}/rekognition")
    client = client_of(None)
    found = client.detect_faces(Image=image(astronaut()))
    assert len(found["FaceDetails"]) == 1
    meta = found["ResponseMetadata"]
    assert meta["RequestId"] == meta["HTTPHeaders"]["x-request-id"]
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.list_faces(CollectionId="never-made-in-the-demo")


def test_a_slash_behind_the_path(service: Service) -> None:
    client = client_of(f"{service.api}/rekognition/")
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.describe_collection(CollectionId="never-made-in-the-demo")


def test_what_the_gateway_refuses_is_typed_too(service: Service) -> None:
    client = client_of(f"{service.api}/rekognition")
    with pytest.raises(client.exceptions.ImageTooLargeException) as caught:
        client.detect_faces(Image=image(bytes(4_000_000)))
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 413
    # 3.4 MB still pass, and are no picture.
    with pytest.raises(client.exceptions.InvalidImageFormatException):
        client.detect_faces(Image=image(bytes(3_400_000)))
