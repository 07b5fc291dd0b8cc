"""An edit list: from one plan to its amended version, and the changes that a diff should report."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from .source import Card, Model, Plan, Round, Text
from .truth import Record, card_record, indicator_record

ITEM_PLACES = {"eligible_activities": "items", "result_targets": "items"}


class FieldEdit(Model):
    """An edit inside one field of one card."""

    card: str
    field: str
    substantive: bool = True


class SetEdit(FieldEdit):
    """Give a field new values; keys left out stay."""

    op: Literal["set"]
    value: dict[str, Any]


class ReplaceEdit(FieldEdit):
    """Exchange one piece of text that occurs once."""

    op: Literal["replace"]
    old: Text
    new: Text


class ItemEdit(FieldEdit):
    """Add, remove, replace or move a list item; `list` names the indicator list."""

    op: Literal["item_add", "item_remove", "item_replace", "item_move"]
    list: str | None = None
    at: int
    to: int | None = None
    value: Text | None = None
    new: Text | None = None


class CardRemoved(Model):
    """Drop a card."""

    op: Literal["card_removed"]
    card: str


class CardRenumbered(Model):
    """Give a card another code."""

    op: Literal["card_renumbered"]
    card: str
    to: str


class CardAdded(Model):
    """Put in a card of the edit list's own."""

    op: Literal["card_added"]
    card: str
    after: str


Edit = Annotated[
    SetEdit | ReplaceEdit | ItemEdit | CardRemoved | CardRenumbered | CardAdded,
    Field(discriminator="op"),
]


class FundingEdit(Model):
    """New amounts of an implementation measure."""

    implementation_measure: str
    amounts: dict[Round, Decimal]


class Amendment(Model):
    """A whole edit list."""

    base: str
    title: Text
    edits: list[Edit]
    funding: list[FundingEdit] = Field(default_factory=list)
    cards: list[Card] = Field(default_factory=list)


def load_amendment(path: Path) -> Amendment:
    """Read an edit list."""
    return Amendment.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def is_amendment(path: Path) -> bool:
    """Is this source an edit list?"""
    return "base" in tomllib.loads(path.read_text(encoding="utf-8"))


def amend(plan: Plan, amendment: Amendment) -> tuple[Plan, list[Record]]:
    """Apply all edits; the amended plan is checked as a whole at the end."""
    cards = list(plan.cards)
    changes: list[Record] = []
    for edit in amendment.edits:
        match edit:
            case CardRemoved():
                del cards[_index(cards, edit.card)]
                changes.append(_card_change(edit.card, "card_removed"))
            case CardRenumbered():
                at = _index(cards, edit.card)
                cards[at] = cards[at].model_copy(update={"code": edit.to})
                change = _card_change(edit.to, "card_renumbered")
                changes.append({"card_id": edit.to, "previous_card_id": edit.card} | change)
            case CardAdded():
                new = amendment.cards[_index(amendment.cards, edit.card)]
                cards.insert(_index(cards, edit.after) + 1, new)
                changes.append(_card_change(edit.card, "card_added"))
            case _:
                at = _index(cards, edit.card)
                old = cards[at]
                cards[at], detail = edit_field(old, edit)
                if isinstance(edit, SetEdit):
                    detail = {
                        "old": card_record(plan, old)[edit.field],
                        "value": card_record(plan, cards[at])[edit.field],
                    }
                changes.append(_field_change(edit) | detail)
    return _amended(plan, amendment, cards), changes


def _amended(plan: Plan, amendment: Amendment, cards: list[Card]) -> Plan:
    amounts = {edit.implementation_measure: edit.amounts for edit in amendment.funding}
    measures = [
        m.model_copy(update={"amounts": amounts.get(m.code, m.amounts)})
        for m in plan.implementation_measures
    ]
    source = plan.model_dump()
    source["title"] = amendment.title
    source["implementation_measures"] = [m.model_dump() for m in measures]
    source["cards"] = [c.model_dump() for c in cards]
    return Plan.model_validate(source)


def edit_field(card: Card, edit: SetEdit | ReplaceEdit | ItemEdit) -> tuple[Card, Record]:
    """Apply one field edit; return the new card and the change's own keys."""
    source = card.model_dump()
    match edit:
        case SetEdit():
            source[edit.field] |= edit.value
            detail: Record = {}
        case ReplaceEdit():
            source[edit.field], count = _replaced(source[edit.field], edit.old, edit.new)
            if count != 1:
                raise ValueError(f"{edit.card}: {edit.old!r} occurs {count} times in {edit.field}")
            detail = {"old": edit.old, "new": edit.new}
        case ItemEdit():
            name = edit.list or ITEM_PLACES[edit.field]
            if source[edit.field].get("unmarked"):
                raise ValueError(f"{edit.card}: its items without bullet marks would shift")
            detail = _edit_item(source[edit.field][name], edit)
    return Card.model_validate(source), detail


def _replaced(value: Any, old: str, new: str) -> tuple[Any, int]:
    """Replace text anywhere inside a field's value; return how often it occurred."""
    if isinstance(value, str):
        return value.replace(old, new), value.count(old)
    if isinstance(value, dict):
        pairs = {key: _replaced(item, old, new) for key, item in value.items()}
        return {key: pair[0] for key, pair in pairs.items()}, sum(p[1] for p in pairs.values())
    if isinstance(value, list):
        found = [_replaced(item, old, new) for item in value]
        return [pair[0] for pair in found], sum(pair[1] for pair in found)
    return value, 0


def _edit_item(items: list[str], edit: ItemEdit) -> Record:
    """Edit the list in place; return the change's own keys."""

    def shown(item: str) -> object:
        return indicator_record(item) if edit.field == "indicators" else item

    match edit:
        case ItemEdit(op="item_add", value=str(value)):
            items.insert(edit.at, value)
            return {"value": shown(value), "at": edit.at}
        case ItemEdit(op="item_remove"):
            return {"at": edit.at, "old": shown(items.pop(edit.at))}
        case ItemEdit(op="item_replace", new=str(new)):
            old, items[edit.at] = items[edit.at], new
            return {"old": shown(old), "new": shown(new), "at": edit.at}
        case ItemEdit(op="item_move", to=int(to)):
            items.insert(to, items.pop(edit.at))
            return {"at": edit.at, "to": to}
    raise ValueError(f"{edit.card}: {edit.op} lacks a key")


def _index(cards: list[Card], card_id: str) -> int:
    return [card.card_id for card in cards].index(card_id)


def _card_change(card_id: str, change: str) -> Record:
    return {"card_id": card_id, "change": change, "substantive": True}


def _field_change(edit: SetEdit | ReplaceEdit | ItemEdit) -> Record:
    return {
        "card_id": edit.card,
        "change": "field_changed",
        "field": edit.field,
        "op": edit.op,
        "substantive": edit.substantive,
    }
