"""Pages to HTML: Jinja2 templates that escape everything, links that work from the file system."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline import __version__
from pipeline.site.addresses import ASSETS, PICTURES, relate
from pipeline.site.pages import SitePage
from pipeline.site.voice import Voice
from pipeline.visible_text import make_visible

POLICY = (
    "default-src 'none'; img-src 'self' file: data:; style-src 'self' file:; "
    "script-src 'self' file:; base-uri 'none'; form-action 'none'"
)
"""What a page may load (Content Security Policy): its own files, and nothing that is inside it."""


class Renderer:
    """Renders pages in one language after another."""

    def __init__(self, voices: Sequence[Voice]) -> None:
        """Take the languages; the pages of the first one stand at the site's root."""
        self._voices = voices
        self._environment = Environment(
            loader=PackageLoader("pipeline.site", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_show,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def place(self, address: str, voice: Voice) -> str:
        """Where a page stands in the site: pages of further languages have a folder each."""
        return address if voice is self._voices[0] else f"{voice.code}/{address}"

    def render(self, page: SitePage, voice: Voice) -> str:
        """A page as HTML."""
        here = self.place(page.address, voice)
        template = self._environment.get_template(page.template)
        return template.render(
            page=page,
            view=page.view,
            voice=voice,
            say=voice.say,
            policy=POLICY,
            version=__version__,
            to=lambda address: relate(here, self.place(address, voice)),
            asset=lambda name: relate(here, f"{ASSETS}/{name}"),
            picture=lambda name: relate(here, f"{PICTURES}/{name}"),
            languages=[
                (other.code, other.interface.name, relate(here, self.place(page.address, other)))
                for other in self._voices
            ],
        )


def _show(value: object) -> object:
    """Plain text with what has no glyph spelt out; what is HTML already stays."""
    return make_visible(value) if type(value) is str else value
