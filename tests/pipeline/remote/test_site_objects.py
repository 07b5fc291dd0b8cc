"""A site in object storage: the old one or the new one, never a mix."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest
import regex
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.remote.objects import Found, Headers, Objects, open_objects
from pipeline.remote.site_objects import CONTENT_TYPES, FIRST_PAGE, open_site, upload_site
from schemas.errors import StoreError, UsageError

if TYPE_CHECKING:
    from obstore import UpdateVersion

PAGES = {
    "index.html": "<a href='cards/1.html'>",
    "cards/1.html": "one",
    "assets/site.css": "a {}",
    ".plancards-site": "",
}


def make_site(folder: Path, **changed: str) -> Path:
    """A folder like one that is built, with other texts for some of its pages."""
    for name, text in {**PAGES, **{f"{key}.html": text for key, text in changed.items()}}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def read_text(url: str, key: str) -> str | None:
    found = open_objects(url).read(key)
    return found.data.decode() if found else None


def follow(url: str) -> str:
    """The folder that the first page leads to."""
    page = read_text(url, FIRST_PAGE)
    assert page is not None
    (target,) = set(regex.findall(r"(?:url=|href=\")([^\"]+)\"", page))
    folder, slash, name = target.partition("/")
    assert (slash, name) == ("/", "index.html"), "it works wherever the bucket is looked at"
    return f"{url}/{folder}"


def test_the_first_page_leads_to_the_site(bucket: str, tmp_path: Path) -> None:
    site = make_site(tmp_path)
    assert upload_site(site, open_site(bucket)) == f"{bucket}/index.html"
    uploaded = follow(bucket)
    for name, text in PAGES.items():
        assert read_text(uploaded, name) == (None if name.startswith(".") else text)


def test_the_next_site_takes_its_place_and_leaves_it_whole(bucket: str, tmp_path: Path) -> None:
    upload_site(make_site(tmp_path / "a"), open_site(bucket))
    old = follow(bucket)
    upload_site(make_site(tmp_path / "b", index="new"), open_site(bucket))
    assert read_text(follow(bucket), "index.html") == "new"
    assert read_text(old, "index.html") == PAGES["index.html"], "who is on the old one stays there"

    upload_site(tmp_path / "a", open_site(bucket))
    assert follow(bucket) == old, "the same site has the same name"


@dataclass(frozen=True, slots=True)
class FailingObjects(Objects):
    """The storage fails when a key that ends so is to be added, as long as ``failing`` has any."""

    failing: list[str]

    def add(self, key: str, data: bytes, headers: Headers | None = None) -> UpdateVersion | None:
        if self.failing and key.endswith(self.failing[0]):
            raise StoreError(self.failing.pop())
        return Objects.add(self, key, data, headers)


@pytest.mark.parametrize("failing", ["assets/site.css", "cards/1.html", "/index.html"])
def test_a_site_that_was_not_finished_is_not_led_to(
    bucket: str, tmp_path: Path, failing: str
) -> None:
    upload_site(make_site(tmp_path / "a"), open_site(bucket))
    old = follow(bucket)
    new = make_site(tmp_path / "b", index="new")
    objects = FailingObjects(bucket, open_site(bucket).storage, [failing])
    with pytest.raises(StoreError):
        upload_site(new, objects)
    assert follow(bucket) == old

    upload_site(new, objects)
    for name in ("index.html", "cards/1.html", "assets/site.css"):
        assert read_text(follow(bucket), name) == (new / name).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class OvertakenObjects(Objects):
    """Right after the first page was read, another one puts its site in place, once."""

    others: list[Path]

    def read(self, key: str) -> Found | None:
        found = Objects.read(self, key)
        if key == FIRST_PAGE and self.others:
            upload_site(self.others.pop(), open_site(self.url))
        return found


def test_of_two_at_once_the_last_one_is_led_to(bucket: str, tmp_path: Path) -> None:
    mine, theirs = (make_site(tmp_path / name, index=name) for name in ("mine", "theirs"))
    upload_site(mine, OvertakenObjects(bucket, open_site(bucket).storage, [theirs]))
    assert read_text(follow(bucket), "index.html") == "mine"


def test_what_is_no_site_stays(bucket: str, tmp_path: Path) -> None:
    open_objects(bucket).add(FIRST_PAGE, b"<h1>Ministry</h1>")
    with pytest.raises(UsageError, match=r"index\.html: is of no site of plancards"):
        open_site(bucket)
    result = CliRunner().invoke(app, ["report", "--store", str(tmp_path), "--out", bucket])
    assert result.exit_code == 2
    assert read_text(bucket, FIRST_PAGE) == "<h1>Ministry</h1>"


def test_a_browser_is_told_what_the_files_are(s3_port: int, s3: str, tmp_path: Path) -> None:
    upload_site(make_site(tmp_path), open_site(s3))
    client = boto3.client("s3", endpoint_url=f"http://127.0.0.1:{s3_port}")
    for url, key, kept in (
        (s3, "index.html", "no-cache"),  # which site it leads to is asked every time
        (follow(s3), "cards/1.html", None),
    ):
        bucket, _, prefix = url.removeprefix("s3://").partition("/")
        told = client.head_object(Bucket=bucket, Key=f"{prefix}/{key}")
        assert told["ContentType"] == "text/html; charset=utf-8"
        assert told.get("CacheControl") == kept
    client.close()


def test_the_site_of_a_store_is_the_same_in_a_folder(
    s3: str, samples: Path, tmp_path: Path
) -> None:
    def call(*arguments: str) -> str:
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    call("run", str(samples / "isf-2027-2028.fi.pdf"), "--out", s3)
    call("report", "--store", s3, "--out", str(tmp_path / "site"))
    assert call("report", "--store", s3).startswith(f"{s3}/site/index.html: 1 plan(s)")
    uploaded = follow(f"{s3}/site")
    files = [path for path in (tmp_path / "site").rglob("[!.]*") if path.is_file()]
    assert {path.suffix for path in files} == set(CONTENT_TYPES)
    for path in files:
        found = open_objects(uploaded).read(path.relative_to(tmp_path / "site").as_posix())
        assert found is not None
        assert found.data == path.read_bytes()
