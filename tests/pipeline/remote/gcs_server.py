"""A server of Google's storage API: gcp-storage-emulator, and what it lacks of the XML API.

The emulator answers and keeps objects. By itself it knows no conditions, tells no generation, and
checks no token; these are added here as Google documents them, because a store rests on them:

- ``x-goog-if-generation-match``: an object is written only if this generation of it is there, and
  none for 0; else 412 Precondition Failed;
- ``ETag``, ``Last-Modified`` and ``x-goog-generation`` of every object that is read or written;
- 401 without a token;
- 429 for an object that is written again too soon (Google: once per second).

And of what networks do: under a key with ``lost-answers`` in it, an object is written the first
time, but the connection ends before the answer.

Usage: gcs_server.py SECONDS, between two writes of one object. Says its port, then answers one
request at a time until it is killed.
"""

from __future__ import annotations

import sys
from datetime import datetime
from email.utils import format_datetime
from functools import partial
from http import HTTPStatus
from http.server import HTTPServer
from time import monotonic

from gcp_storage_emulator import server
from gcp_storage_emulator.exceptions import NotFound
from gcp_storage_emulator.handlers import objects
from gcp_storage_emulator.storage import Storage

NO_GENERATION = 0
"""Stands for an object that is not there."""


LOSSY = "lost-answers"
"""A part of the keys of objects whose first writing is not answered."""


class Listening(HTTPServer):
    """Lets many wait to be connected."""

    request_queue_size = 128


class Conditions:
    """The routes of the XML API, with conditions."""

    def __init__(self, seconds: float) -> None:
        """Use ``get`` and ``put`` as handlers.

        Args:
            seconds: that have to be between two writes of one object.
        """
        self._seconds = seconds
        self._written: dict[tuple[str, str], float] = {}

    def get(self, request: server.Request, response: server.Response, storage: Storage) -> None:
        """GET /BUCKET/OBJECT."""
        if _is_let_in(request, response):
            objects.download(request, response, storage)
            if response.status in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
                _tell_state(response, storage.get_file_obj(*_find_key(request)))

    def put(self, request: server.Request, response: server.Response, storage: Storage) -> None:
        """PUT /BUCKET/OBJECT."""
        key = _find_key(request)
        if request.data is None:
            request._data = b""  # of an empty object the emulator says that it has no body
        wanted = request.get_header("x-goog-if-generation-match")
        if not _is_let_in(request, response):
            return
        if wanted is not None and int(wanted) != _find_generation(storage, key):
            response.status = HTTPStatus.PRECONDITION_FAILED
            return
        if monotonic() - self._written.get(key, -self._seconds) < self._seconds:
            response.status = HTTPStatus.TOO_MANY_REQUESTS
            return
        objects.xml_upload(request, response, storage)
        if response.status == HTTPStatus.OK:
            is_first = key not in self._written
            self._written[key] = monotonic()
            if is_first and LOSSY in key[1]:
                raise ConnectionAbortedError(key)
            _tell_state(response, storage.get_file_obj(*key))


def _find_key(request: server.Request) -> tuple[str, str]:
    return request.params["bucket_name"], request.params["object_id"]


def _is_let_in(request: server.Request, response: server.Response) -> bool:
    said: str = request.get_header("Authorization", "")
    if said.startswith("Bearer "):
        return True
    response.status = HTTPStatus.UNAUTHORIZED
    return False


def _find_generation(storage: Storage, key: tuple[str, str]) -> int:
    try:
        return int(storage.get_file_obj(*key)["generation"])
    except NotFound:
        return NO_GENERATION


def _tell_state(response: server.Response, state: dict[str, str]) -> None:
    response["ETag"] = f'"{state["etag"]}"'
    response["Last-Modified"] = format_datetime(
        datetime.fromisoformat(state["updated"]), usegmt=True
    )
    response["x-goog-generation"] = state["generation"]


if __name__ == "__main__":
    conditions = Conditions(float(sys.argv[1]))
    *others, (pattern, _) = server.HANDLERS
    own = (pattern, {server.GET: conditions.get, server.PUT: conditions.put})
    server.HANDLERS = (*others, own)
    kept = Storage(use_memory_fs=True)
    with Listening(("127.0.0.1", 0), partial(server.RequestHandler, kept)) as listening:
        print(listening.server_port, flush=True)
        listening.serve_forever()
