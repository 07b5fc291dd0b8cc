"""What the data files beside this module have in common: how they are read, and phrases.

Everything a plan's words mean is data; the code only knows the keys. A bad entry is an error that
names the file and the key.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files
from typing import Annotated, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from schemas.errors import FactsError

Phrase = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S+( \S+)*$")]
Phrases = Annotated[tuple[Phrase, ...], Field(min_length=1)]
_Model = TypeVar("_Model", bound=BaseModel)


def _check_no_phrase_twice(phrases: tuple[str, ...]) -> None:
    twice = [phrase for phrase, n in Counter(p.casefold() for p in phrases).items() if n > 1]
    if twice:
        raise ValueError(f"listed twice: {', '.join(twice)}")


class Facts(BaseModel):
    """Base of what a data file holds: no unknown key, no phrase twice."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*")
    @classmethod
    def _no_phrase_twice(cls, value: object) -> object:
        if isinstance(value, tuple) and all(isinstance(item, str) for item in value):
            _check_no_phrase_twice(value)
        return value


class PhrasesByLanguage(Facts):
    """Phrases under the code of each language; every other key is declared by the subclass."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Phrases]

    @model_validator(mode="after")
    def _only_known_languages(self) -> Self:
        unknown = set(self.__pydantic_extra__) - set(names_of_files("languages"))
        if unknown:
            raise ValueError(f"neither a key nor a language: {', '.join(sorted(unknown))}")
        for phrases in self.__pydantic_extra__.values():
            _check_no_phrase_twice(phrases)
        return self

    def in_language(self, code: str) -> tuple[str, ...]:
        """The phrases in one language, () when there are none."""
        return self.__pydantic_extra__.get(code, ())


def read_data(name: str) -> str:
    """The text of a data file under ``schemas/``."""
    return files("schemas").joinpath(*name.split("/")).read_text(encoding="utf-8")


def load_file(name: str, model: type[_Model]) -> _Model:
    """A data file under ``schemas/``, validated.

    Args:
        name: such as "languages/sv.toml".
        model: what the file must hold.

    Raises:
        FactsError: an entry is wrong; the message names file and key.
    """
    try:
        return model.model_validate(tomllib.loads(read_data(name)))
    except tomllib.TOMLDecodeError as error:
        raise FactsError(f"schemas/{name}: not valid TOML: {error}. Mend the file.") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise FactsError(f"schemas/{name}: key {key}: {first['msg']}. Mend the entry.") from error


def names_of_files(folder: str) -> tuple[str, ...]:
    """The TOML files in a folder under ``schemas/``, without their ending, sorted."""
    found = (f.name for f in files("schemas").joinpath(folder).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))
