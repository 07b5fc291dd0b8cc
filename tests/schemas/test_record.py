from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError
from pydantic import ValidationError as RecordError

from schemas import record
from schemas.record import (
    SCHEMA_VERSION,
    Activities,
    Coverage,
    DecidedBy,
    Evidence,
    Extractor,
    Funding,
    Objective,
    Place,
    Plan,
    PlanHeader,
    PlanSource,
    RaisedRate,
)
from schemas.record_json import plan_json_schema, plan_schema_to_json, plan_to_json

VERSIONS = Path(__file__).with_name("schema_versions.tsv")
KEYS = [
    "schema_version", "plan", "objectives", "implementation_measures", "cards", "funding",
    "progress", "findings", "coverage", "chapters", "sources",
]  # fmt: skip


def a_plan() -> Plan:
    return Plan(
        plan=PlanHeader(
            plan_id="fi-isf-2027-2028",
            fund="ISF",
            country=None,
            language="fi",
            title="Pieni koesuunnitelma – öljyä ja älyä",
            period=None,
            version="1",
            status="complete",
            source=PlanSource(
                file="koe.txt", sha256="0" * 64, media_type="text/plain", pages=1, failed_pages=[]
            ),
            decided_by=DecidedBy(fund=None, language=None, period=None, country=None),
            milestones=[],
            extractor=Extractor(name="plancards", version="0", reader="text"),
        ),
        objectives=[Objective(number=1, title=None)],
        implementation_measures=[],
        cards=[],
        funding=Funding(allocations=[], calls=[]),
        progress=[],
        findings=[],
        coverage=Coverage(
            characters=0, field=0, label=0, heading=0, furniture=0, leftover=0, leftovers=[]
        ),
    )


class TestPlaces:
    @pytest.mark.parametrize(
        ("place", "written"),
        [
            (Place(page=3, bbox=(1, 2, 3, 4)), {"page": 3, "bbox": [1.0, 2.0, 3.0, 4.0]}),
            (Place(line=17), {"line": 17}),
            (Place(page=2), {"page": 2}),
            (Evidence(path="/goal", page=1), {"path": "/goal", "page": 1}),
            (Evidence(path="/goal", line=5), {"path": "/goal", "line": 5}),
        ],
    )
    def test_what_is_unknown_is_left_out(self, place: Place | Evidence, written: Any) -> None:
        assert place.model_dump(mode="json") == written

    @pytest.mark.parametrize("bad", [{"page": 0}, {"line": 0}, {"bbox": (1, 2, 3)}, {"sheet": 1}])
    def test_a_place_that_cannot_be_is_refused(self, bad: Any) -> None:
        with pytest.raises(RecordError):
            Place(**bad)


class TestWriting:
    def test_keys_stand_in_the_contracts_order_and_characters_are_kept(self) -> None:
        text = plan_to_json(a_plan())
        assert list(json.loads(text)) == KEYS
        assert "öljyä ja älyä" in text
        assert text.endswith("}\n")

    def test_a_written_plan_reads_back_the_same(self) -> None:
        assert Plan.model_validate_json(plan_to_json(a_plan())) == a_plan()

    def test_what_is_null_in_the_plan_is_written_as_null(self) -> None:
        header = json.loads(plan_to_json(a_plan()))["plan"]
        assert (header["country"], header["period"]) == (None, None)

    def test_a_record_is_closed_and_frozen(self) -> None:
        with pytest.raises(RecordError, match="not permitted"):
            Activities.model_validate({"intro": None, "items": [], "count": 0})
        with pytest.raises(RecordError, match="frozen"):
            a_plan().schema_version = "2"  # type: ignore[misc]

    @pytest.mark.parametrize("percent", [-1])
    def test_a_rate_is_not_negative(self, percent: int) -> None:
        with pytest.raises(RecordError):
            RaisedRate(percent=percent, condition="Andelen är för stor.")


class TestSchema:
    def test_the_published_file_is_the_models_schema(self) -> None:
        path = Path(record.__file__).with_name("plan.schema.json")
        message = f"write plan_schema_to_json() to {path.name} again"
        assert path.read_text(encoding="utf-8") == plan_schema_to_json(), message

    def test_it_is_valid_json_schema(self) -> None:
        schema = plan_json_schema()
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["$id"].endswith(f":{SCHEMA_VERSION}")
        assert list(schema["properties"]) == KEYS

    def test_a_written_plan_fits_it(self) -> None:
        Draft202012Validator(plan_json_schema()).validate(json.loads(plan_to_json(a_plan())))

    @pytest.mark.parametrize(
        ("key", "bad"), [("plan", {}), ("objectives", [{"number": "1"}]), ("notes", [])]
    )
    def test_another_document_does_not(self, key: str, bad: Any) -> None:
        written = json.loads(plan_to_json(a_plan())) | {key: bad}
        with pytest.raises(ValidationError):
            Draft202012Validator(plan_json_schema()).validate(written)


class TestVersion:
    """A change of the structure needs a new version; a change of a description does not."""

    def test_the_structure_is_the_one_of_its_version(self) -> None:
        with VERSIONS.open(encoding="utf-8", newline="") as file:
            known = {
                row["schema_version"]: row["sha256"] for row in csv.DictReader(file, delimiter="\t")
            }
        digest = schema_to_digest(plan_json_schema())
        assert known.get(SCHEMA_VERSION) == digest, (
            "a change of structure needs a new schema_version: raise SCHEMA_VERSION in "
            f"schemas/record.py and add the line '{SCHEMA_VERSION}<tab>{digest}', with the new "
            f"version, to {VERSIONS.name}"
        )

    def test_a_digest_does_not_depend_on_wording_or_order(self) -> None:
        schema = {"type": "object", "title": "A", "properties": {"a": {"type": "string"}}}
        worded = {
            "properties": {"a": {"description": "text", "type": "string"}},
            "type": "object",
            "$id": "urn:x",
        }
        assert schema_to_digest(schema) == schema_to_digest(worded)

    @pytest.mark.parametrize(
        "other",
        [
            {"type": "object", "properties": {"a": {"type": "integer"}}},
            {"type": "object", "properties": {"b": {"type": "string"}}},
            {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]},
            {"type": "object", "properties": {"a": {"type": "string"}, "title": {}}},
        ],
        ids=["type", "name", "required", "a property called title"],
    )
    def test_a_digest_depends_on_the_structure(self, other: dict[str, Any]) -> None:
        schema = {"type": "object", "properties": {"a": {"type": "string"}}}
        assert schema_to_digest(schema) != schema_to_digest(other)


def schema_to_digest(schema: dict[str, Any]) -> str:
    bare = json.dumps(without_wording(schema), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(bare.encode()).hexdigest()


def without_wording(value: Any, names_are_keys: bool = False) -> Any:
    """A schema without what only a person reads; a property may itself be called "title"."""
    if isinstance(value, dict):
        return dict(kept_items(value, names_are_keys))
    return [without_wording(item) for item in value] if isinstance(value, list) else value


def kept_items(value: dict[str, Any], names_are_keys: bool) -> Iterator[tuple[str, Any]]:
    for key, inner in value.items():
        if names_are_keys or key not in ("title", "description", "$id"):
            yield key, without_wording(inner, key in ("properties", "$defs") and not names_are_keys)
