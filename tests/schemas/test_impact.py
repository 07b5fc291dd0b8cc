"""Rules of impact and the sentences that say it."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

from pipeline.diff.card_fields import FIELDS, LISTS
from pipeline.diff.grading import TESTS
from schemas.beneficiaries import load_categories
from schemas.changes_json import diff_schema_to_json
from schemas.errors import UsageError
from schemas.impact import Sentences, find_sentences, load_own_rules, load_rules, load_sentences
from schemas.language import load_languages

SCHEMA = Path(__file__).resolve().parents[2] / "schemas" / "diff.schema.json"
CODES = sorted(load_sentences())

every_language = pytest.mark.parametrize("code", CODES)


def placeholders(text: str | None) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text or "") if name}


def tables(sentences: Sentences) -> dict[str, dict[str, set[str]]]:
    """The placeholders of every text, by table and key."""
    found = {
        name: {key: placeholders(text) for key, text in table.items()}
        for name, table in sentences
        if isinstance(table, dict) and name != "sentences"
    }
    both = {
        key: placeholders(s.one) | placeholders(s.many) for key, s in sentences.sentences.items()
    }
    return {**found, "sentences": both}


def test_every_language_of_plans_has_sentences() -> None:
    assert {language.code for language in load_languages()} <= set(CODES)


@every_language
def test_all_languages_say_the_same(code: str) -> None:
    """``count`` may be left out of a sentence about one change, so it is not compared."""
    english = tables(find_sentences("en"))
    assert len(english["sentences"]) > 40
    found = tables(find_sentences(code))
    assert found.keys() == english.keys()
    for name, texts in english.items():
        assert found[name].keys() == texts.keys(), name
        for key, names in texts.items():
            assert found[name][key] - {"count"} == names - {"count"}, (name, key)


@every_language
def test_every_category_and_field_has_a_name(code: str) -> None:
    sentences = find_sentences(code)
    assert set(sentences.categories) == {category.code for category in load_categories()}
    for path in (*FIELDS, *LISTS):
        whole = {name for name in sentences.fields if name == path or name.startswith(f"{path}.")}
        assert whole, path


def test_every_sentence_is_of_a_rule_and_every_rule_has_a_sentence() -> None:
    assert {rule.sentence for rule in load_rules()} == set(find_sentences("en").sentences)


def test_every_test_of_a_rule_is_known() -> None:
    assert {rule.test for rule in load_rules() if rule.test} == set(TESTS)


def test_an_unknown_language_of_sentences() -> None:
    with pytest.raises(UsageError, match="no sentences in 'de': use one of en, fi, sv"):
        find_sentences("de")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[rule]]\nsentence = 'reworded'\nimpact = 'good'", "key rule.0.impact"),
        ("[[rule]]\nsentence = 'reworded'", "either an impact or a field it is like"),
        ("[[rule]\n", "not valid TOML"),
    ],
)
def test_a_wrong_rule_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=complaint):
        load_own_rules(path)


def test_the_published_schema_is_that_of_the_models() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == diff_schema_to_json()
