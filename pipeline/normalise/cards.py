"""From raw cards to the cards of the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.normalise import fields
from pipeline.normalise.citations import Citations
from pipeline.places import PlaceFinder
from schemas.language import Language
from schemas.record import CardMeasure, MeasureCard, Objective
from schemas.stages import CardRegion, Kind, RawCard

SUFFIXES: dict[Kind, str] = {"measure": "M", "operating_support": "OS", "specific_action": "SA"}


def raw_cards_to_cards(
    raw: Sequence[RawCard], language: Language, places: PlaceFinder
) -> list[MeasureCard]:
    """All cards, in order, with unique ids."""
    ids = regions_to_card_ids([card.region for card in raw])
    return [
        raw_card_to_card(card, card_id, language, places)
        for card, card_id in zip(raw, ids, strict=True)
    ]


def regions_to_card_ids(regions: Sequence[CardRegion]) -> list[str]:
    """The code, or objective number and kind; a second card of the same id gets "-2"."""
    seen: Counter[str] = Counter()
    ids: list[str] = []
    for region in regions:
        under = f"{region.objective.key}-" if region.objective else ""
        card_id = region.title.code or under + SUFFIXES[region.title.kind]
        seen[card_id] += 1
        ids.append(card_id if seen[card_id] == 1 else f"{card_id}-{seen[card_id]}")
    return ids


def raw_card_to_card(
    raw: RawCard, card_id: str, language: Language, places: PlaceFinder
) -> MeasureCard:
    """One card: every value from its spans, every value cited."""
    cited = Citations(places)
    title = raw.region.title
    for path in ("/card_id", "/kind", *(["/code"] if title.code else [])):
        cited.cite(path, title.opener)
    cited.cite("/title", title.title)
    objective, measure = _region_to_headings(raw.region, cited)
    return MeasureCard(
        card_id=card_id,
        kind=title.kind,
        code=title.code,
        title=title.title.text,
        specific_objective=objective,
        implementation_measure=measure,
        background=cited.cite_joined("/background", raw.field("background").all("text")),
        goal=cited.cite_joined("/goal", raw.field("goal").all("text")),
        target_group=cited.cite_text("/target_group", raw.field("target_group").one("text")),
        eligible_activities=fields.field_to_activities(raw.field("eligible_activities"), cited),
        conditions=cited.cite_texts("/conditions", raw.field("conditions").all("text")),
        result_targets=fields.field_to_result_targets(raw.field("result_targets"), cited),
        support_rate=fields.field_to_support_rate(raw.field("support_rate"), cited),
        beneficiaries=fields.field_to_beneficiaries(raw.field("beneficiaries"), cited, language),
        coordination=fields.field_to_coordination(raw.field("coordination"), cited, language),
        indicators=fields.field_to_indicators(raw.field("indicators"), cited),
        call_timing=fields.field_to_call_timing(raw.field("call_timing"), cited, language),
        start=fields.field_to_start(raw.field("start"), cited, language),
        evidence=cited.evidence,
    )


def _region_to_headings(
    region: CardRegion, cited: Citations
) -> tuple[Objective | None, CardMeasure | None]:
    """What the headings over a card say; without one, a code still says the number."""
    code, above = region.title.code, region.objective
    objective: Objective | None = None
    if above:
        cited.cite("/specific_objective/number", above.number)
        title = cited.cite_text("/specific_objective/title", above.title)
        objective = Objective(number=int(above.key), title=title)
    elif code:
        cited.cite("/specific_objective/number", region.title.opener)
        objective = Objective(number=int(code[0]), title=None)
    if code is None:
        return objective, None
    over = region.implementation_measure
    cited.cite("/implementation_measure/code", over.number if over else region.title.opener)
    title = cited.cite_text("/implementation_measure/title", over.title) if over else None
    return objective, CardMeasure(code=over.key if over else code[:2], title=title)
