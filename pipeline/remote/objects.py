"""Objects under a URL: read, added once, and one of them replaced under a condition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal

from schemas.errors import StoreError, UsageError

if TYPE_CHECKING:
    from obstore import ObjectMeta, PutResult, UpdateVersion
    from obstore.exceptions import BaseError
    from obstore.store import MemoryStore, ObjectStore

Headers = Mapping[str, str]

INSTALL = "a store in object storage needs obstore: pip install 'plancards[objects]'"

REQUESTS = 16
"""So many objects are fetched or added at a time."""

ANSWER_SECONDS = 60
"""So long one request may take, and all its repetitions together."""

PAUSE_SECONDS = 0.3
"""At least so long is waited before a request is repeated."""

REPETITIONS = 6
"""So often it is repeated. Google lets an object be written once a second, so that the pauses
together must be longer."""

TRIES = 3
"""So often an object is put when the connection ends before the answer."""


@dataclass(frozen=True, slots=True)
class Found:
    """An object as it was read.

    Attributes:
        data: its bytes.
        state: tells whether it is still the same.
    """

    data: bytes
    state: UpdateVersion


@dataclass(frozen=True, slots=True)
class Objects:
    """The objects under a URL.

    Attributes:
        url: without a slash at the end.
        storage: what reaches them.
    """

    url: str
    storage: ObjectStore

    def read(self, key: str) -> Found | None:
        """An object; ``None`` when it is not there.

        Raises:
            StoreError: the storage does not answer, or does not permit it.
        """
        with self._asking():
            try:
                result = self.storage.get(key)
            except FileNotFoundError:
                return None
            return Found(bytes(result.bytes()), _result_to_state(result.meta))

    def add(self, key: str, data: bytes, headers: Headers | None = None) -> UpdateVersion | None:
        """Add an object; its state, or ``None`` when one is there, which stays as it is.

        Args:
            key: of the object.
            data: its bytes.
            headers: what a web server says of it, such as its Content-Type.

        Raises:
            StoreError: as of ``read``.
        """
        from obstore.exceptions import AlreadyExistsError

        return self._put(key, data, "create", AlreadyExistsError, headers)

    def replace(
        self, key: str, data: bytes, state: UpdateVersion, headers: Headers | None = None
    ) -> UpdateVersion | None:
        """Replace an object; its new state, or ``None`` when another than ``state`` stays there.

        Args:
            key: of the object.
            data: its bytes.
            state: as it was read.
            headers: as of ``add``.

        Raises:
            StoreError: as of ``read``.
        """
        from obstore.exceptions import PreconditionError

        return self._put(key, data, state, PreconditionError, headers)

    def _put(
        self,
        key: str,
        data: bytes,
        condition: Literal["create"] | UpdateVersion,
        refusal: type[BaseError],
        headers: Headers | None,
        tries: int = TRIES,
    ) -> UpdateVersion | None:
        """Put an object under a condition; ``None`` when the condition does not hold.

        Where the connection ends before the answer, obstore does not know whether it was put, and
        gives up. What is there tells.
        """
        from obstore.exceptions import GenericError

        with self._asking():
            try:
                result = self.storage.put(
                    key,
                    data,
                    attributes=dict(headers) if headers else None,
                    mode=condition,
                    use_multipart=False,
                )
            except refusal:
                return None
            except GenericError:
                found = self.read(key)
                if found and found.data == data:
                    return found.state
                if tries == 1:
                    raise
                return self._put(key, data, condition, refusal, headers, tries - 1)
            return _result_to_state(result)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        from obstore.exceptions import BaseError

        try:
            yield
        except (BaseError, OSError) as error:
            reason = str(error).partition("\n")[0]
            raise StoreError(
                f"{self.url}: cannot be reached ({reason}); check its name, the credentials and "
                "the network; the store is as it was"
            ) from error


def _result_to_state(meta: ObjectMeta | PutResult) -> UpdateVersion:
    """What the storage knows a state of an object by: S3 has a tag, GCS a version too."""
    state: UpdateVersion = {}
    if meta["e_tag"] is not None:
        state["e_tag"] = meta["e_tag"]
    if meta["version"] is not None:
        state["version"] = meta["version"]
    return state


def open_objects(url: str) -> Objects:
    """The objects under a URL. Credentials and region are those of the environment.

    Args:
        url: such as "s3://bucket/prefix".

    Raises:
        UsageError: obstore is not installed, or the URL or the environment names no place.
    """
    url = url.rstrip("/")
    try:
        from obstore.exceptions import BaseError
        from obstore.store import from_url
    except ImportError:
        raise UsageError(INSTALL) from None
    if url.startswith("memory:"):
        return Objects(url, _open_memory(url))
    limit = timedelta(seconds=ANSWER_SECONDS)
    try:
        storage = from_url(
            url,
            # Without encryption only where the environment names an http:// address itself.
            client_options={"timeout": limit, "allow_http": True},
            retry_config={
                "backoff": {"init_backoff": timedelta(seconds=PAUSE_SECONDS)},
                "max_retries": REPETITIONS,
                "retry_timeout": limit,
            },
        )
    except (BaseError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise UsageError(f"{url}: cannot be used as a store ({reason})") from error
    return Objects(url, storage)


@cache
def _open_memory(url: str) -> MemoryStore:
    """What is written under a URL is found there again, as long as the process lives."""
    from obstore.store import MemoryStore

    return MemoryStore()
