"""catalog.jsonld: the store's versions as DCAT-AP 3, which data portals of the EU harvest.

Addresses are those under ``base_url`` of publication.toml; without it they are relative to the
store's folder, where the file belongs then. What no one said, such as a licence, is left out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from pydantic import JsonValue

from pipeline.exports import Export, ExportedVersion
from schemas.authorities import load_authorities
from schemas.errors import UsageError
from schemas.file_forms import find_file_form
from schemas.publication import PUBLICATION, Publication, Publisher
from schemas.record import PlanHeader

NAME = "dcat"
CURRENT_ONLY = False
SAYS_LICENCE = True

FILE = "catalog.jsonld"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"

CONTEXT: dict[str, JsonValue] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

TITLE = "Funding plans as measure cards"
DESCRIPTION = (
    "Implementation plans of EU home-affairs funds, read into measure cards, funding tables and "
    "planned calls; every value with its place in the plan."
)

Node = dict[str, JsonValue]


def render(export: Export) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The catalogue.

    Raises:
        UsageError: it is not known who publishes, which DCAT-AP asks for.
    """
    publisher = export.publication.publisher
    if publisher is None:
        raise UsageError(
            f"{export.store / PUBLICATION}: say who publishes the plans, as DCAT-AP asks for: "
            '[publisher] with name = "…"'
        )
    described = _describe_catalog(export, publisher)
    text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    yield PurePosixPath(FILE), text.encode()


def _describe_catalog(export: Export, publisher: Publisher) -> Node:
    publication = export.publication
    base = publication.base_url
    known = load_authorities().language
    languages = sorted({plan.plan.language for plan in export.plans} & set(known))
    return _without_nulls(
        {
            "@context": {**CONTEXT, **({"@base": base} if base else {})},
            "@id": "#catalog",
            "@type": "dcat:Catalog",
            "dct:title": _say(publication.title or TITLE),
            "dct:description": _say(publication.description or DESCRIPTION),
            "dct:publisher": _describe_publisher(publisher),
            "dct:language": [_refer(known[code]) for code in languages],
            "dct:license": _describe_licence(publication),
            "foaf:homepage": _refer(base),
            "dcat:dataset": [
                _describe_version(version, export.store, publication, publisher)
                for version in export.versions
            ],
        }
    )


def _describe_version(
    version: ExportedVersion, store: Path, publication: Publication, publisher: Publisher
) -> Node:
    header, authorities = version.plan.plan, load_authorities()
    before = header.supersedes
    return _without_nulls(
        {
            "@id": _version_to_id(header.plan_id, header.version),
            "@type": "dcat:Dataset",
            "dct:identifier": f"{header.plan_id}@{header.version}",
            "dct:title": {"@value": header.title or header.plan_id, "@language": header.language},
            "dct:description": _say(f"{DESCRIPTION} Read from {header.source.file}."),
            "dct:publisher": _describe_publisher(publisher),
            "dct:language": _refer(authorities.language.get(header.language)),
            "dct:spatial": _refer(authorities.country.get(header.country or "")),
            "dct:temporal": _describe_period(header),
            "dcat:theme": _refer(authorities.theme["government"]),
            "dcat:keyword": [_say(header.fund)] if header.fund else None,
            "dcatap:applicableLegislation": _refer(authorities.legislation["call_timetable"]),
            "dcat:version": header.version,
            "dcat:previousVersion": _refer(
                _version_to_id(header.plan_id, before) if before else None
            ),
            "dcat:distribution": [
                _describe_file(path, store, publication)
                for path in sorted(version.folder.iterdir())
                if path.is_file()
            ],
        }
    )


def _describe_file(path: Path, store: Path, publication: Publication) -> Node:
    data, form = path.read_bytes(), find_file_form(path)
    address = quote(path.relative_to(store).as_posix())
    return _without_nulls(
        {
            "@id": f"#{address}",
            "@type": "dcat:Distribution",
            "dct:title": path.name,
            "dcat:accessURL": _refer(address),
            "dcat:downloadURL": _refer(address),
            "dcat:mediaType": _refer(
                f"{MEDIA_TYPES}{form.media_type}" if form and form.registered else None
            ),
            "dct:format": _refer(form.authority if form else None),
            "dct:license": _describe_licence(publication),
            "dcat:byteSize": {"@value": str(len(data)), "@type": "xsd:nonNegativeInteger"},
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "spdx:checksumValue": {
                    "@value": hashlib.sha256(data).hexdigest(), "@type": "xsd:hexBinary"
                },
            },
        }
    )  # fmt: skip


def _describe_publisher(publisher: Publisher) -> Node:
    return _without_nulls(
        {"@id": publisher.address, "@type": "foaf:Agent", "foaf:name": publisher.name}
    )


def _describe_licence(publication: Publication) -> Node | None:
    licence = publication.find_licence()
    if licence is None:
        return None
    return {"@id": licence.authority, "@type": "dct:LicenseDocument"}


def _describe_period(header: PlanHeader) -> Node | None:
    if header.period is None:
        return None
    years = {"dcat:startDate": header.period.start, "dcat:endDate": header.period.end}
    return {
        "@type": "dct:PeriodOfTime",
        **{key: {"@value": str(year), "@type": "xsd:gYear"} for key, year in years.items()},
    }


def _version_to_id(plan_id: str, version: str) -> str:
    """Where the version's folder is, in relation to the store's."""
    return f"{quote(plan_id)}/{quote(version)}/"


def _say(text: str | None) -> Node | None:
    return {"@value": text, "@language": "en"} if text else None


def _refer(address: str | None) -> Node | None:
    return {"@id": address} if address else None


def _without_nulls(node: Node) -> Node:
    """A node without the properties that have no value."""
    return {key: value for key, value in node.items() if value is not None and value != []}
