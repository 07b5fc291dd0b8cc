"""publication.toml: what it says is kept, what it cannot mean is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.errors import UsageError
from schemas.publication import PUBLICATION, Publication, load_publication


def test_a_store_without_the_file_says_nothing(tmp_path: Path) -> None:
    assert load_publication(tmp_path) == Publication()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('licence = "MIT"', "licence: Value error, no licence 'MIT' here: use one of CC0-1.0"),
        ('base_url = "https://example.org/plans"', "base_url"),
        ('base_url = "javascript:alert(1)/"', "base_url"),
        ("[publisher]\naddress = 'https://example.org'", "publisher.name: Field required"),
        ('availability = "always"', "no availability 'always' here: use one of available, exp"),
        ('[publisher]\nname = "A"\ntype = "king"', "no type of publisher 'king' here: use one of"),
        ('[contact]\nname = "A"\nemail = "a b@c"', "contact.email"),
        ('owner = "Anna"', "owner: Extra inputs are not permitted"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / PUBLICATION).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_publication(tmp_path)
    assert str(tmp_path / PUBLICATION) in str(caught.value)
    assert said in str(caught.value)
