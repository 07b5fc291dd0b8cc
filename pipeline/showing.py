"""What ``plancards show`` does: one card in the terminal, and where it stands on the page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path

from pydantic import JsonValue
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.evidence import card_to_places
from pipeline.visible_text import make_visible
from schemas.errors import UsageError
from schemas.record import Finding, MeasureCard, Place, Plan, Points

MARKS = ("evidence", "corrected")
"""What is said about a card's values; shown beside them."""

PDF = "application/pdf"


def find_card(plan: Plan, card_id: str) -> MeasureCard:
    """The card with that id, in any letter case.

    Raises:
        UsageError: the plan has none; the message names those it has.
    """
    for card in plan.cards:
        if card.card_id.casefold() == card_id.casefold():
            return card
    known = ", ".join(card.card_id for card in plan.cards)
    raise UsageError(f"{plan.plan.plan_id}: no card '{card_id}'; it has {known}")


def find_fields(card: MeasureCard, field: str | None) -> list[str]:
    """The fields to show: all, or one of them, also given as a JSON pointer into it.

    Raises:
        UsageError: no card has such a field.
    """
    names = [name for name in MeasureCard.model_fields if name not in MARKS]
    if field is None:
        return names
    name = field.strip("/").replace(".", "/").split("/")[0]
    if name not in names:
        raise UsageError(
            f"no field '{field}' of card {card.card_id}: use one of {', '.join(names)}"
        )
    return [name]


def show_card(plan: Plan, card: MeasureCard, fields: list[str], colour: bool) -> str:
    """A card as a table: field, value, page; then its findings.

    Args:
        plan: that the card is in.
        card: to show.
        fields: to show.
        colour: whether a terminal shows it.
    """
    table = Table(show_header=False, box=None, padding=(0, 2, 1, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(justify="right", style="dim", no_wrap=True)
    values: Mapping[str, JsonValue] = card.model_dump(mode="json", exclude=set(MARKS))
    for name in fields:
        text = Text("\n").join(_value_to_lines(values[name]))
        for mark in card.corrected:
            if mark.path.split("/")[1] == name:
                text.append(f"\n{mark.path} corrected by {mark.name} ({mark.date}), ", "yellow")
                text.append(f"read as {mark.extracted}: {mark.reason}", "yellow")
        table.add_row(name, text, places_to_pages(card_to_places(card, f"/{name}")))
    file = StringIO()
    console = Console(file=file, force_terminal=colour, no_color=not colour, highlight=False)
    console.print(Text(f"{plan.plan.plan_id} {plan.plan.version}", style="dim"))
    console.print(table)
    for finding in plan.findings:
        if finding.card_id == card.card_id and finding.field in (None, *fields):
            console.print(Padding(_finding_to_text(finding), (0, 0, 1, 0)))
    return file.getvalue()


def _value_to_lines(value: JsonValue, depth: int = 0) -> Iterator[Text]:
    """A value line by line; what is inside it is indented."""
    indent = "  " * depth
    match value:
        case None:
            yield Text(f"{indent}–", style="dim")
        case dict():
            for key, inner in value.items():
                if isinstance(inner, dict | list) and inner:
                    yield Text(f"{indent}{key}:", style="italic")
                    yield from _value_to_lines(inner, depth + 1)
                else:
                    shown = next(_value_to_lines(inner), Text("–", style="dim"))
                    yield Text(f"{indent}{key}: ", style="italic").append_text(shown)
        case list():
            for item in value:
                yield Text(f"{indent}• ").append_text(_item_to_text(item))
        case _:
            yield Text(indent + make_visible(str(value)))


def _item_to_text(item: JsonValue) -> Text:
    if isinstance(item, dict):
        said = [str(found) for found in item.values() if found is not None]
        return Text(make_visible(" ".join(said)))
    return Text(make_visible(str(item)))


def _finding_to_text(finding: Finding) -> Text:
    colours = {"error": "red", "warning": "yellow", "note": "cyan"}
    text = Text(f"{finding.level}: {finding.code}: ", style=colours[finding.level])
    text.append(make_visible(finding.message), style="default")
    if finding.accepted:
        text.append(f" (accepted by {finding.accepted.name}: {finding.accepted.reason})", "dim")
    return text


def places_to_pages(places: list[Place]) -> str:
    """The pages of places, or their lines: "p. 8–9", "line 120"."""
    pages = sorted({place.page for place in places if place.page is not None})
    if pages:
        last = f"–{pages[-1]}" if len(pages) > 1 else ""
        return f"p. {pages[0]}{last}"
    lines = [place.line for place in places if place.line is not None]
    return f"line {min(lines)}" if lines else ""


def card_to_json(card: MeasureCard, fields: list[str]) -> str:
    """Those fields of a card with their evidence, as JSON."""
    record = card.model_dump(mode="json", include={"card_id", "corrected", *fields})
    record["evidence"] = [
        found.model_dump(mode="json")
        for found in card.evidence
        if found.path.split("/")[1] in fields
    ]
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def draw_card(card: MeasureCard, fields: list[str], pdf: Path, password: str | None) -> bytes:
    """The pages that those fields stand on, side by side, with boxes around them, as a PNG.

    Raises:
        UsageError: the values have no place on a page.
        InputError: a page cannot be drawn.
    """
    from pipeline.page_pictures import render_page, stack_pictures

    boxes: dict[int, list[Points]] = {}
    for place in card_to_places(card, *(f"/{name}" for name in fields)):
        if place.page is not None and place.bbox is not None:
            boxes.setdefault(place.page, []).append(place.bbox)
    if not boxes:
        raise UsageError(f"card {card.card_id}: nothing of {', '.join(fields)} stands on a page")
    sheet = stack_pictures(
        [render_page(pdf, page, found, password) for page, found in sorted(boxes.items())]
    )
    from io import BytesIO

    data = BytesIO()
    sheet.save(data, "PNG")
    return data.getvalue()
