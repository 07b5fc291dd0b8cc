"""Glyphs whose letters the PDF does not tell: the font, a mark or other words may; or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.font_gaps import read_mapped_codes
from extractors.pdfium.inspection import inspect_pdf
from extractors.readers import read_document
from extractors.spelling import spell_unread_glyphs
from schemas.geometry import Box
from schemas.glyphs import UNREAD, UnreadGlyph
from schemas.stages import Document, Page, Source, Word
from tests.glyphs import Run, write_glyphs

CODES = {sign: code for code, sign in enumerate("abdefiklnoprstv ", start=3)} | {
    "ff": 64, "tt": 130, "tti": 0x08B0,
}  # fmt: skip
LATIN_FF = "\N{LATIN SMALL LIGATURE FF}"

both_readers = pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])


def read(path: Path, reader: str) -> Page:
    (page,) = read_document(path, reader).pages
    return page


def texts(page: Page) -> list[str]:
    return [word.text for word in page.words]


@both_readers
class TestReaders:
    def test_a_glyph_that_nothing_tells_is_one_unread_sign(
        self, tmp_path: Path, reader: str
    ) -> None:
        runs = [Run(700, [*"pla", "tt", *"for ", "tti"])]
        page = read(write_glyphs(tmp_path / "a.pdf", runs, CODES, untold=["tt", "tti"]), reader)
        assert texts(page) == [f"pla{UNREAD}for", UNREAD]
        assert page.unread == (UnreadGlyph(0, "Own", 130), UnreadGlyph(1, "Own", 0x08B0))

    def test_the_font_program_tells_a_ligature_of_unicode(
        self, tmp_path: Path, reader: str
    ) -> None:
        runs = [Run(700, [*"tr", "a", "ff"])]
        path = write_glyphs(
            tmp_path / "a.pdf", runs, CODES, untold=["ff"], in_font={"ff": LATIN_FF}
        )
        page = read(path, reader)
        assert (texts(page), page.unread) == (["traff"], ())

    def test_a_glyph_that_the_font_calls_a_space_parts_words(
        self, tmp_path: Path, reader: str
    ) -> None:
        runs = [Run(700, [*"en plan"])]
        path = write_glyphs(tmp_path / "a.pdf", runs, CODES, untold=[" "], in_font={" ": " "})
        assert texts(read(path, reader)) == ["en", "plan"]

    def test_a_mark_tells_the_letters_even_of_a_code_that_is_arabic(
        self, tmp_path: Path, reader: str
    ) -> None:
        runs = [
            Run(700, [*"plan"]),
            Run(650, ["tti"], actual_text="tti"),
            Run(600, [*"en ", "tti", *"a"]),
        ]
        page = read(write_glyphs(tmp_path / "a.pdf", runs, CODES, untold=["tti"]), reader)
        assert texts(page) == ["plan", "tti", "en", f"{UNREAD}a"]

    def test_a_hyphen_that_is_not_shown_is_no_part_of_the_word(
        self, tmp_path: Path, reader: str
    ) -> None:
        runs = [Run(700, [*"plan"]), Run(650, ["ff"], actual_text="f\u00adf")]
        page = read(write_glyphs(tmp_path / "a.pdf", runs, CODES, untold=["ff"]), reader)
        assert texts(page) == ["plan", "ff"]

    def test_other_words_tell_the_letters(self, tmp_path: Path, reader: str) -> None:
        runs = [Run(700, [*"plattan"]), Run(650, [*"pla", "tt", *"an "]), Run(600, ["tt", *"a"])]
        path = write_glyphs(tmp_path / "a.pdf", runs, CODES, untold=["tt"])
        document = read_document(path, reader)
        assert [word.text for word in document.words()] == ["plattan", "plattan", "tta"]
        (spelled,) = document.spelled
        assert (spelled.letters, spelled.by) == ("tt", "plattan")
        assert [word.text for word in spelled.words] == ["plattan", "tta"]

    def test_a_plan_without_such_glyphs_is_read_as_it_is(self, tmp_path: Path, reader: str) -> None:
        path = write_glyphs(tmp_path / "a.pdf", [Run(700, [*"tra", "ff"])], CODES)
        page = read(path, reader)
        assert (texts(page), page.unread) == (["traff"], ())


class TestGaps:
    def test_codes_without_letters_are_found_with_what_the_font_tells(self, tmp_path: Path) -> None:
        path = write_glyphs(
            tmp_path / "a.pdf",
            [Run(700, ["a"])],
            CODES,
            untold=["ff", "tt"],
            in_font={"ff": LATIN_FF},
        )
        assert inspect_pdf(path.read_bytes(), None).gaps == {"Own": {64: "ff", 130: ""}}

    def test_a_font_that_tells_everything_has_none(self, tmp_path: Path) -> None:
        path = write_glyphs(tmp_path / "a.pdf", [Run(700, ["a"])], CODES)
        assert inspect_pdf(path.read_bytes(), None).gaps == {}

    @pytest.mark.parametrize(
        ("character_map", "codes"),
        [
            (b"beginbfchar <01> <0041> <02> <> <03> <0000> endbfchar", {1}),
            (b"beginbfrange <05> <07> <0061> <09> <09> [<0062>] endbfrange", {5, 6, 7, 9}),
            (b"beginbfrange <0000> <FFFFFFFF> <0061> endbfrange", {*range(0x10000)}),
            (b"no map at all", set()),
        ],
    )
    def test_a_character_map_is_read(self, character_map: bytes, codes: set[int]) -> None:
        assert read_mapped_codes(character_map) == codes


def document_of(*words: tuple[str, list[int]]) -> Document:
    """A page of words, each with the codes of its unread glyphs."""
    page = Page(
        1, 595, 842,
        tuple(Word(at, text, 1, Box(0, 0, 1, 1)) for at, (text, _) in enumerate(words)),
        unread=tuple(
            UnreadGlyph(at, "Own", code) for at, (_, codes) in enumerate(words) for code in codes
        ),
    )  # fmt: skip
    return Document(Source("plan.pdf", "0" * 64, "application/pdf", 1), "drawn", (page,))


class TestSpelling:
    @pytest.mark.parametrize(
        ("words", "spelled"),
        [
            pytest.param(
                [("kattila", []), ("(ka\ufffdila,", [7])], ["kattila", "(kattila,"], id="same word"
            ),
            pytest.param(
                [("Indikaa\ufffdorit", [7]), ("e\ufffdä", [7])],
                ["Indikaattorit", "että"],
                id="a word of the language files, and what it tells of others",
            ),
            pytest.param(
                [("kattila", []), ("kaffila", []), ("ka\ufffdila", [7])],
                ["kattila", "kaffila", "ka\ufffdila"],
                id="two words tell different letters",
            ),
            pytest.param([("nattö", []), ("na\ufffdö", [7])], ["nattö", "na\ufffdö"], id="short"),
            pytest.param(
                [("kattila", []), ("ka\ufffdila", [7]), ("kattiloffen", []),
                 ("ka\ufffdilo\ufffden", [7, 8])],
                ["kattila", "kattila", "kattiloffen", "kattiloffen"],
                id="one glyph helps to tell another",
            ),
            pytest.param(
                [("uppgifter", []), ("arbetsuppgi\ufffder", [7]), ("skri\ufffd", [7])],
                ["uppgifter", "arbetsuppgifter", "skrift"],
                id="the end of a longer word",
            ),
            pytest.param(
                [("plattform", []), ("pla\ufffdormarna", [7])],
                ["plattform", "plattformarna"],
                id="the beginning of a longer word",
            ),
            pytest.param(
                [("prosentti", []), ("prosenttiin", []), ("prosen\ufffdin", [7])],
                ["prosentti", "prosenttiin", "prosenttiin"],
                id="a whole word before a part",
            ),
            pytest.param(
                [("tiden", []), ("\ufffddensål", [7])], ["tiden", "\ufffddensål"], id="short part"
            ),
            pytest.param([("\ufffdektiv", [])], ["\ufffdektiv"], id="a sign of the PDF's own"),
        ],
    )  # fmt: skip
    def test_words_tell_letters(
        self, words: list[tuple[str, list[int]]], spelled: list[str]
    ) -> None:
        found = spell_unread_glyphs(document_of(*words))
        assert [word.text for word in found.words()] == spelled

    def test_what_is_told_is_unread_no_more(self) -> None:
        found = spell_unread_glyphs(
            document_of(("kattila", []), ("ka\ufffdila", [7]), ("\ufffdb", [9]))
        )
        assert found.pages[0].unread == (UnreadGlyph(2, "Own", 9),)
