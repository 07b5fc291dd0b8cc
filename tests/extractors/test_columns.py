from __future__ import annotations

from dataclasses import dataclass, replace

from extractors.columns import ColumnLayout, ColumnSplitter
from extractors.labels import LabelMatcher
from extractors.line_metrics import LineMetrics
from schemas.geometry import Box
from schemas.language import find_language
from schemas.stages import Line, Word

LABELS = LabelMatcher(find_language("sv"))
LEFT, EDGE = 50.0, 200.0
SIZE, STEP = 10.0, 12.0
METRICS = LineMetrics({SIZE: STEP})


@dataclass(frozen=True)
class Drawn:
    """A line: what stands at the left margin (``drop`` lower), and what at the values' edge.

    The latter may stand ``shift`` further right.
    """

    top: float
    left: str = ""
    right: str = ""
    page: int = 1
    band: int = 0
    drop: float = 0.0
    shift: float = 0.0


def draw(*drawn: Drawn) -> tuple[Line, ...]:
    """Lines of words; every sign is 5 points wide and spaces are 3."""
    index = 0
    lines: list[Line] = []
    for one in drawn:
        words: list[Word] = []
        left = (LEFT, one.top + one.drop, one.left)
        for start, top, text in (left, (EDGE + one.shift, one.top, one.right)):
            x = start
            for part in text.split():
                box = Box(x, top, x + 5 * len(part), top + SIZE)
                words.append(Word(index, part, one.page, box, size=SIZE))
                index, x = index + 1, box.x1 + 3
        lines.append(replace(Line(tuple(words)), band=one.band))
    return tuple(lines)


def split(*drawn: Drawn) -> list[tuple[int | None, str]]:
    """Column and text of every line; ``None`` for a line of full width."""
    lines = draw(*drawn)
    found = ColumnSplitter([lines], LABELS, METRICS).split(lines)
    return [(line.cell.column if line.cell else None, line.text) for line in found]


def layout_of(*drawn: Drawn) -> ColumnLayout:
    return ColumnSplitter([draw(*drawn)], LABELS, METRICS).layout


class TestLabelsBesideTheFirstLine:
    CARD = (
        Drawn(20, "Kaféet vid hamnen har länge varit stängt om vintern."),
        Drawn(40, "Understöd", "75 %"),
        Drawn(60, "Möjliga", "kaféer och"),
        Drawn(72, "stödmottagare", "bagerier"),
        Drawn(92, "Ansökningstid", "Våren"),
        Drawn(104, "", "2031"),
    )

    def test_lines_are_cut_at_the_values_left_edge(self) -> None:
        assert split(*self.CARD) == [
            (None, "Kaféet vid hamnen har länge varit stängt om vintern."),
            (0, "Understöd"), (1, "75 %"),
            (0, "Möjliga"), (0, "stödmottagare"), (1, "kaféer och"), (1, "bagerier"),
            (0, "Ansökningstid"), (1, "Våren"), (1, "2031"),
        ]  # fmt: skip

    def test_the_layout_says_so(self) -> None:
        layout = layout_of(*self.CARD)
        assert (layout.edge, layout.top_aligned) == (EDGE, True)
        assert layout.row_gap is not None
        assert STEP < layout.row_gap < 20

    def test_one_label_does_not_show_where_values_begin(self) -> None:
        card = (Drawn(40, "Understöd", "75 %"),)
        assert layout_of(*card) == ColumnLayout()
        assert split(*card) == [(None, "Understöd 75 %")]

    def test_values_begin_at_the_leftmost_edge_that_labels_share(self) -> None:
        """First lines of paragraphs begin further in, beside as many labels."""
        assert split(
            Drawn(20, "Möjliga stödmottagare", "Kaféer", shift=14),
            Drawn(32, "", "och bagerier"),
            Drawn(52, "Projektet inleds senast", "Kaffe", shift=14),
            Drawn(72, "Understöd", "75 %"),
            Drawn(92, "Ansökningstid", "Våren"),
        ) == [
            (0, "Möjliga stödmottagare"), (1, "Kaféer"), (1, "och bagerier"),
            (0, "Projektet inleds senast"), (1, "Kaffe"),
            (0, "Understöd"), (1, "75 %"),
            (0, "Ansökningstid"), (1, "Våren"),
        ]  # fmt: skip

    def test_a_dash_at_the_values_edge_is_no_part_of_the_label(self) -> None:
        found = split(
            Drawn(20, "Resultatmål", "– kaffet"), Drawn(40, "Möjliga stödmottagare", "– Kaféer")
        )
        assert found == [
            (0, "Resultatmål"), (1, "– kaffet"), (0, "Möjliga stödmottagare"), (1, "– Kaféer"),
        ]  # fmt: skip

    def test_an_item_beside_its_label_begins_like_the_others(self) -> None:
        """No gap shows that its "o" is a bullet; its text stands where the other item's does."""
        other = draw(Drawn(32, "", "kaffet är varmt"))[0]
        bullet = Word(99, "o", 1, Box(EDGE, 32, EDGE + 5, 42), size=SIZE)
        shifted = (
            word._replace(box=Box(word.box.x0 + 8, word.box.top, word.box.x1 + 8, word.box.bottom))
            for word in other.words
        )
        item = Line(tuple(shifted), bullet)
        first = draw(Drawn(20, "Resultatmål", "o kaffet är gott"))[0]
        rest = draw(Drawn(52, "Understöd", "75 %"), Drawn(72, "Ansökningstid", "Våren"))
        lines = [first, item, *rest]
        found = ColumnSplitter([lines], LABELS, METRICS).split(lines)
        assert [(line.mark is not None, line.text) for line in found[:3]] == [
            (False, "Resultatmål"), (True, "kaffet är gott"), (True, "kaffet är varmt"),
        ]  # fmt: skip

    def test_a_value_goes_on_after_the_pages_end(self) -> None:
        found = split(*self.CARD, Drawn(20, "", "och hösten", page=2))
        assert found[-3:] == [(1, "Våren"), (1, "2031"), (1, "och hösten")]

    def test_a_value_whose_label_stands_on_the_next_page_belongs_to_it(self) -> None:
        """A gap as between rows sets it apart from the value above."""
        found = split(
            *self.CARD, Drawn(124, "", "Gröna"), Drawn(20, "Projektet inleds senast", "fatet", 2)
        )
        assert found[-3:] == [(0, "Projektet inleds senast"), (1, "Gröna"), (1, "fatet")]

    def test_a_narrow_gap_after_a_label_is_enough_at_the_edge(self) -> None:
        lines = draw(*self.CARD, Drawn(124, "Samordning med övrig EU-", "Kaffe."))
        last = lines[-1]
        shift = EDGE - 4 - last.words[3].box.x1
        moved = tuple(
            w._replace(box=Box(w.box.x0 + shift, w.box.top, w.box.x1 + shift, w.box.bottom))
            for w in last.words[:4]
        )
        lines = (*lines[:-1], replace(last, words=(*moved, *last.words[4:])))
        found = ColumnSplitter([lines], LABELS, METRICS).split(lines)
        assert [line.text for line in found[-2:]] != ["Samordning med övrig EU- Kaffe."]

    def test_the_lines_of_a_label_that_reach_near_to_the_values_are_cut_there_too(self) -> None:
        lines = draw(
            *self.CARD,
            Drawn(124, "Samordning med", "Kaffe kan"),
            Drawn(136, "övrig EU-", "köpas ur"),
            Drawn(148, "finansiering", "fonden."),
        )
        near = tuple(_move_label_to_edge(line) for line in lines[-3:])
        lines = (*lines[:-3], *near)
        found = ColumnSplitter([lines], LABELS, METRICS).split(lines)
        assert [(line.cell.column if line.cell else None, line.text) for line in found[-6:]] == [
            (0, "Samordning med"), (0, "övrig EU-"), (0, "finansiering"),
            (1, "Kaffe kan"), (1, "köpas ur"), (1, "fonden."),
        ]  # fmt: skip

    def test_a_long_word_of_a_label_may_run_over_the_edge(self) -> None:
        """Its other words stand below it, beside nothing."""
        over = "Samordning" + "-" * 22
        assert LEFT + 5 * len(over) > EDGE
        found = split(
            *self.CARD,
            Drawn(124, over, "Kaffe."),
            Drawn(136, "med annan"),
            Drawn(148, "EU-finansiering"),
        )
        assert found[-4:] == [
            (0, over), (0, "med annan"), (0, "EU-finansiering"), (1, "Kaffe."),
        ]  # fmt: skip


def _move_label_to_edge(line: Line) -> Line:
    """The line with its label's last word set 4 points before the values, as justified text is."""
    label = [word for word in line.words if word.box.x0 < EDGE]
    *others, last = label
    box = last.box._replace(x0=EDGE - 4 - last.box.width, x1=EDGE - 4)
    return replace(line, words=(*others, last._replace(box=box), *line.words[len(label) :]))


class TestLabelsBesideTheMiddle:
    CARD = (
        Drawn(40, "Ansökningstid", "Våren 2031"),
        Drawn(60, "", "75 %"),
        Drawn(72, "Understöd", "Stödet kan höjas"),
        Drawn(84, "", "till 90 procent."),
        Drawn(104, "", "Kaféer och"),
        Drawn(110, "Möjliga stödmottagare"),
        Drawn(116, "", "bagerier"),
    )

    def test_a_value_begins_above_its_label(self) -> None:
        assert split(*self.CARD) == [
            (0, "Ansökningstid"), (1, "Våren 2031"),
            (0, "Understöd"), (1, "75 %"), (1, "Stödet kan höjas"), (1, "till 90 procent."),
            (0, "Möjliga stödmottagare"), (1, "Kaféer och"), (1, "bagerier"),
        ]  # fmt: skip
        assert not layout_of(*self.CARD).top_aligned

    def test_what_the_next_pages_label_is_centred_on_may_begin_on_this_one(self) -> None:
        found = split(
            *self.CARD,
            Drawn(136, "", "Gröna"),
            Drawn(20, "Projektet inleds senast", "fatet", page=2),
        )
        assert found[-3:] == [(0, "Projektet inleds senast"), (1, "Gröna"), (1, "fatet")]

    def test_what_goes_on_there_above_and_below_its_label_is_that_labels_too(self) -> None:
        """The label is drawn beside the first line of what the page's end left of its row."""
        found = split(
            *self.CARD,
            Drawn(136, "", "Gröna"),
            Drawn(20, "Projektet inleds senast", page=2),
            Drawn(26, "", "runda", page=2),
            Drawn(38, "", "fat", page=2),
        )
        assert found[-4:] == [
            (0, "Projektet inleds senast"), (1, "Gröna"), (1, "runda"), (1, "fat"),
        ]  # fmt: skip

    def test_one_label_between_two_lines_shows_it_whatever_the_others(self) -> None:
        card = (
            Drawn(40, "Understöd", "75 %"),
            Drawn(52, "", "av kostnaden"),
            Drawn(72, "Ansökningstid", "Våren"),
            Drawn(84, "", "2031"),
            Drawn(104, "", "Kaféer och"),
            Drawn(110, "Möjliga stödmottagare"),
            Drawn(116, "", "bagerier"),
        )
        assert not layout_of(*card).top_aligned
        assert layout_of(*card[:4]).top_aligned

    def test_a_label_a_little_lower_than_its_value_shows_it_where_others_are_level(self) -> None:
        card = (
            Drawn(20, "Ansökningstid", "Våren 2031"),
            Drawn(40, "Understöd", "Stödet är 75 %", drop=3),
            Drawn(52, "", "av kostnaden."),
        )
        assert not layout_of(*card).top_aligned
        assert layout_of(*(replace(row, drop=0) for row in card)).top_aligned
        assert layout_of(*(replace(row, drop=3) for row in card)).top_aligned

    def test_a_bullet_shows_nothing_that_stands_higher_than_its_item(self) -> None:
        card = draw(
            Drawn(20, "Ansökningstid", "Våren 2031"),
            Drawn(40, "Resultatmål:", "• Stödet är 75 %"),
            Drawn(52, "", "av kostnaden."),
        )
        at, word = next((n, w) for n, w in enumerate(card[1].words) if w.text == "•")
        higher = word._replace(box=word.box._replace(top=word.box.top - 3))
        line = replace(card[1], words=(*card[1].words[:at], higher, *card[1].words[at + 1 :]))
        assert ColumnSplitter([(card[0], line, card[2])], LABELS, METRICS).layout.top_aligned

    def test_a_row_between_rules_that_begins_with_its_value_shows_it(self) -> None:
        found = split(
            Drawn(20, "Ansökningstid", "Våren", band=1),
            Drawn(46, "", "75 %", band=2),
            Drawn(66, "Understöd", "Kaféer får mer, om", band=2),
            Drawn(78, "", "de har öppet om", band=2),
            Drawn(90, "", "vintern.", band=2),
        )
        assert found[2:] == [
            (0, "Understöd"), (1, "75 %"),
            (1, "Kaféer får mer, om"), (1, "de har öppet om"), (1, "vintern."),
        ]  # fmt: skip
