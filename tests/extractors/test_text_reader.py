from __future__ import annotations

from pathlib import Path

import pytest

from extractors.readers.text import LINE_HEIGHT, text_to_width
from schemas.errors import InputError
from schemas.stages import Document
from tests.drawing import dump


def words_of(document: Document) -> list[tuple[int, int | None, str]]:
    """Page, line number and text of every word."""
    return [(word.page, word.line, word.text) for word in document.words()]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"Kaffe\nmed bulle\n", [(1, 1, "Kaffe"), (1, 2, "med"), (1, 2, "bulle")]),
        (b"Kaffe\r\n\r\nbulle", [(1, 1, "Kaffe"), (1, 3, "bulle")]),
        (b"Kaffe\rbulle", [(1, 1, "Kaffe"), (1, 2, "bulle")]),
        (b"Kaffe\f\nbulle", [(1, 1, "Kaffe"), (2, 2, "bulle")]),
        (b"Kaffe\n\fbulle\n\f", [(1, 1, "Kaffe"), (2, 2, "bulle")]),
        (b"Kaffe\f\fbulle", [(1, 1, "Kaffe"), (3, 1, "bulle")]),
        ("Kafé\u00a0å\u2003ö".encode(), [(1, 1, "Kafé"), (1, 1, "å"), (1, 1, "ö")]),
        ("\ufeffKafé".encode(), [(1, 1, "Kafé")]),
        ("Kafé å ö".encode("cp1252"), [(1, 1, "Kafé"), (1, 1, "å"), (1, 1, "ö")]),
        ("Kafé".encode("utf-16"), [(1, 1, "Kafé")]),
        ("Kafe\u0301 a\u030a".encode(), [(1, 1, "Kafé"), (1, 1, "å")]),
    ],
    ids=[
        "lines", "CRLF", "CR", "form feed", "closing form feed", "empty page", "other spaces",
        "byte order mark", "cp1252", "UTF-16", "composed letters",
    ],
)  # fmt: skip
def test_words_with_their_pages_and_lines(
    tmp_path: Path, data: bytes, words: list[tuple[int, int | None, str]]
) -> None:
    document = dump(tmp_path, data)
    assert words_of(document) == words
    assert document.source.pages == len(document.pages) == words[-1][0]


def test_a_dump_says_what_it_is(tmp_path: Path) -> None:
    document = dump(tmp_path, "Kaffe", "dump.txt")
    assert (document.source.file, document.source.media_type) == ("dump.txt", "text/plain")
    assert (document.reader, document.in_reading_order, document.failed_pages) == (
        "text",
        False,
        (),
    )


def test_every_word_has_its_own_number(tmp_path: Path) -> None:
    indices = [word.index for word in dump(tmp_path, "a b\nc\fd e").words()]
    assert indices == [0, 1, 2, 3, 4]


def test_two_spaces_at_a_lines_end_close_a_paragraph(tmp_path: Path) -> None:
    words = dump(tmp_path, "Kaffe kokar.  \nBullar jäser. \nTe dras.\n").words()
    assert [word.text for word in words if word.ends_paragraph] == ["kokar."]


def test_lengths_are_those_of_a_common_font(tmp_path: Path) -> None:
    wide, narrow = dump(tmp_path, "MMMM\nillj\n").words()
    assert wide.box.width > 2 * narrow.box.width
    assert wide.box.width == pytest.approx(text_to_width("MMMM"))
    assert narrow.box.top - wide.box.top == LINE_HEIGHT


def test_words_of_a_line_stand_beside_each_other(tmp_path: Path) -> None:
    first, second, third = (
        dump(tmp_path, "Kaffe      med bulle\nTe\nMjölk\n" * 20).pages[0].words[:3]
    )
    assert first.box.x1 < second.box.x0 < second.box.x1 < third.box.x0
    assert first.box.top == second.box.top


def test_a_dump_in_columns_keeps_them(tmp_path: Path) -> None:
    text = "Ansökningstid      Våren 2031\nMålgrupp           barn\n                   och vuxna\n"
    places = {word.text: word.box.x0 for word in dump(tmp_path, text).words()}
    assert places["Våren"] == places["barn"] == places["och"] > places["Ansökningstid"] == 0


@pytest.mark.parametrize("data", [b"Kaf\x81", b"\xff\xfe\x00"])
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(InputError, match=r"plan\.txt: not a text in UTF-8; save the dump as UTF-8"):
        dump(tmp_path, data)
