from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from schemas import fact_files, indicators
from schemas.beneficiaries import load_categories
from schemas.errors import FactsError, UsageError
from schemas.eu_funds import load_other_funds
from schemas.fund import Fund, find_fund, load_funds
from schemas.indicators import load_indicators
from schemas.language import Language, find_language, load_languages

FOLDER = Path(fact_files.__file__).parent
LANGUAGES = ["en", "fi", "sv"]
LANGUAGE_FILES = [f"languages/{code}.toml" for code in LANGUAGES]
TOML_FILES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.toml"))
WITHOUT_LISTS = {
    "findings.toml", "file_forms.toml", "licences.toml", "authorities.toml", "version_files.toml",
    *(f"{folder}/{code}.toml" for folder in ("interface", "call_texts", "messages")
      for code in LANGUAGES),
}  # fmt: skip

by_code = pytest.mark.parametrize("language", load_languages(), ids=lambda found: found.code)


def original(name: str) -> str:
    return FOLDER.joinpath(name).read_text(encoding="utf-8")


@pytest.fixture
def replace_file(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], None]]:
    """Let the loader read another text instead of one of its files."""
    loaders = (load_languages, load_funds, load_categories, load_other_funds, load_indicators)

    def forget() -> None:
        for loader in loaders:
            loader.cache_clear()

    def replace(name: str, text: str) -> None:
        for module in (fact_files, indicators):
            monkeypatch.setattr(
                module, "read_data", lambda asked: text if asked == name else original(asked)
            )
        forget()

    yield replace
    forget()


class TestEveryFileLoads:
    def test_languages(self) -> None:
        assert [language.code for language in load_languages()] == LANGUAGES

    def test_funds(self) -> None:
        assert [fund.code for fund in load_funds()] == ["AMIF", "BMVI", "ISF"]

    def test_categories_have_phrases_in_every_language(self) -> None:
        assert len(load_categories()) > 20
        for code in LANGUAGES:
            assert not [c.code for c in load_categories() if not c.in_language(code)]

    def test_other_funds_are_not_the_projects_own(self) -> None:
        own = {fund.code for fund in load_funds()}
        others = {fund.code for fund in load_other_funds()}
        assert "ESF+" in others
        assert not own & others

    def test_indicators_of_every_fund(self) -> None:
        counts = Counter(indicator.fund for indicator in load_indicators())
        assert set(counts) == {"AMIF", "BMVI", "ISF"}
        assert min(counts.values()) > 10

    def test_an_empty_cell_of_the_indicator_table_is_none(self) -> None:
        (parent,) = [i for i in load_indicators() if (i.fund, i.code) == ("AMIF", "O.1.1")]
        assert (parent.parent, parent.related_output, parent.note) == (None, None, None)


class TestTheDataIsConsistent:
    @pytest.mark.parametrize("name", TOML_FILES)
    def test_no_file_has_an_empty_list_or_a_phrase_twice(self, name: str) -> None:
        lists = list(lists_in(tomllib.loads(original(name)), name))
        assert lists or name in WITHOUT_LISTS
        for place, found in lists:
            assert found, f"{place} is empty"
            twice = [text for text, n in Counter(map(fold, found)).items() if n > 1]
            assert not twice, f"{place} lists twice: {twice}"

    @by_code
    def test_a_label_opens_one_section_only(self, language: Language) -> None:
        keys = Counter(
            key
            for _, phrases in language.labels
            for key in {"".join(p.casefold().replace("-", "").split()) for p in phrases}
        )
        assert [key for key, count in keys.items() if count > 1] == []

    @by_code
    def test_a_phrase_has_one_meaning_only(self, language: Language) -> None:
        told_apart = ("goal", "activities_intro", "no_indicators", "other_indicators")
        keys = Counter(
            phrase.casefold() for name in told_apart for phrase in getattr(language.phrases, name)
        )
        assert [key for key, count in keys.items() if count > 1] == []

    @by_code
    def test_a_season_word_names_one_season(self, language: Language) -> None:
        keys = Counter(word.casefold() for _, words in language.seasons for word in words)
        assert [key for key, count in keys.items() if count > 1] == []

    def test_every_category_code_is_unique_and_its_parent_exists(self) -> None:
        codes = [category.code for category in load_categories()]
        assert sorted(set(codes)) == sorted(codes)
        parents = {c.parent for c in load_categories() if c.parent}
        assert parents
        assert parents <= set(codes)

    def test_every_indicators_parent_and_related_output_exist_in_its_fund(self) -> None:
        known = {(i.fund, i.code): i for i in load_indicators()}
        assert len(known) == len(load_indicators())
        children = [i for i in load_indicators() if i.parent]
        related = [i for i in load_indicators() if i.related_output]
        assert children
        assert related
        for child in children:
            parent = known[child.fund, child.parent or ""]
            assert (parent.kind, parent.objective) == (child.kind, child.objective)
            assert child.code.rpartition(".")[0] == parent.code
        for result in related:
            outputs = [known[result.fund, code] for code in (result.related_output or "").split()]
            assert result.kind == "result"
            assert {output.kind for output in outputs} == {"output"}

    def test_an_indicators_code_tells_its_kind_and_objective(self) -> None:
        assert {indicator.fund for indicator in load_indicators()} == {"AMIF", "ISF", "BMVI"}
        for indicator in load_indicators():
            letter, number = indicator.code.split(".")[:2]
            assert (indicator.kind[0].upper(), str(indicator.objective)) == (letter, number)

    @pytest.mark.parametrize("fund", load_funds(), ids=lambda found: found.code)
    def test_a_fund_numbers_its_objectives_and_letters_without_gaps(self, fund: Fund) -> None:
        assert [o.number for o in fund.objective] == list(range(1, len(fund.objective) + 1))
        for objective in fund.objective:
            assert "".join(objective.letters) == "ABCDEFGH"[: len(objective.letters)]

    @pytest.mark.parametrize("fund", load_funds(), ids=lambda found: found.code)
    def test_a_fund_is_named_and_its_ceilings_rise(self, fund: Fund) -> None:
        assert all(fund.names.in_language(code) for code in LANGUAGES)
        ceilings = fund.ceilings
        assert 0 < ceilings.measure <= ceilings.raised <= ceilings.operating_support <= 100


def lists_in(value: Any, place: str) -> Iterator[tuple[str, list[Any]]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from lists_in(inner, f"{place}: {key}")
    elif isinstance(value, list):
        yield place, value
        for at, inner in enumerate(value):
            yield from lists_in(inner, f"{place}[{at}]")


def fold(value: object) -> str:
    return str(value).casefold()


class TestABadEntryIsNamedByFileAndKey:
    @pytest.mark.parametrize("name", LANGUAGE_FILES)
    @pytest.mark.parametrize(
        ("key", "bad", "message"),
        [
            ("spring", "[]", "at least 1 item"),
            ("spring", '["vår", "Vår"]', "listed twice: vår"),
            ("spring", '["två  mellanslag"]', "pattern"),
            ("spring", '[" framför"]', "pattern"),
            ("spring", '[""]', "at least 1 character"),
            ("spring", "3", "tuple"),
            ("lent", '["fastan"]', "not permitted"),
        ],
        ids=["empty", "twice", "two spaces", "outer space", "no text", "no list", "unknown key"],
    )
    def test_in_a_language(
        self,
        replace_file: Callable[[str, str], None],
        name: str,
        key: str,
        bad: str,
        message: str,
    ) -> None:
        lines = [
            line
            for line in original(name).split("\n")
            if key != "spring" or not line.startswith("spring = ")
        ]
        lines.insert(lines.index("[seasons]") + 1, f"{key} = {bad}")
        replace_file(name, "\n".join(lines))
        with pytest.raises(FactsError, match=rf"schemas/{name}: key seasons\.{key}\b") as caught:
            load_languages()
        assert message in str(caught.value)

    def test_a_missing_key(self, replace_file: Callable[[str, str], None]) -> None:
        text = original("languages/sv.toml").replace("\nspring = ", "\n# spring = ")
        replace_file("languages/sv.toml", text)
        with pytest.raises(FactsError, match=r"languages/sv\.toml: key seasons\.spring: .*equired"):
            load_languages()

    def test_a_file_that_is_no_toml(self, replace_file: Callable[[str, str], None]) -> None:
        replace_file("funds/isf.toml", "code = ISF")
        with pytest.raises(FactsError, match=r"schemas/funds/isf\.toml: not valid TOML"):
            load_funds()

    @pytest.mark.parametrize(
        ("entry", "message"),
        [
            ('sw = ["chama"]', r"key category\.0: .*neither a key nor a language: sw"),
            ('sv = ["förening*"]\nfi = []', r"key category\.0\.fi: .*at least 1 item"),
            pytest.param(
                'sv = ["klubb", "klubb"]',
                r"key category\.0\b.*listed twice: klubb",
            ),
            ('parent = "club"', r"key category\.a\.parent: no category club"),
            ("label_sv = 3", r"key category\.0\.label_sv: "),
        ],
        ids=["unknown language", "empty list", "twice", "unknown parent", "unknown key"],
    )
    def test_in_the_beneficiaries(
        self, replace_file: Callable[[str, str], None], entry: str, message: str
    ) -> None:
        text = f'[[category]]\ncode = "a"\nlabel_en = "association"\n{entry}\n'
        replace_file("beneficiaries.toml", text)
        with pytest.raises(FactsError, match=rf"schemas/beneficiaries\.toml: {message}"):
            load_categories()

    def test_in_the_indicators(self, replace_file: Callable[[str, str], None]) -> None:
        header = "fund\tobjective\tcode\tkind\tparent\trelated_output\tunit\tlabel_en\tnote\n"
        good = "ISF\t1\tO.1.1\toutput\t\t\tpersons\tpeople met\t\n"
        replace_file("indicators.tsv", header + good + good.replace("output", "outcome"))
        with pytest.raises(FactsError, match=r"schemas/indicators\.tsv: line 3, column kind: "):
            load_indicators()


class TestLookUp:
    @pytest.mark.parametrize(
        ("asked", "name"), [("sv", "Swedish"), ("FI", "Finnish"), ("En", "English")]
    )
    def test_a_language_is_found_in_any_case(self, asked: str, name: str) -> None:
        assert find_language(asked).name == name

    @pytest.mark.parametrize("asked", ["amif", "AMIF", "Amif"])
    def test_a_fund_is_found_in_any_case(self, asked: str) -> None:
        assert find_fund(asked).code == "AMIF"

    def test_an_unknown_language_is_refused_with_the_known_ones(self) -> None:
        with pytest.raises(UsageError, match="unknown language 'de': use one of en, fi, sv"):
            find_language("de")

    def test_an_unknown_fund_is_refused_with_the_known_ones(self) -> None:
        with pytest.raises(UsageError, match="unknown fund 'ESF': use one of AMIF, BMVI, ISF"):
            find_fund("ESF")

    def test_phrases_of_a_language_without_any_are_none(self) -> None:
        assert find_fund("ISF").names.in_language("de") == ()
