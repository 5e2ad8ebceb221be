"""Words of the page on the selection of key accounts."""

from kamsite.language import Text

SEGMENTS = {
    "key": Text("Key account", "Key Account"),
    "focus": Text("Focus account", "Fokuskunde"),
    "standard": Text("Standard", "Standardkunde"),
}
KEY_ACCOUNTS = Text("Key accounts", "Key Accounts")
OF_ONE = Text("of one account with a plan", "von einem Kunden mit Plan")
OF_ALL = Text("of {count} accounts with a plan", "von {count} Kunden mit Plan")
FOCUS_ONE = Text("and one focus account", "und ein Fokuskunde")
FOCUS_TOO = Text("and {count} focus accounts", "und {count} Fokuskunden")
OTHERWISE = Text("Score says otherwise", "Bewertung sagt etwas anderes")
OTHERWISE_HELP = Text("segment and score do not match", "Segment und Punkte passen nicht zusammen")
INCOMPLETE = Text("Scores missing", "Bewertung unvollständig")
INCOMPLETE_HELP = Text("not judged by every criterion", "nicht nach allen Kriterien bewertet")
STABLE = Text("Stable cut", "Stabile Grenze")
STABLE_OF = Text("of {count} stay on their side", "von {count} bleiben auf ihrer Seite")
DEAD = Text("Dead horses", "Tote Pferde")
DEAD_HELP = Text("below the threshold for two years", "seit zwei Jahren unter der Grenze")
RANKING = Text("Who is a key account, and why", "Wer Key Account ist, und warum")
RANKING_HELP = Text(
    "By weighted score from 1 to 5; the name leads to the reasons. Since when is told by the plan's versions, with "
    "today's weights.",
    "Nach gewichteter Bewertung von 1 bis 5; der Name führt zu den Gründen. Seit wann, sagen die Versionen des Plans, "
    "mit den heutigen Gewichten.",
)
FROM_ON = Text("Key account from {score}", "Key Account ab {score}")
FOCUS_FROM = Text("focus account from {score}", "Fokuskunde ab {score}")
ACCOUNT = Text("Account", "Kunde")
RANK = Text("Rank", "Rang")
SEGMENT = Text("Segment", "Segment")
SCORE = Text("Score", "Punkte")
SINCE = Text("Key account since", "Key Account seit")
DECIDED = Text("Decided by", "Entschieden von")
REASON = Text("Reason", "Begründung")
BETWEEN = Text("between {low} and {high}: {missing}", "zwischen {low} und {high}: {missing}")
MISSING_ONE = Text("1 score missing", "1 Bewertung fehlt")
MISSING_MANY = Text("{count} scores missing", "{count} Bewertungen fehlen")
NO_SCORE = Text("not judged", "nicht bewertet")
BY_SCORE = Text("By score", "Nach Punkten")
FIRST_VERSION = Text("or earlier", "oder früher")
SAYS_PLAN = Text("{year}, says the plan", "{year} laut Plan")
REACHED_SINCE = Text("score is enough since {day}", "Punkte reichen seit {day}")
BELOW_SINCE = Text("below since {day}", "darunter seit {day}")
NOT_DECIDED = Text("nobody noted", "nicht festgehalten")
NOT_COMMITTED = Text("not committed yet", "noch nicht eingetragen")
MORE = Text("and {count} more", "und {count} weitere")
CHART = Text("Score and potential", "Punkte und Potenzial")
CHART_SAYS = Text(
    "To the right who fits, upwards who could buy much. Filled: key accounts. Whoever is right of the line and not "
    "filled is a candidate; whoever is filled and left of it should be checked.",
    "Rechts, wer passt, oben, wer viel kaufen könnte. Ausgefüllt: Key Accounts. Wer rechts der Linie steht und nicht "
    "ausgefüllt ist, kommt infrage; wer ausgefüllt links davon steht, gehört überprüft.",
)
CHART_LEFT_OUT = Text("{count} without score or potential are left out.", "{count} ohne Punkte oder Potenzial fehlen.")
NO_POTENTIAL = Text(
    "No potential is known: it comes from the column potential of programme/customers.csv, by the column plan.",
    "Kein Potenzial bekannt: Es stammt aus der Spalte Potenzial von programme/customers.csv, über die Spalte Plan.",
)
POTENTIAL = Text("Potential", "Potenzial")
OTHER_SEGMENTS = Text("others", "andere")
WHAT_IF = Text("What if the weights were different?", "Was wäre mit anderen Gewichten?")
WHAT_IF_HELP = Text(
    "Each score by criterion, with the weights of the programme. Move the sliders: the order and who is above the "
    "threshold change here on the page, nowhere else.",
    "Jede Bewertung nach Kriterium, mit den Gewichten des Programms. Bewegen Sie die Regler: Reihenfolge und Grenze "
    "ändern sich nur hier auf der Seite.",
)
WEIGHT = Text("Weight", "Gewicht")
RESET = Text("Weights of the programme", "Gewichte des Programms")
ABOVE = Text(
    "{above} of {all} would be key accounts; for {changed} the decision is not that of the programme's weights.",
    "{above} von {all} wären Key Account; bei {changed} fällt die Entscheidung anders aus als mit den Gewichten des "
    "Programms.",
)
AS_BEFORE = Text(
    "{above} of {all} would be key accounts, as with the programme's weights.",
    "{above} von {all} wären Key Account, wie mit den Gewichten des Programms.",
)
STABILITY = Text("How stable is the cut?", "Wie stabil ist die Grenze?")
STABILITY_HELP = Text(
    "Every weight is made up to half as large or half as large again, in {count} ways: how often the account stays on "
    "its side of the threshold, and between which ranks it moves. Beside it the smallest change of one weight that "
    "decides otherwise.",
    "Jedes Gewicht wird auf {count} Arten bis zur Hälfte kleiner oder größer: wie oft der Kunde auf seiner Seite der "
    "Grenze bleibt und zwischen welchen Rängen er liegt. Daneben die kleinste Änderung eines Gewichts, die anders "
    "entscheidet.",
)
NO_THRESHOLD = Text(
    "No threshold is set yet, so that nothing can be said about it. Write under `key_account_from` in "
    "programme/selection.yaml from which score on a customer is a key account, for example 3.5.",
    "Noch ist keine Grenze gesetzt, deshalb lässt sich dazu nichts sagen. Tragen Sie unter `key_account_from` in "
    "programme/selection.yaml ein, ab welcher Punktzahl ein Kunde Key Account ist, zum Beispiel 3.5.",
)
DISTANCE = Text("From the threshold", "Abstand zur Grenze")
HOLDS = Text("Stays on its side", "Bleibt auf seiner Seite")
RANKS = Text("Ranks", "Ränge")
RANK_SPAN = Text("{best} to {worst}", "{best} bis {worst}")
FLIP = Text("Decided otherwise when", "Anders entschieden, wenn")
FLIP_LOWER = Text(
    "{criterion} weighs {limit} or less instead of {share}", "{criterion} nur {limit} statt {share} wiegt"
)
FLIP_HIGHER = Text("{criterion} weighs {limit} or more instead of {share}", "{criterion} {limit} statt {share} wiegt")
NO_FLIP = Text("no single weight changes it", "kein einzelnes Gewicht ändert es")
BUY_IN = Text("Which departments support it", "Welche Abteilungen mittragen")
BUY_IN_HELP = Text(
    "A key account needs every department: who promised to support it, and where the promise is missing.",
    "Ein Key Account braucht jede Abteilung: wer Unterstützung zugesagt hat, und wo die Zusage fehlt.",
)
MISSING = Text("missing", "fehlt")
HOW = Text("How we choose", "Wie wir auswählen")
MORE_THAN_MEANT = Text("more than the {limit} that are meant", "mehr als die vorgesehenen {limit}")
MODELS = {
    "company": Text(
        "Company-wide: the head of key account management or management decides, for few accounts, up to {limit}; "
        "every department has special services for them.",
        "Unternehmensweit: Die Leitung Key Account Management oder die Geschäftsleitung entscheidet, für wenige "
        "Kunden, bis zu {limit}; jede Abteilung hat besondere Leistungen für sie.",
    ),
    "sales": Text(
        "Sales-driven: each account manager chooses up to {limit} focus accounts, which get a plan and are worked "
        "proactively; all others are answered when they ask.",
        "Vertriebsgetrieben: Jeder Betreuer wählt bis zu {limit} Fokuskunden, die einen Plan bekommen und aktiv "
        "bearbeitet werden; alle anderen bekommen Antwort, wenn sie fragen.",
    ),
}
MODEL = Text("Who selects", "Wer auswählt")
LEAD = Text("Decided by", "Es entscheiden")
LIMITS = Text("Limits", "Grenzen")
SUPPORT = Text("Has to be supported by", "Mittragen müssen")
CRITERIA = Text("Criteria and weights", "Kriterien und Gewichte")
CRITERION = Text("Criterion", "Kriterium")
QUESTION = Text("Question", "Frage")
STEPS = Text("What the scores mean", "Was die Punkte bedeuten")
FOCUS = Text("Focus accounts by manager", "Fokuskunden je Betreuer")
MANAGER = Text("Account manager", "Betreuer")
COUNT_OF = Text("{count} of {limit}", "{count} von {limit}")
NOBODY = Text(
    "No plan has scores yet. Give them under `selection.scores` in plan.yaml of an account; they then stand here.",
    "Noch hat kein Plan Bewertungen. Tragen Sie sie unter `selection.scores` in plan.yaml eines Kunden ein; dann "
    "stehen sie hier.",
)
