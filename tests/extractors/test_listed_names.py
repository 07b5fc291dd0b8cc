from __future__ import annotations

import pytest

from extractors.listed_names import split_names
from schemas.language import find_language
from tests.drawing import span_of, texts_of


@pytest.mark.parametrize(
    ("code", "text", "names"),
    [
        ("sv", "Tullen", ["Tullen"]),
        ("sv", "Tullen och Åbo stad", ["Tullen", "Åbo stad"]),
        ("sv", "Migrationsverket och polisen", ["Migrationsverket", "polisen"]),
        ("sv", "Institutet för hälsa och välfärd", ["Institutet för hälsa och välfärd"]),
        ("sv", "Tullen, Institutet för hälsa och välfärd samt Rädda barnen rf",
         ["Tullen", "Institutet för hälsa och välfärd", "Rädda barnen rf"]),
        ("sv", "Tullen samt Klubben för barn och unga", ["Tullen", "Klubben för barn och unga"]),
        ("sv", "kommuner, föreningar och skolor", ["kommuner", "föreningar", "skolor"]),
        ("fi", "Terveyden ja hyvinvoinnin laitos, Tulli sekä Rajavartiolaitos",
         ["Terveyden ja hyvinvoinnin laitos", "Tulli", "Rajavartiolaitos"]),
        ("fi", "Sosiaali- ja terveysministeriö", ["Sosiaali- ja terveysministeriö"]),
        ("en", "the Border Guard, the Ministry for Foreign Affairs and Customs",
         ["Border Guard", "Ministry for Foreign Affairs", "Customs"]),
        ("en", "the Association (a, b and c) and Customs", ["Association (a, b and c)", "Customs"]),
    ],
)  # fmt: skip
def test_lists_of_names(code: str, text: str, names: list[str]) -> None:
    assert texts_of(split_names(span_of(text), find_language(code))) == names


@pytest.mark.parametrize(
    ("code", "text"), [("sv", "man"), ("sv", "det"), ("en", "it"), ("fi", "se")]
)
def test_a_pronoun_names_nobody(code: str, text: str) -> None:
    assert split_names(span_of(text), find_language(code)) == ()
