"""Loads the TOML files that users write: rules of impact, findings switched off, corrections."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from schemas.errors import UsageError

_Model = TypeVar("_Model", bound=BaseModel)


def load_project_file(path: Path, model: type[_Model]) -> _Model:
    """A user's file, validated.

    Args:
        path: of the file.
        model: what it must hold.

    Raises:
        UsageError: it cannot be read, or an entry is wrong; the message names file and key.
    """
    try:
        return model.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({error}); check the name") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: not valid TOML: {error}; mend the file") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"{path}: key {key}: {first['msg']}; mend the entry") from error
