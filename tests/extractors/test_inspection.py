"""What qpdf says of a PDF does not depend on a password that is not needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from extractors.pdfium.inspection import inspect_pdf


@pytest.mark.parametrize("password", [None, "needless"])
def test_a_file_that_opens_without_a_password_is_inspected(
    password: str | None, write_pdf: Callable[..., Path], tmp_path: Path
) -> None:
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(write_pdf("plan.pdf", ["some text"], [])) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="owner", user=""))
    inspection = inspect_pdf(locked.read_bytes(), password)
    assert inspection.with_text == frozenset({1})


def test_a_font_whose_name_is_damaged_is_passed_over(write_pdf: Callable[..., Path]) -> None:
    path = write_pdf("plan.pdf", ["some text"])
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for name, descent in (("/Sound", -200), ("/Harmed", -300)):
            pdf.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name(name), Descent=descent
                )
            )
        pdf.Root.Kept = pikepdf.Array(list(pdf.objects))
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    damaged = path.read_bytes().replace(b"/Harmed", b"/H\xae\xb5rm")
    assert damaged != path.read_bytes()
    assert inspect_pdf(damaged, None).descents == {"Sound": -0.2}


def test_what_qpdf_cannot_open_is_left_to_the_reader() -> None:
    inspection = inspect_pdf(b"%PDF-1.4 and nothing else", None)
    assert (inspection.damaged, inspection.with_text) == ({}, frozenset())
