"""The trade's terms in plain words, in both languages."""

from dataclasses import dataclass

from kamsite.language import Text


@dataclass(frozen=True, slots=True)
class Term:
    """A term with what it means. `others` are words under which it is met, too, in either language."""

    id: str
    name: Text
    meaning: Text
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """Terms that belong together."""

    id: str
    title: Text
    terms: tuple[Term, ...]


PEOPLE = Topic(
    "people",
    Text("People at the customer", "Menschen beim Kunden"),
    (
        Term(
            "buying-center",
            Text("Buying centre", "Buying-Center"),
            Text(
                "Everybody at the customer who has a say when something is bought, whatever their rank.",
                "Alle beim Kunden, die bei einem Kauf mitreden, gleich welchen Ranges.",
            ),
            ("Buying center",),
        ),
        Term(
            "decider",
            Text("Decider", "Entscheider"),
            Text(
                "Has the last word on a purchase. Not always the one at the top.",
                "Hat bei einem Kauf das letzte Wort. Nicht immer die Person ganz oben.",
            ),
        ),
        Term(
            "ratifier",
            Text("Ratifier", "Ratifizierer"),
            Text(
                "Has to approve what others decided, such as a board or the works council.",
                "Muss genehmigen, was andere entschieden haben, etwa Vorstand oder Betriebsrat.",
            ),
        ),
        Term(
            "user",
            Text("User", "Nutzer"),
            Text("Works with what is bought, every day.", "Arbeitet täglich mit dem, was gekauft wird."),
        ),
        Term(
            "influencer",
            Text("Influencer", "Beeinflusser"),
            Text(
                "Shapes the opinion of those who decide, without deciding.",
                "Prägt die Meinung derer, die entscheiden, ohne selbst zu entscheiden.",
            ),
        ),
        Term(
            "specifier",
            Text("Specifier", "Spezifizierer"),
            Text(
                "Writes down what the product must be able to do. Whoever is not in there is out.",
                "Schreibt auf, was das Produkt können muss. Wer darin nicht vorkommt, ist draußen.",
            ),
        ),
        Term(
            "buyer",
            Text("Buyer", "Einkäufer"),
            Text("Negotiates and signs the order.", "Verhandelt und unterschreibt die Bestellung."),
        ),
        Term(
            "gatekeeper",
            Text("Gatekeeper", "Gatekeeper"),
            Text(
                "Decides which information and which people get through; may open the door or keep it shut.",
                "Bestimmt, welche Informationen und welche Menschen durchkommen; kann öffnen oder zuhalten.",
            ),
        ),
        Term(
            "door-opener",
            Text("Door opener", "Türöffner"),
            Text(
                "Brings us together with people whom we would not reach alone.",
                "Bringt uns mit Menschen zusammen, die wir allein nicht erreichen.",
            ),
        ),
        Term(
            "mentor",
            Text("Mentor", "Mentor"),
            Text(
                "Works for us at the customer, also when we are not in the room.",
                "Setzt sich beim Kunden für uns ein, auch wenn wir nicht dabei sind.",
            ),
        ),
        Term(
            "enemy",
            Text("Enemy", "Feind"),
            Text(
                "Works against us, and will go on. With much influence this person needs a plan of their own.",
                "Arbeitet gegen uns und wird es weiter tun. Mit viel Einfluss braucht diese Person einen eigenen Plan.",
            ),
        ),
        Term(
            "power-map",
            Text("Power map", "Power-Map"),
            Text(
                "The customer's people as an organisation chart with what such a chart never shows: who influences "
                "whom, what they think of us, and who of us talks to them.",
                "Die Menschen des Kunden als Organigramm, mit dem, was kein Organigramm zeigt: wer wen beeinflusst, "
                "wie sie zu uns stehen und wer von uns mit ihnen spricht.",
            ),
        ),
    ),
)
PLAN = Topic(
    "plan",
    Text("Plan and strategy", "Plan und Strategie"),
    (
        Term(
            "key-account",
            Text("Key account", "Key Account"),
            Text(
                "A customer who matters so much that we plan for them: chosen by criteria, not by gut feeling.",
                "Ein Kunde, der so wichtig ist, dass wir für ihn planen: nach Kriterien gewählt, nicht aus dem Bauch.",
            ),
        ),
        Term(
            "focus-account",
            Text("Focus account", "Fokuskunde"),
            Text(
                "One of the few customers whom a manager works proactively.",
                "Einer der wenigen Kunden, um die sich ein Verantwortlicher von sich aus kümmert.",
            ),
        ),
        Term(
            "swot",
            Text("SWOT", "SWOT"),
            Text(
                "Strengths, weaknesses, opportunities, threats: what is good and bad inside, and what comes from "
                "outside.",
                "Stärken, Schwächen, Chancen, Risiken (strengths, weaknesses, opportunities, threats): was innen gut "
                "und schlecht ist, und was von außen kommt.",
            ),
        ),
        Term(
            "smart",
            Text("SMART", "SMART"),
            Text(
                "A goal that is specific, measurable, achievable, relevant and time-bound: one can tell whether it was "
                "reached.",
                "Ein Ziel, das spezifisch, messbar, erreichbar, bedeutsam und befristet ist: Man kann sagen, ob es "
                "erreicht wurde.",
            ),
        ),
        Term(
            "potential-portfolio",
            Text("Potential portfolio", "Potenzialportfolio"),
            Text(
                "The customer's divisions by what they could buy and what they think of us: where to focus, whom to "
                "win, who serves as a reference.",
                "Die Bereiche des Kunden danach, was sie kaufen könnten und wie sie zu uns stehen: wo der Schwerpunkt "
                "liegt, wen wir gewinnen, wer als Referenz dient.",
            ),
        ),
        Term(
            "white-space",
            Text("White space", "Weiße Flecken"),
            Text(
                "Which of our products which part of the customer does not buy yet.",
                "Welche unserer Produkte welcher Teil des Kunden noch nicht kauft.",
            ),
        ),
        Term(
            "framework-agreement",
            Text("Framework agreement", "Rahmenvertrag"),
            Text(
                "A contract with prices and terms under which single orders are placed later.",
                "Ein Vertrag mit Preisen und Bedingungen, zu denen später einzeln bestellt wird.",
            ),
            ("Rahmenvereinbarung", "Rahmenverträge"),
        ),
    ),
)
NUMBERS = Topic(
    "numbers",
    Text("Numbers", "Zahlen"),
    (
        Term(
            "weighted-pipeline",
            Text("Pipeline, weighted", "Pipeline, gewichtet"),
            Text(
                "What open projects are worth, each multiplied by how likely we win it.",
                "Was offene Vorhaben wert sind, jedes mal der Wahrscheinlichkeit, dass wir es gewinnen.",
            ),
            ("Weighted pipeline", "Gewichtete Pipeline"),
        ),
        Term(
            "contribution-margin",
            Text("Contribution margin", "Deckungsbeitrag"),
            Text(
                "What is left of the revenue after the costs that the order itself causes.",
                "Was vom Umsatz bleibt, nach Abzug der Kosten, die der Auftrag selbst verursacht.",
            ),
        ),
        Term(
            "abc-analysis",
            Text("ABC analysis", "ABC-Analyse"),
            Text(
                "All customers in order of their revenue, in three classes: the few A customers make most of it.",
                "Alle Kunden nach Umsatz geordnet, in drei Klassen: Die wenigen A-Kunden machen das meiste aus.",
            ),
        ),
        Term(
            "completeness",
            Text("Complete", "Vollständig"),
            Text(
                "The share of what the template asks for that the plan has.",
                "Der Anteil dessen, wonach die Vorlage fragt, den der Plan hat.",
            ),
        ),
    ),
)
PROGRAMME = Topic(
    "programme",
    Text("KAM programme", "KAM-Programm"),
    (
        Term(
            "maturity",
            Text("Maturity", "Reifegrad"),
            Text(
                "How far key account management is along five dimensions, today and where it should be.",
                "Wie weit das Key-Account-Management in fünf Dimensionen ist, heute und künftig.",
            ),
        ),
        Term(
            "lever",
            Text("Lever", "Stellhebel"),
            Text(
                "A change in how we work that brings growth; rated by how much, and how easily.",
                "Eine Änderung unserer Arbeitsweise, die Wachstum bringt; bewertet danach, wie viel und wie leicht.",
            ),
        ),
        Term(
            "raci",
            Text("RACI", "RACI"),
            Text(
                "Who does a task (R), who answers for it (A), who is asked (C), who is told (I).",
                "Wer eine Aufgabe erledigt (R), wer sie verantwortet (A), wer gefragt (C) und wer informiert wird (I).",
            ),
        ),
        Term(
            "version",
            Text("Version", "Version"),
            Text(
                "A state of a plan as it was handed in. Nobody types it: it is the commit, such as `v4 · edb3991`.",
                "Ein Stand eines Plans, wie er eingereicht wurde. Niemand tippt ihn ein: Er ist der Commit, etwa "
                "`v4 · edb3991`.",
            ),
            ("Versionen", "Versions"),
        ),
    ),
)
TOPICS = (PEOPLE, PLAN, NUMBERS, PROGRAMME)
