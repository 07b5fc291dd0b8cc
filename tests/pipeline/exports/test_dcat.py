"""catalog.jsonld is RDF that keeps to what DCAT-AP makes mandatory (shapes beside this file)."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from pipeline.exports import load_export, write_export
from pipeline.exports.forms import find_form
from schemas.errors import UsageError
from schemas.publication import Publication, Publisher

SHAPES = Path(__file__).with_name("dcat_ap_mandatory.ttl")
# rdflib's own reader of JSON-LD uses what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

# The namespaces that rdflib knows by name lack what is new in DCAT 3.
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
BASE = "https://data.example.org/plans/"


def make_graph(store: Path, out: Path, publication: Publication | None = None) -> Graph:
    form = find_form("dcat")
    export = load_export(None, store, form, with_csv=False)
    if publication is not None:
        object.__setattr__(export, "publication", publication)
    (path,) = write_export(export, form, out)
    return Graph().parse(
        path, format="json-ld", publicID="https://elsewhere.example/catalog.jsonld"
    )


def faults_of(graph: Graph) -> str:
    conforms, _, text = pyshacl.validate(graph, shacl_graph=str(SHAPES))
    return "" if conforms else str(text)


def test_it_keeps_to_the_shapes(store: Path, tmp_path: Path) -> None:
    assert faults_of(make_graph(store, tmp_path)) == ""


def test_the_shapes_find_what_is_missing(store: Path, tmp_path: Path) -> None:
    for name in (DCTERMS["title"], DCTERMS.description, DCTERMS.publisher, DCAT.accessURL):
        graph = make_graph(store, tmp_path)
        graph.remove((None, name, None))
        assert "Less than 1 values" in faults_of(graph), name


def test_every_version_is_a_dataset_whose_files_can_be_fetched(store: Path, tmp_path: Path) -> None:
    graph = make_graph(store, tmp_path)
    dataset = URIRef(f"{BASE}fi-amif-2027-2028/v2/")
    assert (dataset, RDF.type, DCAT.Dataset) in graph
    assert len(list(graph.subjects(RDF.type, DCAT.Dataset))) == 4
    assert (dataset, DCAT.previousVersion, URIRef(f"{BASE}fi-amif-2027-2028/v1/")) in graph
    fetched = {
        str(address).removeprefix(BASE)
        for file in graph.objects(dataset, DCAT.distribution)
        for address in graph.objects(file, DCAT.downloadURL)
    }
    assert fetched == {
        path.relative_to(store).as_posix() for path in (store / "fi-amif-2027-2028/v2").iterdir()
    }
    assert "fi-amif-2027-2028/v2/calls.ics" in fetched


def test_what_the_plan_says_is_said_in_terms_of_the_eu(store: Path, tmp_path: Path) -> None:
    graph = make_graph(store, tmp_path)
    dataset = URIRef(f"{BASE}fi-isf-2027-2028/v1/")
    authority = "http://publications.europa.eu/resource/authority"
    assert graph.value(dataset, DCTERMS.language) == URIRef(f"{authority}/language/FIN")
    assert graph.value(dataset, DCTERMS.spatial) == URIRef(f"{authority}/country/FIN")
    title = graph.value(dataset, DCTERMS["title"])
    assert isinstance(title, Literal)
    assert title.language == "fi"
    licences = set(graph.objects(None, DCTERMS.license))
    assert licences == {URIRef(f"{authority}/licence/CC_BY_4_0")}


def test_without_a_base_addresses_are_those_beside_the_file(store: Path, tmp_path: Path) -> None:
    graph = make_graph(store, tmp_path, Publication(publisher=Publisher(name="Anna")))
    assert (
        URIRef("https://elsewhere.example/fi-isf-2027-2028/v1/"), RDF.type, DCAT.Dataset
    ) in graph  # fmt: skip
    assert faults_of(graph) == ""
    assert list(graph.objects(None, DCTERMS.license)) == []


def test_no_publisher_is_invented(store: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"publication\.toml: say who publishes"):
        make_graph(store, tmp_path, Publication())
