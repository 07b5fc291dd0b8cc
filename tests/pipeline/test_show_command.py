"""``plancards show``: one card in the terminal, and where it stands on the page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.page_pictures import FRAME, PIXELS_PER_POINT, render_page
from schemas.errors import InputError

runner = CliRunner()
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
BMVI = SAMPLES / "bmvi-2027-2028.en.pdf"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one plan."""
    out = tmp_path_factory.mktemp("store") / "out"
    assert runner.invoke(app, ["run", str(BMVI), "--out", str(out)]).exit_code == 0
    return out


def show(*arguments: object, status: int = 0) -> str:
    result = runner.invoke(app, ["show", *map(str, arguments)])
    assert result.exit_code == status, result.output
    return result.stdout if status == 0 else result.stderr


def test_a_card_of_the_only_plan(store: Path) -> None:
    text = show("1a1", "--out", store)
    assert "fi-bmvi-2027-2028 v1" in text
    assert "Small unmanned aircraft and mobile sensors" in text
    assert "support_rate" in text
    assert "\x1b" not in text


def test_one_field_with_its_pages(store: Path) -> None:
    text = show("1A1", "--field", "support_rate", "--out", store)
    assert "base_percent: 75" in text
    assert "p. " in text
    assert "background" not in text


def test_one_field_as_json_with_its_evidence(store: Path) -> None:
    record = json.loads(show("1A1", "--field", "goal", "--format", "json", "--out", store))
    assert set(record) == {"card_id", "goal", "evidence"}
    assert {found["path"] for found in record["evidence"]} == {"/goal"}


def test_the_page_with_boxes(store: Path, tmp_path: Path) -> None:
    picture = tmp_path / "goal.png"
    assert show("1A1", "--field", "goal", "--image", picture, "--out", store) == ""
    (place,) = json.loads(show("1A1", "--field", "goal", "--format", "json", "--out", store))[
        "evidence"
    ]
    with Image.open(picture) as drawn:
        frame = {(x, y) for x in range(drawn.width) for y in range(drawn.height)
                 if drawn.getpixel((x, y)) == FRAME[:3]}  # fmt: skip
    left, top = min(x for x, _ in frame), min(y for _, y in frame)
    assert left / PIXELS_PER_POINT == pytest.approx(place["bbox"][0], abs=3)
    assert top / PIXELS_PER_POINT == pytest.approx(place["bbox"][1], abs=3)


def test_a_plan_file_that_is_not_stored(tmp_path: Path) -> None:
    assert "base_percent" in show("1A1", "--plan", BMVI, "--out", tmp_path)
    picture = tmp_path / "card.png"
    show("1A1", "--plan", BMVI, "--image", picture)
    with Image.open(picture) as drawn:
        assert drawn.width > 1000


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["9Z9"], "no card '9Z9'; it has 1A1, "),
        (["1A1", "--field", "price"], "no field 'price'"),
        (["1A1", "--format", "xml"], "unknown format 'xml'"),
        (["1A1", "--out", "nowhere"], "nowhere/ holds no plan: say which one with --plan"),
    ],
)
def test_what_is_not_there_is_said(store: Path, arguments: list[str], complaint: str) -> None:
    out = [] if "--out" in arguments else ["--out", store]
    assert complaint in show(*arguments, *out, status=2)


def test_a_plan_document_has_no_pages(store: Path, tmp_path: Path) -> None:
    document = store / "fi-bmvi-2027-2028" / "v1" / "plan.json"
    told = show("1A1", "--plan", document, "--image", tmp_path / "a.png", status=3)
    assert "a plan document has no pages" in told


def test_a_page_that_is_not_there() -> None:
    with pytest.raises(InputError, match="page 999 cannot be drawn"):
        render_page(BMVI, 999)
