"""catalog.jsonld: the store's versions as DCAT-AP 3, which data portals of the EU harvest.

Addresses are those under ``base_url`` of publication.toml; without it they are relative to the
store's folder, where the file belongs then. What no one said, such as a licence, is left out; so
are the days on which the catalogue was issued and modified, which no one has written down.

Everything that is referred to says its class, as the shapes of DCAT-AP ask for, because a portal
that checks them need not know the lists of the EU.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from pydantic import JsonValue

from pipeline.exports import Export, ExportedVersion
from schemas.authorities import Concept, load_authorities
from schemas.errors import UsageError
from schemas.file_forms import find_file_form
from schemas.publication import PUBLICATION, Contact, Publication, Publisher
from schemas.record import PlanHeader
from schemas.version_files import load_descriptions

NAME = "dcat"
CURRENT_ONLY = False
SAYS_LICENCE = True
READS = None

FILE = "catalog.jsonld"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"

CONTEXT: dict[str, JsonValue] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

TITLE = "Funding plans as measure cards"
DESCRIPTION = (
    "Implementation plans of EU home-affairs funds, read into measure cards, funding tables and "
    "planned calls; every value with its place in the plan."
)

KEYWORD = "calls for proposals"
"""What every version tells of, also one that does not say its fund."""

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
    publication, authorities = export.publication, load_authorities()
    base = publication.base_url
    headers = [plan.plan for plan in export.plans]
    return _without_nulls(
        {
            "@context": {**CONTEXT, **({"@base": base} if base else {})},
            "@id": "#catalog",
            "@type": "dcat:Catalog",
            "dct:title": _say(publication.title or TITLE),
            "dct:description": _say(publication.description or DESCRIPTION),
            "dct:publisher": _describe_publisher(publisher),
            "dct:language": _refer_to_all(
                "dct:LinguisticSystem", authorities.language, {one.language for one in headers}
            ),
            "dct:spatial": _refer_to_all(
                "dct:Location", authorities.country, {one.country for one in headers}
            ),
            "dct:license": _describe_licence(publication),
            "dcat:themeTaxonomy": _describe_taxonomy(authorities.taxonomy["themes"]),
            "foaf:homepage": _refer("foaf:Document", base),
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
            "dcat:contactPoint": _describe_contact(publication.contact),
            "dct:language": _refer_to_all(
                "dct:LinguisticSystem", authorities.language, {header.language}
            ),
            "dct:spatial": _refer_to_all("dct:Location", authorities.country, {header.country}),
            "dct:temporal": _describe_period(header),
            "dcat:theme": _describe_concept(authorities.theme["government"]),
            "dcat:keyword": [_say(word) for word in (KEYWORD, header.fund) if word],
            "dcatap:applicableLegislation": _describe_legislation(),
            "dcat:version": header.version,
            "dcat:previousVersion": _refer(
                "dcat:Dataset", _version_to_id(header.plan_id, before) if before else None
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
    availability = publication.availability
    return _without_nulls(
        {
            "@id": f"#{address}",
            "@type": "dcat:Distribution",
            "dct:title": path.name,
            "dct:description": _say(load_descriptions().get(path.name)),
            "dcat:accessURL": _refer("rdfs:Resource", address),
            "dcat:downloadURL": _refer("rdfs:Resource", address),
            "dcat:mediaType": _refer(
                "dct:MediaType",
                f"{MEDIA_TYPES}{form.media_type}" if form and form.registered else None,
            ),
            "dct:format": _refer("dct:MediaTypeOrExtent", form.authority if form else None),
            "dct:license": _describe_licence(publication),
            "dcatap:availability": _describe_concept(
                load_authorities().availability[availability] if availability else None
            ),
            "dcat:byteSize": {"@value": str(len(data)), "@type": "xsd:nonNegativeInteger"},
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": _refer(
                    "spdx:ChecksumAlgorithm", "spdx:checksumAlgorithm_sha256"
                ),
                "spdx:checksumValue": {
                    "@value": hashlib.sha256(data).hexdigest(), "@type": "xsd:hexBinary"
                },
            },
        }
    )  # fmt: skip


def _describe_publisher(publisher: Publisher) -> Node:
    kinds = load_authorities().publisher_type
    return _without_nulls(
        {
            "@id": publisher.address,
            "@type": "foaf:Agent",
            "foaf:name": publisher.name,
            "dct:type": _describe_concept(kinds[publisher.type] if publisher.type else None),
        }
    )


def _describe_contact(contact: Contact | None) -> Node | None:
    if contact is None:
        return None
    return {
        "@type": "vcard:Kind",
        "vcard:fn": contact.name,
        "vcard:hasEmail": {"@id": f"mailto:{contact.email}"},
    }


def _describe_licence(publication: Publication) -> Node | None:
    licence = publication.find_licence()
    if licence is None:
        return None
    return {
        "@id": licence.authority,
        "@type": "dct:LicenseDocument",
        "dct:type": _describe_concept(licence.concept),
    }


def _describe_legislation() -> Node | None:
    return _refer("eli:LegalResource", load_authorities().legislation["call_timetable"])


def _describe_taxonomy(taxonomy: Concept) -> Node:
    return {
        "@id": taxonomy.address, "@type": "skos:ConceptScheme", "dct:title": _say(taxonomy.label)
    }  # fmt: skip


def _describe_concept(concept: Concept | None) -> Node | None:
    if concept is None:
        return None
    return {
        "@id": concept.address, "@type": "skos:Concept", "skos:prefLabel": _say(concept.label)
    }  # fmt: skip


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


def _refer(kind: str, address: str | None) -> Node | None:
    """Something of that class, by its address."""
    return {"@id": address, "@type": kind} if address else None


def _refer_to_all(
    kind: str, addresses: Mapping[str, str], codes: Collection[str | None]
) -> list[JsonValue]:
    """What the codes stand for; those that the list does not have are left out."""
    known = sorted(code for code in codes if code is not None and code in addresses)
    return [_refer(kind, addresses[code]) for code in known]


def _without_nulls(node: Node) -> Node:
    """A node without the properties that have no value."""
    return {key: value for key, value in node.items() if value is not None and value != []}
