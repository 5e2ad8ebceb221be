"""The words on a power map, in English and German."""

from kamsite.language import Text

ROLES: dict[str, tuple[Text, Text]] = {
    "decider": (Text("Decider", "Entscheider"), Text("D", "E")),
    "ratifier": (Text("Ratifier", "Ratifizierer"), Text("R", "R")),
    "buyer": (Text("Buyer", "Einkäufer"), Text("B", "K")),
    "specifier": (Text("Specifier", "Spezifizierer"), Text("S", "S")),
    "influencer": (Text("Influencer", "Beeinflusser"), Text("I", "B")),
    "user": (Text("User", "Nutzer"), Text("U", "N")),
    "door_opener": (Text("Door opener", "Türöffner"), Text("O", "T")),
    "gatekeeper": (Text("Gatekeeper", "Gatekeeper"), Text("G", "G")),
}
"""Roles of the buying centre: the word, and the letter where there is no room for it."""

ROLE_MEANINGS: dict[str, Text] = {
    "decider": Text("has the last word on a purchase", "hat bei einem Kauf das letzte Wort"),
    "ratifier": Text("has to approve the decision", "muss die Entscheidung genehmigen"),
    "buyer": Text("negotiates and orders", "verhandelt und bestellt"),
    "specifier": Text("says what is needed", "legt fest, was gebraucht wird"),
    "influencer": Text("advises the others", "berät die anderen"),
    "user": Text("works with what is bought", "arbeitet mit dem, was gekauft wird"),
    "door_opener": Text("brings us together with others", "bringt uns mit anderen zusammen"),
    "gatekeeper": Text("controls who gets to whom", "bestimmt, wer zu wem gelangt"),
}

ATTITUDES: dict[str, Text] = {
    "mentor": Text("Mentor", "Mentor"),
    "positive": Text("Positive", "Positiv"),
    "neutral": Text("Neutral", "Neutral"),
    "negative": Text("Negative", "Negativ"),
    "enemy": Text("Enemy", "Feind"),
    "unknown": Text("Unknown", "Unbekannt"),
}

POWER_MAP = Text("Power map", "Power-Map")
LEGEND = Text("Legend", "Legende")
NOBODY_YET = Text("There are no people on this map yet.", "Auf dieser Power-Map ist noch niemand eingetragen.")
INFLUENCE = Text("Influence", "Einfluss")
CONTACT = Text("Contact", "Kontakt")
UNCOVERED = Text("not covered", "nicht betreut")
GONE = Text("Has left", "Ausgeschieden")
OUR_TEAM = Text("Our team", "Unser Team")

INFLUENCE_OF = Text("Influence on purchases: {} of 5", "Einfluss auf Käufe: {} von 5")
INFLUENCE_UNKNOWN = Text("Influence on purchases: unknown", "Einfluss auf Käufe: unbekannt")
ATTITUDE_IS = Text("Attitude to us: {}", "Einstellung zu uns: {}")
CONTACT_OF = Text("Contact with us: {} of 5", "Kontakt zu uns: {} von 5")
CONTACT_UNKNOWN = Text("Contact with us: unknown", "Kontakt zu uns: unbekannt")
ROLES_ARE = Text("Role: {}", "Rolle: {}")
NOBODY_COVERS = Text("Nobody of us addresses this decider", "Niemand von uns betreut diesen Entscheider")
HAS_LEFT = Text("Is no longer with the customer", "Ist nicht mehr beim Kunden")
KNOWN_BY = Text("Addressed by {}", "Betreut von {}")

REPORTS_TO = Text("{} reports to {}", "{} berichtet an {}")
REPORTS_TO_SKIPPED = Text(
    "{} reports to {}; people in between who are not on this map: {}",
    "{} berichtet an {}; dazwischen nicht auf dieser Karte: {}",
)
CLOSES_A_CIRCLE = Text("{} reports to {}, which closes a circle", "{} berichtet an {}, damit schließt sich ein Kreis")
INFLUENCES = Text("{} influences {}: strength {} of 5", "{} beeinflusst {}: Stärke {} von 5")
RATED = Text("{}: strength {} of 5", "{}: Stärke {} von 5")
UNRATED = Text("{}: strength not rated", "{}: Stärke nicht bewertet")

SUMMARY_OF_LINES = Text(
    "Organisation chart of the customer's people: {} people. The table below says the same in words.",
    "Organigramm der Personen beim Kunden: {} Personen. Die Tabelle darunter sagt dasselbe in Worten.",
)
SUMMARY = Text(
    "Organisation chart of the customer's people: {} people, {} influences, {} relations of ours. "
    "The table below says the same in words.",
    "Organigramm der Personen beim Kunden: {} Personen, {} Einflüsse, {} Beziehungen von uns. "
    "Die Tabelle darunter sagt dasselbe in Worten.",
)
