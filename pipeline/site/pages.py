"""What every page of the site has: an address, a title, and its place among the others."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.site.addresses import (
    HOME,
    address_card,
    address_changes,
    address_coverage,
    address_history,
    address_overview,
    name_files,
)
from pipeline.site.sources import ShownPlan, ShownVersion
from pipeline.site.voice import Voice


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the navigation.

    Attributes:
        text: of the link.
        address: of the page it leads to.
        is_here: whether that is the page it stands on.
    """

    text: str
    address: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page, ready to be rendered.

    Attributes:
        address: below the folder of its language.
        template: file name of its template.
        title: of the page.
        view: what the template shows.
        links: to the other pages of the same version.
        versions: the same page of the other versions, and the diff between two.
    """

    address: str
    template: str
    title: str
    view: object
    links: tuple[Link, ...]
    versions: tuple[Link, ...] = ()


class Addresses:
    """Where the pages of a plan's versions stand."""

    def __init__(self, plan: ShownPlan, is_only: bool) -> None:
        """Take the plan, and whether the site shows no other one."""
        self.plan = plan
        self._is_only = is_only

    def overview(self, version: str) -> str:
        """The overview of a version; the site's first page when it opens with it."""
        is_home = self._is_only and version == self.plan.main
        return HOME if is_home else address_overview(self.plan.plan_id, version)

    def coverage(self, version: str) -> str:
        """The coverage of a version."""
        return address_coverage(self.plan.plan_id, version)

    def card(self, version: ShownVersion, card_id: str | None) -> str | None:
        """The page of a card, ``None`` when the version has no such card."""
        file = version.find_file(card_id)
        return address_card(self.plan.plan_id, version.name, file) if file else None

    def card_at(self, version: ShownVersion, at: int) -> str:
        """The page of the card at a place of the version's list."""
        return address_card(self.plan.plan_id, version.name, version.card_files[at])

    def changes(self, old: str, new: str) -> str:
        """The changes from one version to another."""
        return address_changes(self.plan.plan_id, old, new)

    def history(self, version: ShownVersion, card_id: str) -> str | None:
        """The history of a card that a version calls so."""
        cards = self.plan.history.cards
        for card, file in zip(cards, name_files(card.card_key for card in cards), strict=True):
            if any((n.version, n.card_id) == (version.name, card_id) for n in card.names):
                return address_history(self.plan.plan_id, file)
        return None

    def find_pair(self, version: str) -> tuple[str, str] | None:
        """The version before a version and itself; of the first one, itself and the next."""
        names = [shown.name for shown in self.plan.versions]
        at = max(names.index(version), 1)
        return (names[at - 1], names[at]) if len(names) > 1 else None

    def links(self, version: str, here: str, voice: Voice) -> tuple[Link, ...]:
        """The pages of a version, for the navigation of the page at ``here``."""
        pages = [
            ("overview", self.overview(version)),
            ("coverage", self.coverage(version)),
        ]
        pair = self.find_pair(version)
        if pair is not None:
            pages.append(("changes", self.changes(*pair)))
        found = [Link(voice.say(key), address, address == here) for key, address in pages]
        all_plans = [] if self._is_only else [Link(voice.say("all_plans"), HOME)]
        return (*all_plans, *found)
