"""Departments of a company: their usual names, and how one is told from another however it is written."""

from collections.abc import Mapping

from kamsite.language import Language, Text

DEPARTMENTS: Mapping[str, Text] = {
    "controlling": Text("Controlling", "Controlling"),
    "engineering": Text("Engineering", "Technik"),
    "finance": Text("Finance", "Finanzen"),
    "legal": Text("Legal", "Recht"),
    "logistics": Text("Logistics", "Logistik"),
    "management": Text("Management", "Geschäftsleitung"),
    "marketing": Text("Marketing", "Marketing"),
    "product_management": Text("Product management", "Produktmanagement"),
    "production": Text("Production", "Produktion"),
    "purchasing": Text("Purchasing", "Einkauf"),
    "quality": Text("Quality", "Qualität"),
    "sales": Text("Sales", "Vertrieb"),
    "service": Text("Service", "Service"),
}
"""The usual departments by key; a company may have others."""


def plainly(name: str) -> str:
    """A department as far as it is told from others: `Logistik`, `logistics` and `Logistics` are one."""
    plain = "".join(letter for letter in name.casefold() if letter.isalnum())
    return _KEYS.get(plain, plain)


def department(name: str, language: Language) -> str:
    """What a department is called; one of the company's own is called as it is written, with blanks."""
    usual = DEPARTMENTS.get(plainly(name))
    return usual.to(language) if usual else name.replace("_", " ")


_KEYS = {
    "".join(letter for letter in name.casefold() if letter.isalnum()): key
    for key, text in DEPARTMENTS.items()
    for name in (key, text.en, text.de)
}
