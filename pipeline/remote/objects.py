"""Objects under a URL: read, added once, and one of them replaced under a condition."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from schemas.errors import StoreError, UsageError

if TYPE_CHECKING:
    from obstore import UpdateVersion
    from obstore.store import MemoryStore, ObjectStore

INSTALL = "a store in object storage needs obstore: pip install 'plancards[objects]'"

ANSWER_SECONDS = 60
"""So long one request may take, and all its repetitions together."""


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
            meta = result.meta
            state: UpdateVersion = {"e_tag": meta["e_tag"], "version": meta["version"]}
            return Found(bytes(result.bytes()), state)

    def add(self, key: str, data: bytes) -> bool:
        """Add an object; false when one is there, which stays as it is.

        Raises:
            StoreError: as of ``read``.
        """
        from obstore.exceptions import AlreadyExistsError

        with self._asking():
            try:
                self.storage.put(key, data, mode="create", use_multipart=False)
            except AlreadyExistsError:
                return False
            return True

    def replace(self, key: str, data: bytes, state: UpdateVersion) -> bool:
        """Replace an object; false when it is no longer as it was read, and stays as it is.

        Raises:
            StoreError: as of ``read``.
        """
        from obstore.exceptions import PreconditionError

        with self._asking():
            try:
                self.storage.put(key, data, mode=state, use_multipart=False)
            except PreconditionError:
                return False
            return True

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
            client_options={"timeout": limit},
            retry_config={"max_retries": 5, "retry_timeout": limit},
        )
    except (BaseError, ValueError) as error:
        raise UsageError(f"{url}: cannot be used as a store ({error})") from error
    return Objects(url, storage)


@cache
def _open_memory(url: str) -> MemoryStore:
    """What is written under a URL is found there again, as long as the process lives."""
    from obstore.store import MemoryStore

    return MemoryStore()
