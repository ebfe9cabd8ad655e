"""Files in S3 are read from any place on: the bucket is asked for the stretch alone."""

from __future__ import annotations

import io

import boto3
import pytest
from botocore.response import StreamingBody
from botocore.stub import Stubber

from practica.kit.s3 import RangedS3Storage


@pytest.fixture
def bucket(monkeypatch):
    resource = boto3.resource(
        "s3", region_name="us-east-1", aws_access_key_id="key", aws_secret_access_key="secret"
    )
    storage = RangedS3Storage(bucket_name="files", location="practica")
    monkeypatch.setattr(RangedS3Storage, "bucket", resource.Bucket("files"))
    with Stubber(resource.meta.client) as stubber:
        yield storage, stubber


def test_a_stretch_is_asked_for_and_given(bucket):
    storage, stubber = bucket
    answer = {"Body": StreamingBody(io.BytesIO(b"3456"), 4)}
    asked = {"Bucket": "files", "Key": "practica/ab/abc", "Range": "bytes=3-6"}
    stubber.add_response("get_object", answer, asked)

    assert b"".join(storage.stretch("ab/abc", 3, 4)) == b"3456"


def test_what_is_not_there_is_a_missing_file(bucket):
    storage, stubber = bucket
    stubber.add_client_error("get_object", "NoSuchKey", http_status_code=404)

    with pytest.raises(FileNotFoundError):
        storage.stretch("ab/abc", 0, 1)
