from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from extractors.narrative import NarrativeReader, split_list, starts_with_phrase
from schemas.language import find_language, load_languages
from tests.drawing import paragraphs_of, texts_of


@dataclass(frozen=True)
class Parts:
    """A narrative as texts."""

    background: list[str] = field(default_factory=list)
    goal: list[str] = field(default_factory=list)
    intro: str | None = None
    items: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)


def read(*texts: str, code: str = "sv") -> Parts:
    found = NarrativeReader(find_language(code)).read(paragraphs_of(*texts))
    return Parts(
        texts_of(found.background),
        texts_of(found.goal),
        found.intro.text if found.intro else None,
        texts_of(found.items),
        texts_of(found.conditions),
    )


LATE = "Kaféet stänger tidigt."
GOAL = "Målet är att kaféet har öppet länge."
INTRO = "Understöd kan beviljas för projekt där man:"

CASES: dict[str, tuple[list[str], Parts]] = {
    "all parts": (
        [LATE, GOAL, "Projektet ska vara lokalt.", INTRO, "• kokar kaffe", "• dukar bord"],
        Parts([LATE], [GOAL], INTRO, ["kokar kaffe", "dukar bord"], ["Projektet ska vara lokalt."]),
    ),
    "a lookalike in the background": (
        ["Målet är långt borta för kaféet.", LATE, GOAL, INTRO, "• kokar kaffe"],
        Parts(["Målet är långt borta för kaféet.", LATE], [GOAL], INTRO, ["kokar kaffe"]),
    ),
    "the words inside a sentence": (
        ["För kaféet sägs att målet är nått.", GOAL],
        Parts(["För kaféet sägs att målet är nått."], [GOAL]),
    ),
    "a longer word": (["Målet ärvs av hamnen.", LATE], Parts(["Målet ärvs av hamnen.", LATE])),
    "two paragraphs": (
        [LATE, GOAL, "Syftet är också att sälja bullar.", INTRO, "• bakar"],
        Parts([LATE], [GOAL, "Syftet är också att sälja bullar."], INTRO, ["bakar"]),
    ),
    "a second paragraph that says it is one more goal": (
        [LATE, GOAL, "Dessutom är målet att bullarna är färska.", "Bara kaféer.", INTRO, "• bakar"],
        Parts(
            [LATE], [GOAL, "Dessutom är målet att bullarna är färska."], INTRO, ["bakar"],
            ["Bara kaféer."],
        ),
    ),
    "a background that begins like a goal and tells a story": (
        ["Målet är kaffe, sade en gäst. Hon fick te.", GOAL],
        Parts(["Målet är kaffe, sade en gäst. Hon fick te."], [GOAL]),
    ),
    "bold, going on in bold": (
        [LATE, f"**{GOAL}", "**Bullarna ska vara färska.", INTRO, "• bakar"],
        Parts([LATE], [GOAL, "Bullarna ska vara färska."], INTRO, ["bakar"]),
    ),
    "a bold one and a condition that begins like a goal": (
        [f"**{GOAL}", "Målet är inte att alla ska dricka te.", INTRO, "• bakar"],
        Parts([], [GOAL], INTRO, ["bakar"], ["Målet är inte att alla ska dricka te."]),
    ),
    "the introduction runs on in the goal's paragraph": (
        [LATE, f"{GOAL} {INTRO}", "• kokar kaffe"],
        Parts([LATE], [GOAL], INTRO, ["kokar kaffe"]),
    ),
    "an abbreviation in the introduction": (
        [f"{GOAL} Understöd kan beviljas t.ex. Kemi eller Vasa för:", "• kaffe"],
        Parts([], [GOAL], "Understöd kan beviljas t.ex. Kemi eller Vasa för:", ["kaffe"]),
    ),
    "no goal": ([LATE, INTRO, "• kokar kaffe"], Parts([LATE], [], INTRO, ["kokar kaffe"])),
    "nothing but background": ([LATE, "Det regnar."], Parts([LATE, "Det regnar."])),
    "conditions on both sides": (
        [GOAL, "Bara kaféer.", INTRO, "• kokar kaffe", "Sökanden väljer en bulle."],
        Parts([], [GOAL], INTRO, ["kokar kaffe"], ["Bara kaféer.", "Sökanden väljer en bulle."]),
    ),
    "a missing bullet": (
        [GOAL, INTRO, "• kokar kaffe", "dukar bord", "• diskar"],
        Parts([], [GOAL], INTRO, ["kokar kaffe", "dukar bord", "diskar"]),
    ),
    "an introduction without a colon before a list": (
        [GOAL, "Stöd kan ges till kaféer som", "• kokar kaffe"],
        Parts([], [GOAL], "Stöd kan ges till kaféer som", ["kokar kaffe"]),
    ),
    "an introduction without a list": (
        [GOAL, "Stöd kan ges till kaféer.", "Bullar bakas."],
        Parts([], [GOAL], None, [], ["Stöd kan ges till kaféer.", "Bullar bakas."]),
    ),
    "a list before the goal": (
        ["Kaféet saknar:", "• koppar", GOAL, INTRO, "• kokar kaffe"],
        Parts(["Kaféet saknar:", "koppar"], [GOAL], INTRO, ["kokar kaffe"]),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("texts", "parts"), CASES.values(), ids=list(CASES))
def test_the_parts_of_a_cards_running_text(texts: list[str], parts: Parts) -> None:
    assert read(*texts) == parts


@pytest.mark.parametrize(
    ("code", "texts", "parts"),
    [
        (
            "fi",
            [
                "Kahvila sulkeutuu varhain.",
                "Tavoitteena on, että kahvi riittää. Tukea voidaan myöntää hankkeille, joissa:",
                "• keitetään kahvia",
                "Haku koskee kyliä.",
            ],
            Parts(
                ["Kahvila sulkeutuu varhain."],
                ["Tavoitteena on, että kahvi riittää."],
                "Tukea voidaan myöntää hankkeille, joissa:",
                ["keitetään kahvia"],
                ["Haku koskee kyliä."],
            ),
        ),
        (
            "en",
            [
                "The café closes early.",
                "The aim is that there is coffee, e.g. At night.",
                "Support may be granted for projects that:",
                "• brew coffee",
            ],
            Parts(
                ["The café closes early."],
                ["The aim is that there is coffee, e.g. At night."],
                "Support may be granted for projects that:",
                ["brew coffee"],
            ),
        ),
    ],
)
def test_other_languages(code: str, texts: list[str], parts: Parts) -> None:
    assert read(*texts, code=code) == parts


@pytest.mark.parametrize(
    ("code", "goal", "intro"),
    [
        (language.code, goal, intro)
        for language in load_languages()
        for goal in language.phrases.goal
        for intro in language.phrases.activities_intro
    ],
)
def test_every_opening_of_the_vocabulary_is_known(code: str, goal: str, intro: str) -> None:
    parts = read("X.", f"{goal} kahvi.", f"{intro.upper()}:", "• kahvi", code=code)
    assert parts == Parts(["X."], [f"{goal} kahvi."], f"{intro.upper()}:", ["kahvi"])


def test_no_paragraphs_have_no_parts() -> None:
    assert read() == Parts()


@pytest.mark.parametrize(
    ("texts", "items", "others"),
    [
        (["• ett", "• Två"], ["ett", "Två"], []),
        (["• ett", "två", "Tre"], ["ett", "två"], ["Tre"]),
        (["Inledning:", "• ett", "5 koppar"], ["ett"], ["Inledning:", "5 koppar"]),
    ],
)
def test_what_has_a_bullet_or_begins_small_is_an_item(
    texts: list[str], items: list[str], others: list[str]
) -> None:
    listed = split_list(paragraphs_of(*texts))
    assert (texts_of(listed.items), texts_of(listed.others)) == (items, others)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Indikatorer  tillämpas inte här.", True),
        ("INDIKATORER TILLÄMPAS INTE", True),
        ("Här: Indikatorer tillämpas inte", False),
        ("Indikatorer tillämpas", False),
    ],
)
def test_a_text_starts_with_a_phrase_in_any_spelling(text: str, starts: bool) -> None:
    assert starts_with_phrase(text, ["Indikatorer tillämpas inte"]) is starts
