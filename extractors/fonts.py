"""What a font's name says of its look."""

from __future__ import annotations

ITALIC_NAMES = ("italic", "oblique")
DINGBATS_NAME = "zapfdingbats"
"""One of the 14 fonts that every PDF reader has. Its letters are pictures: "n" is a square."""

_FIRST_DINGBAT = "!"
_DINGBATS = (
    "✁✂✃✄☎✆✇✈✉☛☞✌✍✎✏✐✑✒✓✔✕✖✗✘✙✚✛✜✝✞✟✠✡✢✣✤✥✦✧★✩✪✫✬✭✮✯✰✱✲✳✴✵✶✷✸✹✺✻✼✽✾✿❀❁❂❃❄❅❆❇❈❉❊❋●❍■❏❐❑❒▲▼◆❖◗❘❙❚❛❜❝❞"
)
"""Its built-in encoding from 0x21 to 0x7E (ISO 32000-1, annex D.6)."""

BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")


def is_bold_name(name: str) -> bool:
    """Whether a font's name says that it is bold.

    >>> is_bold_name("BAAAAA+LiberationSans-Bold")
    True
    """
    return any(part in name.lower() for part in BOLD_NAMES)


def is_italic_name(name: str) -> bool:
    """Whether a font's name says that it is italic or oblique."""
    return any(part in name.lower() for part in ITALIC_NAMES)


def decode_dingbats(text: str, font: str) -> str:
    """What a text in ZapfDingbats shows, where a reader gave the letters of its codes.

    >>> decode_dingbats("n", "ZapfDingbats"), decode_dingbats("n", "Helvetica")
    ('■', 'n')
    """
    if DINGBATS_NAME not in font.lower():
        return text
    places = ((ord(letter) - ord(_FIRST_DINGBAT), letter) for letter in text)
    return "".join(_DINGBATS[at] if 0 <= at < len(_DINGBATS) else letter for at, letter in places)
