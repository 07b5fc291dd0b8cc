"""What a PDF shows otherwise than its pages' content says: layers that are off, fields of forms."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from extractors.readers import read_document

every_reader = pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])


def read_words(path: Path, reader: str) -> list[str]:
    (page,) = read_document(path, reader).pages
    return sorted(word.text for word in page.words)


def write_layers(folder: Path, default: Dictionary, inside_form: bool = False) -> Path:
    """A page with the words "shown", "old" and "new"; the latter two stand on layers so named.

    Args:
        folder: for the file.
        default: which layers are on, with "old" and "new" for them.
        inside_form: whether the layers' text stands in a form that the page draws.
    """
    canvas = Canvas(str(folder / "drawn.pdf"))
    canvas.drawString(72, 700, "shown")
    canvas.save()
    with pikepdf.open(folder / "drawn.pdf") as pdf:
        layers = {
            name: pdf.make_indirect(Dictionary(Type=Name.OCG, Name=name)) for name in ("old", "new")
        }
        switched = {key: Array([layers[str(n)] for n in default[key]]) for key in default.as_dict()}
        pdf.Root.OCProperties = Dictionary(OCGs=Array(layers.values()), D=Dictionary(switched))
        page = pdf.pages[0]
        content = "".join(
            f"/OC /{name} BDC BT /F1 11 Tf 72 {y} Td ({name}) Tj ET EMC\n"
            for name, y in (("old", 650), ("new", 600))
        ).encode()
        resources = Dictionary(Font=page.obj.Resources.Font, Properties=Dictionary(
            {f"/{name}": layer for name, layer in layers.items()}
        ))  # fmt: skip
        if inside_form:
            form = pdf.make_stream(content)
            form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, page.mediabox
            form.Resources = resources
            page.obj.Resources = Dictionary(Font=resources.Font, XObject=Dictionary(X=form))
            content = b"/X Do"
        else:
            page.obj.Resources = resources
        page.contents_add(pdf.make_stream(content))
        pdf.save(folder / "plan.pdf")
    return folder / "plan.pdf"


@every_reader
@pytest.mark.parametrize("inside_form", [False, True], ids=["on the page", "in a form"])
def test_text_on_a_layer_that_is_off_is_not_read(
    tmp_path: Path, reader: str, inside_form: bool
) -> None:
    path = write_layers(tmp_path, Dictionary(OFF=Array(["old"])), inside_form)
    assert read_words(path, reader) == ["new", "shown"]


@every_reader
def test_text_on_layers_that_are_on_is_read(tmp_path: Path, reader: str) -> None:
    path = write_layers(tmp_path, Dictionary(ON=Array(["old", "new"])))
    assert read_words(path, reader) == ["new", "old", "shown"]


@every_reader
def test_what_is_filled_into_a_form_is_read_and_remarks_are_not(
    tmp_path: Path, reader: str
) -> None:
    canvas = Canvas(str(tmp_path / "drawn.pdf"))
    canvas.drawString(72, 700, "Understöd")
    canvas.acroForm.textfield(value="75 %", x=200, y=690, width=100, height=20, borderWidth=0)
    canvas.freeTextAnnotation("Stämmer detta?", "/Helv 9 Tf", (100, 500, 300, 540))
    canvas.save()
    assert read_words(tmp_path / "drawn.pdf", reader) == ["%", "75", "Understöd"]
