"""Buckets on real servers, of S3's and of Google's protocol, and stores by their URL."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen
from uuid import uuid4

import boto3
import pytest

S3_SERVER = Path(__file__).with_name("s3_server.py")
GCS_SERVER = Path(__file__).with_name("gcs_server.py")
BUCKET = "plans"


def make_bucket(port: int, name: str) -> None:
    """An empty bucket on the server."""
    client = boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{port}",
        region_name="us-east-1",
        aws_access_key_id="a",
        aws_secret_access_key="b",
    )
    client.create_bucket(Bucket=name)
    client.close()


def make_gcs_bucket(port: int, name: str) -> None:
    """An empty bucket on the server of Google's protocol."""
    asked = Request(
        f"http://127.0.0.1:{port}/storage/v1/b",
        data=json.dumps({"name": name}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urlopen(asked) as answer:
        assert json.load(answer)["name"] == name


@contextmanager
def serve(*command: str | Path) -> Iterator[int]:
    """Where a server listens that says its port first."""
    with subprocess.Popen(
        [sys.executable, *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout
        try:
            yield int(server.stdout.readline())
        finally:
            server.kill()


@pytest.fixture(scope="session")
def s3_port() -> Iterator[int]:
    """Where the server listens; it has one empty bucket."""
    with serve(S3_SERVER) as port:
        make_bucket(port, BUCKET)
        yield port


@pytest.fixture(scope="session")
def gcs_port() -> Iterator[int]:
    """Where the server listens; it has one empty bucket."""
    with serve(GCS_SERVER, "0") as port:
        make_gcs_bucket(port, BUCKET)
        yield port


@pytest.fixture
def s3(s3_port: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """A prefix that holds nothing yet; the environment says how to reach it."""
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{s3_port}",
        "AWS_ACCESS_KEY_ID": "a",
        "AWS_SECRET_ACCESS_KEY": "b",
        "AWS_REGION": "us-east-1",
        "AWS_ALLOW_HTTP": "true",  # for the example of a program of one's own
    }.items():
        monkeypatch.setenv(name, value)
    return f"s3://{BUCKET}/{uuid4().hex}/store"


def reach_gcs(port: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """A prefix on that server that holds nothing yet; the environment says how to reach it."""
    for name, value in {
        "GOOGLE_BASE_URL": f"http://127.0.0.1:{port}",
        "GOOGLE_BEARER_TOKEN": "a",
    }.items():
        monkeypatch.setenv(name, value)
    return f"gs://{BUCKET}/{uuid4().hex}/store"


@pytest.fixture
def gs(gcs_port: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """As ``s3``, of Google's protocol."""
    return reach_gcs(gcs_port, monkeypatch)


@pytest.fixture(params=["s3", "gs"])
def bucket(request: pytest.FixtureRequest) -> str:
    """An empty prefix in a bucket of each kind."""
    found: str = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=["s3", "gs", "memory", "file"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store of each kind."""
    if request.param in ("s3", "gs"):
        found: str = request.getfixturevalue(request.param)
        return found
    return f"memory://{uuid4().hex}" if request.param == "memory" else f"file://{tmp_path}/a%20b"
