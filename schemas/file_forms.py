"""What the files that plancards writes are: ``file_forms.toml``."""

from __future__ import annotations

from functools import cache
from pathlib import PurePath

from pydantic import BaseModel, ConfigDict

from schemas.fact_files import load_file


class FileForm(BaseModel):
    """A form of file.

    Attributes:
        media_type: of the file.
        format: what a Data Package calls it; its ending when ``None``.
        registered: whether IANA's list has the media type.
        authority: what the Publications Office's list of file types calls it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    media_type: str
    format: str | None = None
    registered: bool = True
    authority: str | None = None


class _FormFile(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, FileForm]


@cache
def _load_forms() -> dict[str, FileForm]:
    return dict(load_file("file_forms.toml", _FormFile).__pydantic_extra__)


def find_file_form(path: PurePath) -> FileForm | None:
    """The form of a file by the ending of its name; ``None`` when it is none of ours.

    >>> from pathlib import PurePath
    >>> find_file_form(PurePath("calls.ics")).media_type
    'text/calendar'
    """
    return _load_forms().get(path.suffix.removeprefix("."))
