"""catalog.jsonld is RDF that has what DCAT-AP asks for and recommends (dcat_ap.ttl beside this)."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, SH, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from pipeline.exports import load_export, write_export
from pipeline.exports.forms import find_form
from schemas.errors import UsageError
from schemas.publication import Publication, Publisher
from schemas.version_files import load_descriptions

SHAPES = Path(__file__).with_name("dcat_ap.ttl")
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
    """What DCAT-AP does not allow."""
    conforms, _, text = pyshacl.validate(graph, shacl_graph=str(SHAPES), allow_warnings=True)
    return "" if conforms else str(text)


def lacks_of(graph: Graph) -> set[tuple[str, str]]:
    """What DCAT-AP recommends and is not there: class and property."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=str(SHAPES), allow_warnings=True)
    assert isinstance(report, Graph)
    found = set()
    for result in report.subjects(SH.resultSeverity, SH.Warning):
        kind = graph.value(report.value(result, SH.focusNode), RDF.type)
        found.add((shorten(kind), shorten(report.value(result, SH.resultPath))))
    return found


def shorten(address: Node | None) -> str:
    """The last part of an address, such as "title"."""
    return str(address).replace("#", "/").rpartition("/")[2]


def test_it_keeps_to_the_shapes(store: Path, tmp_path: Path) -> None:
    assert faults_of(make_graph(store, tmp_path)) == ""


def test_what_is_recommended_is_there_unless_no_one_knows_it(store: Path, tmp_path: Path) -> None:
    assert lacks_of(make_graph(store, tmp_path)) == {
        ("Catalog", "issued"),
        ("Catalog", "modified"),
        ("Distribution", "format"),  # the list of file types has no JSON Lines
    }


def test_what_the_publisher_does_not_say_is_left_out(store: Path, tmp_path: Path) -> None:
    bare = make_graph(store, tmp_path, Publication(publisher=Publisher(name="Anna")))
    assert faults_of(bare) == ""
    assert lacks_of(bare) - lacks_of(make_graph(store, tmp_path / "whole")) == {
        ("Agent", "type"),
        ("Catalog", "homepage"),
        ("Catalog", "license"),
        ("Dataset", "contactPoint"),
        ("Distribution", "availability"),
        ("Distribution", "license"),
    }


def test_every_shape_finds_what_it_asks_for(store: Path, tmp_path: Path) -> None:
    """Without a property, and without the class of its value, its shape speaks up."""
    whole, shapes = make_graph(store, tmp_path), Graph().parse(SHAPES)
    tried = 0
    for shape, _, path in shapes.triples((None, SH.path, None)):
        (target,) = shapes.objects(shapes.value(None, SH.property, shape), SH.targetClass)
        asked = list(whole.subjects(RDF.type, target))
        if (shape, SH.minCount, None) in shapes and any(whole.objects(asked[0], path)):
            broken = copy_graph(whole)
            broken.remove((asked[0], path, None))
            assert "Less than 1 values" in faults_of(broken) or (
                (shorten(target), shorten(path)) in lacks_of(broken)
            ), f"{target} {path}"
            tried += 1
        kind = shapes.value(shape, SH["class"])
        values = [value for found in asked for value in whole.objects(found, path)]
        if kind is not None and values:
            broken = copy_graph(whole)
            broken.remove((values[0], RDF.type, kind))
            assert "ClassConstraint" in faults_of(broken), f"{target} {path}"
            tried += 1
    assert tried > 50


def copy_graph(graph: Graph) -> Graph:
    copied = Graph()
    for triple in graph:
        copied.add(triple)
    return copied


def test_every_file_of_a_version_is_described(store: Path) -> None:
    names = {path.name for path in store.glob("*/*/*.*")}
    assert names | {"source.txt"} == set(load_descriptions())


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
    assert list(graph.objects(None, DCTERMS.license)) == []


def test_no_publisher_is_invented(store: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"publication\.toml: say who publishes"):
        make_graph(store, tmp_path, Publication())
