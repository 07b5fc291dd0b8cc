from __future__ import annotations

import hashlib
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractors.readers import file_to_source, load_readers, read_document
from schemas.errors import InputError, UsageError
from schemas.stages import turn_back

EMPTY_PAGE = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
"""


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("plan.txt", b"Kaffe", "text/plain"),
        ("plan", b"Kaffe", "text/plain"),
        ("plan.txt", "Kaffe".encode("utf-16"), "text/plain"),
        ("plan.pdf", b"%PDF-1.7\n...", "application/pdf"),
        ("plan.txt", b"%PDF-1.7\n...", "application/pdf"),
        ("plan.pdf", b"\r\n" * 100 + b"%PDF-1.7", "application/pdf"),
    ],
    ids=["text", "no ending", "UTF-16", "PDF", "PDF named .txt", "bytes before the PDF"],
)
def test_the_bytes_say_what_a_file_is(
    tmp_path: Path, name: str, data: bytes, media_type: str
) -> None:
    source = file_to_source(write(tmp_path, name, data))
    assert (source.file, source.media_type, source.pages) == (name, media_type, 0)
    assert source.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("plan.txt", b"", "the file is empty; fetch it again"),
        ("plan.txt", b" \n\n", "the file is empty; fetch it again"),
        ("plan.pdf", b"Kaffe", "not a PDF and not a text"),
        ("plan.txt", b"PK\x03\x04\x00\x00", "not a PDF and not a text"),
        ("plan.PDF", b"<html>", "not a PDF and not a text"),
    ],
    ids=["empty", "only spaces", "text named .pdf", "binary", "web page named .PDF"],
)
def test_a_file_that_is_no_plan_is_refused_by_name(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    path = write(tmp_path, name, data)
    with pytest.raises(InputError) as caught:
        read_document(path)
    assert str(caught.value).startswith(f"{path}: {message}")


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.pdf: no such file; check the name"):
        read_document(tmp_path / "gone.pdf")
    with pytest.raises(InputError, match="is a folder; name the plan's PDF"):
        read_document(tmp_path)


@pytest.mark.parametrize("name", [r.NAME for r in load_readers() if r.MEDIA_TYPE != "text/plain"])
class TestPdfReaders:
    def test_a_damaged_pdf_is_refused(self, tmp_path: Path, name: str) -> None:
        path = write(tmp_path, "plan.pdf", b"%PDF-1.7\nkaffe")
        with pytest.raises(InputError, match=r"plan\.pdf: .*damaged, fetch it again"):
            read_document(path, name)

    def test_a_pdf_without_text_needs_ocr(self, tmp_path: Path, name: str) -> None:
        path = write(tmp_path, "plan.pdf", EMPTY_PAGE)
        with pytest.raises(InputError, match=r"no text on any of its 1 page\(s\): .*OCR"):
            read_document(path, name)

    @pytest.mark.parametrize("turn", [0, 90])
    def test_only_what_a_page_shows_is_read_and_measured_from_its_corner(
        self, tmp_path: Path, name: str, turn: int
    ) -> None:
        """A printer's notes stand outside the part that is shown."""
        canvas = Canvas(str(tmp_path / "drawn.pdf"), pagesize=(700, 900))
        canvas.setFont("Helvetica", 11)
        for x, y, text in ((72, 700, "Kaffe"), (72, 880, "korrektur"), (10, 500, "3")):
            canvas.drawString(x, y, text)
        canvas.save()
        with pikepdf.open(tmp_path / "drawn.pdf") as pdf:
            pdf.pages[0].cropbox = pikepdf.Array([50, 40, 645, 882])
            pdf.pages[0].mediabox = pikepdf.Array([-20, 0, 700, 900])
            pdf.pages[0].rotate(turn, relative=False)
            pdf.save(tmp_path / "plan.pdf")
        (page,) = read_document(tmp_path / "plan.pdf", name).pages
        assert (page.width, page.height) == (595, 842)
        assert [word.text for word in page.words] == ["Kaffe"]
        corner = turn_back(page.words[0].box, page) if turn else page.words[0].box
        assert corner.x0 == pytest.approx(22 if not turn else 660, abs=3)

    def test_white_text_is_read_where_something_makes_it_seen(
        self, tmp_path: Path, name: str
    ) -> None:
        canvas = Canvas(str(tmp_path / "plan.pdf"))
        canvas.setFont("Helvetica", 11)
        canvas.setFillColorRGB(0.1, 0.2, 0.4)
        canvas.rect(60, 640, 200, 30, stroke=0, fill=1)
        canvas.drawString(72, 700, "Kaffe")
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(60, 590, 200, 30, stroke=0, fill=1)
        for y, text in ((700, "gömt"), (650, "rubrik"), (600, "dolt")):
            canvas.drawString(120, y, text)
        canvas.save()
        (page,) = read_document(tmp_path / "plan.pdf", name).pages
        assert [word.text for word in page.words] == ["Kaffe", "rubrik"]

    def test_a_bullet_in_zapfdingbats_is_the_picture_that_is_shown(
        self, tmp_path: Path, name: str
    ) -> None:
        canvas = Canvas(str(tmp_path / "plan.pdf"))
        for font, text, x in (("ZapfDingbats", "n", 72), ("Helvetica", "kokar kaffe", 90)):
            canvas.setFont(font, 11)
            canvas.drawString(x, 700, text)
        canvas.save()
        (page,) = read_document(tmp_path / "plan.pdf", name).pages
        assert [word.text for word in page.words] == ["■", "kokar", "kaffe"]

    @pytest.mark.parametrize("shift", [0.0, -0.1], ids=["begins with it", "begins before it"])
    def test_a_space_under_the_next_letter_parts_no_word(
        self, tmp_path: Path, name: str, shift: float
    ) -> None:
        canvas = Canvas(str(tmp_path / "plan.pdf"))
        canvas.setFont("Helvetica", 11)
        x = 72.0
        for text in ("inte", " ", "gration", "nu"):
            canvas.drawString(x, 700, text)
            x += canvas.stringWidth(text) if text != " " else shift
            x += 4.0 if text == "gration" else 0.0
        canvas.save()
        (page,) = read_document(tmp_path / "plan.pdf", name).pages
        assert [word.text for word in page.words] == ["integration", "nu"]

    def test_a_space_under_the_last_letter_parts_no_word(self, tmp_path: Path, name: str) -> None:
        """LibreOffice prints soft hyphens so, and may print the space later than the letters."""
        canvas = Canvas(str(tmp_path / "plan.pdf"))
        canvas.setFont("Helvetica", 11)
        end = 72 + canvas.stringWidth("inte")
        canvas.drawString(72, 700, "inte")
        canvas.drawString(end - canvas.stringWidth(" "), 700, " ")
        canvas.drawString(end, 700, "gration")
        canvas.save()
        (page,) = read_document(tmp_path / "plan.pdf", name).pages
        assert [word.text for word in page.words] == ["integration"]

    @pytest.mark.parametrize(
        ("first", "moved", "second"), [("81", 260, "%"), ("1", 260, "250"), ("lift", 250, "hit")]
    )
    def test_a_space_that_the_font_moves_under_a_sign_parts_words(
        self, tmp_path: Path, name: str, first: str, moved: int, second: str
    ) -> None:
        """Caladea draws "1" and a space together, so that the next sign takes the space's room."""
        canvas = Canvas(str(tmp_path / "plan.pdf"))
        text = canvas.beginText(72, 700)
        text.setFont("Helvetica", 11)
        text._code.append(f"[({first}) {moved} ( ) ({second})] TJ")  # reportlab does not kern
        canvas.drawText(text)
        canvas.save()
        (page,) = read_document(tmp_path / "plan.pdf", name).pages
        assert [word.text for word in page.words] == [first, second]

    def test_a_soft_hyphen_that_is_drawn_is_a_hyphen(self, tmp_path: Path, name: str) -> None:
        """Typst writes all hyphens so, also those of the words."""
        registerFont(TTFont("Vera", "Vera.ttf"))
        canvas = Canvas(str(tmp_path / "plan.pdf"))
        canvas.setFont("Vera", 11)
        canvas.drawString(72, 700, "kahden EU\u00ad")
        canvas.drawString(72, 686, "rahaston BMVI\u00advarat")
        canvas.save()
        (page,) = read_document(tmp_path / "plan.pdf", name).pages
        assert [word.text for word in page.words] == ["kahden", "EU-", "rahaston", "BMVI-varat"]

    def test_a_narrow_space_after_punctuation_parts_words(self, tmp_path: Path, name: str) -> None:
        canvas = Canvas(str(tmp_path / "plan.pdf"))
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 700, "1.")
        canvas.drawString(72 + canvas.stringWidth("1.") + 1.7, 700, "kokar kaffe")
        canvas.save()
        (page,) = read_document(tmp_path / "plan.pdf", name).pages
        assert [word.text for word in page.words] == ["1.", "kokar", "kaffe"]

    def test_a_line_drawn_out_at_a_hidden_hyphen_parts_no_word(
        self, tmp_path: Path, name: str
    ) -> None:
        canvas = Canvas(str(tmp_path / "plan.pdf"))
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(72, 700, "small air")
        canvas.drawString(72 + canvas.stringWidth("small air") + 1.6, 700, "craft fly")
        canvas.save()
        (page,) = read_document(tmp_path / "plan.pdf", name).pages
        assert [word.text for word in page.words] == ["small", "aircraft", "fly"]

    def test_a_hyphen_that_stands_off_its_word_at_a_lines_end_belongs_to_it(
        self, tmp_path: Path, name: str
    ) -> None:
        canvas = Canvas(str(tmp_path / "plan.pdf"))
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(72, 700, "small air")
        canvas.drawString(72 + canvas.stringWidth("small air") + 1.8, 700, "-")
        canvas.drawString(72, 688, "craft fly")
        canvas.save()
        (page,) = read_document(tmp_path / "plan.pdf", name).pages
        assert [word.text for word in page.words] == ["small", "air-", "craft", "fly"]

    def test_sizes_are_those_of_the_font_not_of_the_arithmetic(
        self, tmp_path: Path, name: str
    ) -> None:
        canvas = Canvas(str(tmp_path / "plan.pdf"))
        for top in (700, 800 - 44 * 12.37):
            canvas.setFont("Helvetica", 10)
            canvas.drawString(72, top, "kaffe")
        canvas.save()
        (page,) = read_document(tmp_path / "plan.pdf", name).pages
        assert [word.size for word in page.words] == [10.0, 10.0]

    def test_it_does_not_read_text(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(UsageError, match=f"reader '{name}' cannot read text/plain; use one of"):
            read_document(write(tmp_path, "plan.txt", b"Kaffe"), name)


def test_an_unknown_reader_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    names = [reader.NAME for reader in load_readers()]
    assert {"text", "pdfplumber"} <= set(names)
    with pytest.raises(UsageError, match=f"'glasses' .*; use one of auto, {', '.join(names)}$"):
        read_document(write(tmp_path, "plan.txt", b"Kaffe"), "glasses")


def test_the_preferred_reader_of_a_media_type_comes_first() -> None:
    ranks = [reader.RANK for reader in load_readers()]
    assert ranks == sorted(ranks)


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = write(tmp_path, "plan.txt", b"Kaffe\fbulle")
    read_document(path, on_page=lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)
