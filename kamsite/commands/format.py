"""Print the reference of the plan format: every field with its meaning, type, example and German or English term.

It is made from the schemas, so it is always that of the kamsite you run.
"""

import argparse

from kamsite.commands import arguments, output
from kamsite.language import Text

GERMAN = """Druckt die Beschreibung des Planformats: jedes Feld mit Bedeutung, Art, Beispiel und deutschem oder
englischem Begriff.

Sie entsteht aus den Schemas und gehört deshalb immer zu dem kamsite, das Sie aufrufen.
"""
EXAMPLES = Text(
    """examples:
  kamsite format                    in your language
  kamsite format --language de      auf Deutsch
  kamsite format > format.md        as a Markdown file
""",
    """Beispiele:
  kamsite format                    in Ihrer Sprache
  kamsite format --language en      auf Englisch
  kamsite format > format.md        als Markdown-Datei
""",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    arguments.add_language(parser)


def run(options: argparse.Namespace) -> int:
    """Prints the reference."""
    from kamsite.model.reference import format_reference

    output.write(format_reference(output.language_of(options)))
    return 0
