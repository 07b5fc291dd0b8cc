from __future__ import annotations

import pytest

from extractors.labels import LabelMatcher, text_to_key
from schemas.language import find_language, load_languages
from schemas.stages import Section

ALL_LABELS = [
    (language.code, phrase, section)
    for language in load_languages()
    for section, phrases in language.labels
    for phrase in phrases
]


def whole(code: str, text: str) -> str | None:
    return LabelMatcher(find_language(code)).whole(text)


@pytest.mark.parametrize(("code", "phrase", "section"), ALL_LABELS)
def test_every_label_opens_its_section_in_every_spelling(
    code: str, phrase: str, section: str
) -> None:
    for spelling in (
        phrase,
        f"{phrase}:",
        phrase.upper(),
        phrase.replace(" ", "  "),
        phrase.replace("-", "- "),
        f" {phrase}* ",
    ):
        assert whole(code, spelling) == section


@pytest.mark.parametrize(
    ("code", "misprint", "section"),
    [
        ("sv", "Ansökningstd", "call_timing"),
        ("sv", "Ansökningsstid", "call_timing"),
        ("sv", "Anskningstd", None),
        ("sv", "Samordnig med annan EU-finansering", "coordination"),
        ("sv", "Samordnig med anan EU-finansering", None),
        ("sv", "Målgrup", "target_group"),
        ("sv", "Målgru", None),
        ("sv", "Resultatmal", "result_targets"),
        ("sv", "Möjliga stödmottgare", "beneficiaries"),
        ("fi", "Tulostavoiteet", "result_targets"),
        ("fi", "Hakuaikka", "call_timing"),
        ("fi", "Avustos", None),
        ("fi", "Sovellettavat indikaatorit", "indicators"),
        ("fi", "Toiminta alkaa vimeistään", "start"),
        ("en", "Posible beneficiaries", "beneficiaries"),
        ("en", "Coordinaton with other EU fundin", "coordination"),
        ("en", "Grants", None),
        ("en", "Kontaktperson", None),
        ("fi", "", None),
    ],
)
def test_small_misprints_of_long_labels_are_forgiven(
    code: str, misprint: str, section: str | None
) -> None:
    assert whole(code, misprint) == section


def test_a_misprint_that_fits_two_sections_equally_well_is_no_label() -> None:
    assert whole("fi", "Tuotosindikaattorit") == Section.INDICATORS_OUTPUT
    assert whole("fi", "Tulosindikaattorit") == Section.INDICATORS_RESULT
    assert whole("fi", "Tuolosindikaattorit") is None


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("sv", "Ansökningstid Hösten 2031", ("call_timing", 1)),
        ("sv", "Ansökningstid: hösten 2031", ("call_timing", 1)),
        ("sv", "Indikatorer som ska tillämpas O.1.2", ("indicators", 4)),
        ("sv", "Samordning med annan EU- finansiering Nej", ("coordination", 5)),
        ("sv", "Projektet inleds senast 1.9.2031", ("start", 3)),
        ("sv", "Kaféets ansökningstid är kort", None),
        ("sv", "Ansökningstiden är kort", None),
        ("fi", "Mahdolliset tuen saajat kunnat", ("beneficiaries", 3)),
        ("fi", "Avustuksen määrä 75 %", ("support_rate", 2)),
        ("en", "Support rate 75 per cent", ("support_rate", 2)),
        ("en", "", None),
    ],
)
def test_a_line_may_begin_with_a_label_and_the_longest_counts(
    code: str, text: str, found: tuple[str, int] | None
) -> None:
    assert LabelMatcher(find_language(code)).at_start(text.split()) == found


@pytest.mark.parametrize(
    ("code", "text", "beginning"),
    [
        ("sv", "Samordning med annan EU-", True),
        ("sv", "Samordning", False),
        ("sv", "Samordning med annan EU-finansiering", False),
        ("sv", "Möjliga stöd", True),
        ("sv", "Möjliga", False),
        ("fi", "Yhteensovittaminen muun", True),
        ("en", "Coordination with other", True),
        ("en", "Coordination of other", False),
    ],
)
def test_the_first_half_of_a_label_is_the_beginning_of_one(
    code: str, text: str, beginning: bool
) -> None:
    assert LabelMatcher(find_language(code)).is_beginning(text) is beginning


def test_the_key_of_a_label_leaves_out_what_may_differ() -> None:
    assert text_to_key("EU–Stöd :") == text_to_key("eu-stöd") == "eustöd"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "Möjliga stödmottagare (forts.)"),
        ("fi", "Mahdolliset avustuksensaajat (jatkuu):"),
        ("en", "Possible beneficiaries – continued"),
    ],
)
def test_a_label_may_say_that_it_goes_on(code: str, text: str) -> None:
    labels = LabelMatcher(find_language(code))
    assert (labels.whole(text), labels.is_continued(text)) == (Section.BENEFICIARIES, True)
    assert not labels.is_continued("Indikatorer")


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("Ansökningstid / Hakuaika", "call_timing"),
        ("Hakuaika/Ansökningstid:", "call_timing"),
        ("Möjliga stödmottagare Mahdolliset avustuksensaajat", "beneficiaries"),
        ("Ansökningstid / Avustus", None),
        ("Ansökningstid / Kahvi", None),
    ],
    ids=["a slash", "the other first", "two lines", "two labels", "no label"],
)
def test_a_label_may_stand_beside_its_like_in_another_language(
    text: str, section: str | None
) -> None:
    assert whole("sv", text) == section
