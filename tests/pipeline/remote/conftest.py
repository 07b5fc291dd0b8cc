"""A bucket on a real S3 server, and stores by their URL."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import boto3
import pytest

SERVER = Path(__file__).with_name("s3_server.py")
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


@pytest.fixture(scope="session")
def s3_port() -> Iterator[int]:
    """Where the server listens; it has one empty bucket."""
    with subprocess.Popen(
        [sys.executable, SERVER],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout
        try:
            port = int(server.stdout.readline())
            make_bucket(port, BUCKET)
            yield port
        finally:
            server.kill()


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


@pytest.fixture(params=["s3", "memory", "file"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store of each kind."""
    if request.param == "s3":
        found: str = request.getfixturevalue("s3")
        return found
    return f"memory://{uuid4().hex}" if request.param == "memory" else f"file://{tmp_path}/a%20b"
