"""How a plan prints its labels: one spelling of each, drawn from the language's vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from schemas.language import Language


@dataclass(frozen=True, slots=True)
class Labels:
    """Words before numbers and codes, and labels of rows and paragraphs.

    Attributes:
        after_word: between the word and its number: " " or ": ".
        in_group: between the parts of an implementation measure's code: "" or " ".
        in_code: between the parts of a measure's code: "" or " ".
        after_code: between a code and its title.
    """

    objective: str
    implementation_measure: str
    measure: str
    operating_support: str
    specific_action: str
    after_word: str
    in_group: str
    in_code: str
    after_code: str
    target_group: str
    results: str
    support: str
    beneficiaries: str
    coordination: str
    indicators: str
    output: str
    result: str
    call: str
    start: str

    def heading_objective(self, number: int, title: str) -> str:
        """The heading "Specifikt mål 1 Title"."""
        return f"{self.objective} {number}{self.after_code}{title}"

    def heading_group(self, code: str, title: str, end: str) -> str:
        """The heading "Verkställighetsåtgärd: 1 B Title;"."""
        opener = f"{self.implementation_measure}{self.after_word}{self.in_group.join(code)}"
        return f"{opener}{self.after_code}{title}{end}"

    def card_title(self, code: str | None, title: str) -> str:
        """The title "Åtgärd 1A1: Title", or the title alone when the card has no code."""
        if not code:
            return title
        return f"{self.measure} {self.in_code.join(code)}{self.after_code}{title}"


def draw_labels(random: Random, language: Language) -> Labels:
    """One spelling of each label; the first of a list is drawn as often as all others together."""
    structure, labels = language.structure, language.labels

    def draw(spellings: tuple[str, ...]) -> str:
        return spellings[0] if random.random() < 0.5 else random.choice(spellings)

    row_end = random.choice(("", "", ":"))
    end = random.choice(("", ":"))
    return Labels(
        objective=draw(structure.objective),
        implementation_measure=draw(structure.implementation_measure),
        measure=draw(structure.measure),
        operating_support=draw(structure.operating_support),
        specific_action=draw(structure.specific_action),
        after_word=random.choice((" ", " ", ": ")),
        in_group=random.choice(("", "", " ")),
        in_code=random.choice(("", "", "", " ")),
        after_code=random.choice((" ", " ", ": ", ". ", " – ")),
        target_group=draw(labels.target_group) + ":",
        results=draw(labels.result_targets) + random.choice((":", ":", "")),
        support=draw(labels.support_rate) + row_end,
        beneficiaries=draw(labels.beneficiaries) + row_end,
        coordination=draw(labels.coordination) + row_end,
        indicators=draw(labels.indicators) + random.choice(("", ":")),
        output=draw(labels.indicators_output) + end,
        result=draw(labels.indicators_result) + end,
        call=draw(labels.call_timing) + row_end,
        start=draw(labels.start),
    )
