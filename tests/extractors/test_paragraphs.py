from __future__ import annotations

from pathlib import Path

import pytest

from extractors.dewrap import lines_to_wrap_rules
from extractors.line_metrics import LineMetrics, lines_to_metrics
from extractors.lines import document_to_lines
from extractors.paragraphs import ParagraphBuilder
from schemas.geometry import Box
from schemas.language import find_language
from schemas.stages import Cell, Line, Word
from tests.drawing import STEP, Block, draw_lines, dump

LONG = "Kaféet vid hamnen har öppet varje dag och kokar sitt kaffe på ved från"


def build(lines: tuple[Line, ...], code: str = "sv") -> list[str]:
    """The paragraphs' texts, each with its bullet."""
    language = find_language(code)
    rules = lines_to_wrap_rules(lines, language)
    found = ParagraphBuilder(language, rules, lines_to_metrics(lines)).build(lines)
    assert [line for paragraph in found for line in paragraph.lines] == list(lines)
    return [f"{p.mark.text} {p.span.text}" if p.mark else p.span.text for p in found]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (
            "Kaféet vid hamnen har öppet\noch kokar kaffe på\nved.",
            ["Kaféet vid hamnen har öppet och kokar kaffe på ved."],
        ),
        ("Kaféet har öppet i\n\nmaj", ["Kaféet har öppet i", "maj"]),
        ("**Kaféet har öppet\n**om kvällen\nmen", ["Kaféet har öppet om kvällen", "men"]),
        (f"{LONG}\nskogen. Veden\nHuggs här.", [f"{LONG} skogen. Veden Huggs här."]),
        (f"{LONG}\nskogen.\nVeden huggs.", [f"{LONG} skogen.", "Veden huggs."]),
        (f"{LONG}\nskogen.\nveden huggs.", [f"{LONG} skogen. veden huggs."]),
        (
            f"{LONG}\nhamnen. Understöd\nUnderstöd kan beviljas för kaffe:",
            [f"{LONG} hamnen. Understöd", "Understöd kan beviljas för kaffe:"],
        ),
        (
            "Kaffet är gott. Målet är att det är varmt och att alla har råd.\nMålet är att le.",
            [
                "Kaffet är gott. Målet är att det är varmt och att alla har råd.",
                "Målet är att le.",
            ],
        ),
        (
            f"Man:\n•\tkokar kaffe\n•\t{LONG}\n\tskogen\n•\tlåser",
            ["Man:", "• kokar kaffe", f"• {LONG} skogen", "• låser"],
        ),
        (
            "Kaféet:\n•\tkokar kaffe\n\tBakar bröd\nLön betalas inte.",
            ["Kaféet:", "• kokar kaffe", "Bakar bröd", "Lön betalas inte."],
        ),
        (
            f"•\t{LONG}\n\tskogen som är stor och tät och ligger nära vattnet och hamnen\n{LONG}",
            [
                f"• {LONG} skogen som är stor och tät och ligger nära vattnet och hamnen",
                LONG,
            ],
        ),
        ("•\tkokar kaffe\n\nKaffet kokas.", ["• kokar kaffe", "Kaffet kokas."]),
    ],
    ids=[
        "wrapped lines", "gap", "weight changes", "full line", "short line and capital",
        "short line and small letter", "introduction", "goal", "bullets",
        "an item whose mark is lost", "list ends at the left", "list ends at a gap",
    ],
)  # fmt: skip
def test_paragraphs_of_a_page(text: str, paragraphs: list[str]) -> None:
    filler = "\n".join(["", *[LONG] * 3])
    assert build(draw_lines([text, filler])) == [*paragraphs, " ".join([LONG] * 3)]


@pytest.mark.parametrize(
    ("before", "after", "paragraphs"),
    [
        (f"{LONG}\n{LONG}", "skogen.", [f"{LONG} {LONG} skogen."]),
        (f"{LONG}\nskogen.", "Veden huggs.", [f"{LONG} skogen.", "Veden huggs."]),
        ("•\tkokar kaffe på", "\tved", ["• kokar kaffe på ved"]),
        ("•\tkokar kaffe", "•\tdukar", ["• kokar kaffe", "• dukar"]),
    ],
    ids=["goes on", "ends", "item goes on", "next item"],
)
@pytest.mark.parametrize("ruled", [False, True])
def test_a_paragraph_may_go_on_over_a_page_break(
    before: str, after: str, paragraphs: list[str], ruled: bool
) -> None:
    if before == "•\tkokar kaffe på":
        before = f"•\t{LONG}"
        paragraphs = [f"• {LONG} ved"]
    pages: list[list[Block]] = [[(before,)], [(after,)]] if ruled else [[before], [after]]
    assert build(draw_lines(*pages)) == paragraphs


@pytest.mark.parametrize(
    ("end", "paragraphs"),
    [(480.0, 2), (499.9, 1), (498.6, 1)],
    ids=["ends before the others", "ends with them", "ends with a letter that has air around it"],
)
def test_among_justified_lines_one_that_ends_early_ends_its_paragraph(
    end: float, paragraphs: int
) -> None:
    """The word that follows, on the next page, would not have fitted on the line."""
    texts = [("kaffet", 500.0)] * 9 + [("kokas.", end), ("Kaffet", 500.0), ("kaffet", 500.0)]
    lines = [
        Line((Word(n, text, 1 + n // 10, Box(50, 14.0 * n, right, 14.0 * n + 10), size=10.0),))
        for n, (text, right) in enumerate(texts)
    ]
    language = find_language("sv")
    builder = ParagraphBuilder(language, lines_to_wrap_rules(lines, language), LineMetrics({}))
    assert len(builder.build(lines)) == paragraphs


def test_a_gap_is_measured_by_the_documents_own_steps() -> None:
    lines = draw_lines(["\n".join([LONG] * 4) + "\n\nsista"])
    assert lines_to_metrics(lines).step(lines[0]) == STEP
    assert lines_to_metrics(()).step(lines[0]) == pytest.approx(1.3 * lines[0].box.height)


@pytest.mark.parametrize(
    ("space", "paragraphs"), [(3.8, 1), (2.0, 2)], ids=["would not have fitted", "would have"]
)
def test_a_line_is_short_if_the_next_word_would_have_fitted_behind_such_spaces_as_it_has(
    space: float, paragraphs: int
) -> None:
    starts = (68.0, 68.0 + 100 + space)
    first = [Word(n, "kaffe", 1, Box(x, 0, x + 100, 12), size=12.0) for n, x in enumerate(starts)]
    right = first[-1].box.x1 + 3.4 + 18 + 1  # of the text: the cell goes on as far as at its left
    cell = Cell(0, 0, 1, Box(40, 0, right + 10, 100))
    lines = [
        Line((Word(2, "Kaféet:", 1, Box(50, -14, 90, -2), size=12.0),), None, cell),
        Line(tuple(first), Word(3, "•", 1, Box(50, 0, 54, 12)), cell),
        Line((Word(4, "en", 1, Box(68, 14, 86, 26), size=12.0),), None, cell),
    ]
    language = find_language("sv")
    rules = lines_to_wrap_rules(lines, language)
    found = ParagraphBuilder(language, rules, LineMetrics({12.0: 14.0})).build(lines[1:])
    assert len(found) == paragraphs


def test_lines_that_a_sentence_runs_on_between_tell_the_step_where_lists_have_more() -> None:
    tops = [0, 14, 28, 42, *range(60, 300, 18)]
    texts = ["Kaffet", "kokas", "på", "ved", *["kokar kaffe"] * 14]
    bullet = Word(0, "•", 1, Box(30, 0, 34, 10))
    lines = [
        Line((Word(0, text, 1, Box(50, top, 200, top + 10), size=10.0),), bullet if n > 3 else None)
        for n, (text, top) in enumerate(zip(texts, tops, strict=True))
    ]
    assert lines_to_metrics(lines).steps == {10.0: 14.0}
    assert lines_to_metrics(lines[3:]).steps == {10.0: 18.0}


def test_steps_of_whole_pixels_are_evened_out() -> None:
    """A page's lines are 10.8 points apart; a browser rounds that to 10.5 or 11.25."""
    tops = [0.0, 10.5, 21.0, 32.25, 42.75, 54.0, 94.0]
    lines = [Line((Word(0, "kaffe", 1, Box(50, top, 200, top + 8), size=8.0),)) for top in tops]
    assert lines_to_metrics(lines).steps[8.0] == pytest.approx(10.8, abs=0.1)


@pytest.mark.parametrize(
    ("left", "text"),
    [(62.0, "bakar bröd"), (68.0, "Bakar bröd")],
    ids=["begins small, in from the margin", "stands where the other does"],
)
def test_an_item_without_its_mark_ends_where_text_begins_at_the_margin(
    left: float, text: str
) -> None:
    """No gap parts it from that text: items stand as far apart as paragraphs."""
    texts = [(50.0, "Kaféet:"), (68.0, "kokar kaffe"), (left, text), (50.0, "Lön betalas inte.")]
    bullet = Word(0, "•", 1, Box(50, 14, 54, 24))
    lines = tuple(
        Line(
            (Word(0, text, 1, Box(x, 14 * n, x + 100, 14 * n + 10), size=10.0),),
            bullet if n == 1 else None,
            Cell(0, 0, 1, Box(45, 0, 500, 100)),
        )
        for n, (x, text) in enumerate(texts)
    )
    assert build(lines) == ["Kaféet:", "• kokar kaffe", text, "Lön betalas inte."]


@pytest.mark.parametrize(
    ("left", "paragraphs"),
    [
        (50.0, ["• kokar kaffe på", "Kaffet kokas med ved och vatten"]),
        (64.0, ["• kokar kaffe på Kaffet kokas med ved och vatten"]),
    ],
    ids=["goes on at the margin", "goes on below itself"],
)
def test_a_line_below_an_items_text_is_a_paragraphs_first_where_the_text_goes_on_further_left(
    left: float, paragraphs: list[str]
) -> None:
    """The document indents first lines by as much as its items."""
    texts = [(64.0, "kokar kaffe på"), (64.0, "Kaffet kokas med"), (left, "ved och vatten")]
    bullet = Word(0, "•", 1, Box(50, 0, 54, 10))
    lines = [
        Line(
            (Word(0, text, 1, Box(x, 14 * n, 400, 14 * n + 10), size=10.0),),
            None if n else bullet,
        )
        for n, (x, text) in enumerate(texts)
    ]
    language = find_language("sv")
    rules = lines_to_wrap_rules(lines, language)
    builder = ParagraphBuilder(language, rules, LineMetrics({10.0: 14.0}, indent=14.0))
    found = builder.build(lines)
    assert [f"{p.mark.text} {p.span.text}" if p.mark else p.span.text for p in found] == paragraphs


def test_a_label_beside_the_middle_of_its_value_shows_no_step() -> None:
    def line(text: str, x: float, top: float) -> Line:
        return Line((Word(0, text, 1, Box(x, top, x + 5 * len(text), top + 10), size=10.0),))

    value, label = [line("värde", 100, top) for top in (0, 12, 24)], line("Etikett", 0, 18)
    assert lines_to_metrics([*value[:2], label, value[2]]).steps == {10.0: 12.0}


def test_no_lines_have_no_paragraphs() -> None:
    assert build(()) == []


class TestDumps:
    @pytest.mark.parametrize(
        ("text", "paragraphs"),
        [
            (
                f"{LONG}\n{LONG}\nskogen. \nVeden huggs.",
                [f"{LONG} {LONG} skogen.", "Veden huggs."],
            ),
            (f"{LONG}\n{LONG}  \nskogen.", [f"{LONG} {LONG} skogen."]),
            (
                f"{LONG.removesuffix(' från')}.  \nVeden huggs av karlar.\n",
                [f"{LONG.removesuffix(' från')}.", "Veden huggs av karlar."],
            ),
            (
                f"{LONG.removesuffix(' från')}.\nVeden huggs av karlar.\n",
                [f"{LONG.removesuffix(' från')}. Veden huggs av karlar."],
            ),
            (
                f"{LONG}\n• kokar kaffe till alla som kommer\n• dukar\nKaffe kokas på ved.",
                [LONG, "• kokar kaffe till alla som kommer", "• dukar", "Kaffe kokas på ved."],
            ),
            (
                f"{LONG}\n• kokar kaffe till alla som kommer från\nKemi\n• dukar",
                [LONG, "• kokar kaffe till alla som kommer från Kemi", "• dukar"],
            ),
            (
                f"{LONG}\n• kokar kaffe och\nte\n• dukar bord",
                [LONG, "• kokar kaffe och te", "• dukar bord"],
            ),
        ],
        ids=[
            "short line", "spaces inside a sentence", "spaces after a full line", "full line",
            "list and sentence", "name at a line's start", "unfinished item",
        ],
    )  # fmt: skip
    def test_paragraphs_of_a_dump(self, tmp_path: Path, text: str, paragraphs: list[str]) -> None:
        assert build(document_to_lines(dump(tmp_path, text))) == paragraphs

    def test_empty_lines_part_paragraphs_where_they_never_part_sentences(
        self, tmp_path: Path
    ) -> None:
        wrapped = [f"{LONG}\n{LONG}\nskogen."] * 4
        items = ["• kokar kaffe", "dukar bord", "• diskar", "Vapen räknas inte in"]
        lines = document_to_lines(dump(tmp_path, "\n\n".join([*wrapped, *items])))
        assert build(lines)[4:] == items

    def test_empty_lines_inside_sentences_part_nothing(self, tmp_path: Path) -> None:
        text = "\n\n".join([LONG, "kemi till Uleåborg och vidare till", "Vasa och sedan hem till"])
        text += f"\n{LONG}\n{LONG}\n{LONG}"
        assert len(build(document_to_lines(dump(tmp_path, text)))) == 1

    def test_a_short_item_ends_where_a_capital_begins_the_next_line(self, tmp_path: Path) -> None:
        text = f"{LONG}\n{LONG}\n• kokar kaffe till alla i byn\n• dukar\nVapen räknas inte in."
        assert build(document_to_lines(dump(tmp_path, text)))[-2:] == [
            "• dukar",
            "Vapen räknas inte in.",
        ]

    def test_a_dash_inside_a_sentence_ends_no_paragraph(self, tmp_path: Path) -> None:
        text = f"{LONG}\n– om vädret tillåter –\n{LONG}"
        lines = document_to_lines(dump(tmp_path, text))
        assert build(lines) == [f"{LONG} – om vädret tillåter – {LONG}"]
