"""The two languages of the interface, and texts that exist in both."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """A text of ours in English and German, side by side so that neither is forgotten."""

    en: str
    de: str

    def to(self, language: Language) -> str:
        """The text in one language."""
        return self.de if language == "de" else self.en
