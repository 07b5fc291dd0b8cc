"""One function per field: its spans as a value of the record, cited."""

from __future__ import annotations

import regex

from extractors.entities import EntityFinder, load_category_finder, load_fund_finder
from extractors.narrative import starts_with_phrase
from extractors.nested_rows import INDICATOR_CODE
from pipeline.normalise.citations import Citations
from pipeline.normalise.deadlines import row_to_deadline
from pipeline.normalise.rounds import text_to_rounds
from schemas.language import Language
from schemas.record import (
    Activities,
    Beneficiaries,
    CallTiming,
    Coordination,
    Indicator,
    Indicators,
    RaisedRate,
    ResultTargets,
    Start,
    SupportRate,
)
from schemas.stages import RawField, Span

_DIGITS = regex.compile(r"\d+")


def field_to_activities(field: RawField, cited: Citations) -> Activities | None:
    """The eligible activities, ``None`` when the card has none."""
    if not field.parts:
        return None
    path = "/eligible_activities"
    return Activities(
        intro=cited.cite_text(f"{path}/intro", field.one("intro")),
        items=cited.cite_texts(f"{path}/items", field.all("item")),
    )


def field_to_result_targets(field: RawField, cited: Citations) -> ResultTargets | None:
    """The result targets, ``None`` when the card has none."""
    if not field.parts:
        return None
    path = "/result_targets"
    return ResultTargets(
        items=cited.cite_texts(f"{path}/items", field.all("item")),
        notes=cited.cite_texts(f"{path}/notes", field.all("note")),
    )


def field_to_support_rate(field: RawField, cited: Citations) -> SupportRate:
    """Base rate and raised rates, in whole percent."""
    path = "/support_rate"
    base = field.one("base")
    cited.cite(f"{path}/base_percent", base)
    raised: list[RaisedRate] = []
    for at, (condition, percent) in enumerate(
        zip(field.all("condition"), field.all("percent"), strict=True)
    ):
        cited.cite(f"{path}/raised/{at}/percent", percent)
        cited.cite(f"{path}/raised/{at}/condition", condition)
        raised.append(RaisedRate(percent=span_to_percent(percent), condition=condition.text))
    return SupportRate(base_percent=span_to_percent(base) if base else None, raised=raised)


def span_to_percent(span: Span) -> int:
    """The number of a percentage.

    before: "90 procent"
    after: 90
    """
    digits = _DIGITS.match(span.text)
    if digits is None:
        raise ValueError(f"'{span.text}' begins with no number")
    return int(digits[0])


def field_to_beneficiaries(field: RawField, cited: Citations, language: Language) -> Beneficiaries:
    """The beneficiaries' text and the categories it names."""
    span = field.one("text")
    text = cited.cite_text("/beneficiaries/text", span)
    categories = _name_entities(
        span, load_category_finder(language.code), "/beneficiaries/categories", cited
    )
    return Beneficiaries(text=text, categories=categories)


def field_to_coordination(field: RawField, cited: Citations, language: Language) -> Coordination:
    """Status, text and funds named."""
    path = "/coordination"
    span = field.one("text")
    cited.cite(f"{path}/status", span or field.one("label"))
    if span is None:
        return Coordination(status="missing", text=None, funds=[])
    text = cited.cite_text(f"{path}/text", span)
    if _bare(span.text) in {_bare(phrase) for phrase in language.phrases.not_applicable}:
        return Coordination(status="not_applicable", text=text, funds=[])
    funds = _name_entities(span, load_fund_finder(language.code), f"{path}/funds", cited)
    return Coordination(status="stated", text=text, funds=funds)


def _bare(text: str) -> str:
    """A short value without spaces, case and closing point: "N / A." and "n/a" are one."""
    return "".join(text.split()).rstrip(".").casefold()


def _name_entities(
    span: Span | None, finder: EntityFinder, path: str, cited: Citations
) -> list[str]:
    """Codes of the entities in a text by first mention, each code once, cited at that mention."""
    codes: list[str] = []
    for entity in finder.find(span.text) if span else ():
        if span and entity.code not in codes:
            cited.cite(f"{path}/{len(codes)}", span.slice(entity.start, entity.end))
            codes.append(entity.code)
    return codes


def field_to_indicators(field: RawField, cited: Citations) -> Indicators:
    """Output and result indicators by their codes' first letter, and the note."""
    path = "/indicators"
    output: list[Indicator] = []
    result: list[Indicator] = []
    for code, text in zip(field.all("code"), field.all("text"), strict=True):
        parts = INDICATOR_CODE.match(code.text)
        if parts is None:
            raise ValueError(f"'{code.text}' is no indicator code")
        letter, *numbers = (part for part in parts.groups() if part)
        parent = ".".join((letter, *numbers[:2])) if len(numbers) == 3 else None
        kind, several = ("output", output) if letter == "O" else ("result", result)
        place = f"{path}/{kind}/{len(several)}"
        cited.cite(f"{place}/code", code)
        cited.cite(f"{place}/text", text)
        if parent:
            cited.cite(f"{place}/parent", code)
        several.append(Indicator(code=".".join((letter, *numbers)), text=text.text, parent=parent))
    none = field.one("none")
    note = cited.cite_joined(f"{path}/note", field.all("note"))
    if output or result:
        cited.cite(f"{path}/status", *field.all("code"))
        return Indicators(status="listed", output=output, result=result, note=note)
    cited.cite(f"{path}/status", none or field.one("label"))
    status = "none_applied" if none else "missing"
    return Indicators(status=status, output=[], result=[], note=note)


def field_to_call_timing(field: RawField, cited: Citations, language: Language) -> CallTiming:
    """Status, text and rounds."""
    path = "/call_timing"
    span = field.one("text")
    cited.cite(f"{path}/status", span or field.one("label"))
    if span is None:
        return CallTiming(status="missing", text=None, rounds=[])
    text = cited.cite_text(f"{path}/text", span)
    if starts_with_phrase(span.text, language.phrases.none_planned):
        return CallTiming(status="none_planned", text=text, rounds=[])
    found = text_to_rounds(span.text, language)
    for at, item in enumerate(found):
        cited.cite(f"{path}/rounds/{at}", span.slice(item.start, item.end))
    status = "planned" if found else "unclear"
    return CallTiming(status=status, text=text, rounds=[item.round for item in found])


def field_to_start(field: RawField, cited: Citations, language: Language) -> Start | None:
    """Label, text and deadline of the start row, ``None`` when the card has no such row."""
    label, span = field.one("label"), field.one("text")
    if label is None:
        return None
    cited.cite("/start/label", label)
    text = cited.cite_text("/start/text", span)
    deadline = row_to_deadline(label.text, span.text, language) if span else None
    if span and deadline:
        cited.cite("/start/date", span.slice(deadline[1].start, deadline[1].end))
    return Start(label=label.text.rstrip(" :"), text=text, date=deadline[0] if deadline else None)
