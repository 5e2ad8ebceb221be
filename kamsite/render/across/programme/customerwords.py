"""Words of the page on all customers."""

from kamsite.language import Text

GLANCE = Text("At a glance", "Auf einen Blick")
MEASURES = {
    "revenue": Text("Revenue", "Umsatz"),
    "margin": Text("Contribution margin", "Deckungsbeitrag"),
    "potential": Text("Potential", "Potenzial"),
}
SHARE_OF = {
    "revenue": Text("Share of the revenue", "Anteil am Umsatz"),
    "margin": Text("Share of the contribution margin", "Anteil am Deckungsbeitrag"),
    "potential": Text("Share of the potential", "Anteil am Potenzial"),
}
CUSTOMERS = Text("Customers", "Kunden")
MISSING = Text("{count} more without an amount do not count", "{count} weitere ohne Betrag zählen nicht mit")
EIGHTY = Text("Make 80 %", "Machen 80 %")
EIGHTY_OF = Text("{share} of all customers", "{share} aller Kunden")
GINI = Text("Gini coefficient", "Gini-Koeffizient")
GINI_HELP = Text("0: all alike, 1: one has all", "0: alle gleich, 1: einer hat alles")
UNPLANNED = Text("A without a plan", "A ohne Plan")
THEY_MAKE = Text("they make {amount}", "sie machen {amount}")
ALL_PLANNED = Text("every A customer has a plan", "jeder A-Kunde hat einen Plan")
PARETO = Text("Few make most", "Wenige machen das meiste")
PARETO_NAME = Text("Pareto curve", "Pareto-Kurve")
PARETO_SAYS = Text(
    "Customers from the largest to the smallest against their share together. Class A (customers: {a}) "
    "makes {a_share}, class B ({b}) {b_share}, class C ({c}) {c_share}.",
    "Die Kunden vom größten zum kleinsten, dazu ihr gemeinsamer Anteil. Klasse A (Kunden: {a}) macht {a_share}, "
    "Klasse B ({b}) {b_share}, Klasse C ({c}) {c_share}.",
)
LIMITS_HELP = Text(
    "A are the customers that make the first {a}, with B it is {b}, the rest is C. The customer with whom a limit is "
    "reached still belongs to the better class; of customers with the same amount the one with the lower number comes "
    "first.",
    "A sind die Kunden, die die ersten {a} machen, mit B sind es {b}, der Rest ist C. Der Kunde, mit dem eine Grenze "
    "erreicht wird, gehört noch zur besseren Klasse; bei gleichem Betrag kommt die kleinere Kundennummer zuerst.",
)
CLASSES = Text("Classes", "Klassen")
CLASS = Text("Class", "Klasse")
SHARE = Text("Share", "Anteil")
SHARE_OF_CUSTOMERS = Text("Share of customers", "Anteil der Kunden")
WITH_PLAN = Text("With a plan", "Mit Plan")
PYRAMID = Text("Customer pyramid", "Kundenpyramide")
PYRAMID_SAYS = Text(
    "To the left how many customers a class has, to the right what they make.",
    "Links, wie viele Kunden eine Klasse hat, rechts, was sie machen.",
)
LORENZ = Text("How unequal it is", "Wie ungleich es ist")
LORENZ_NAME = Text("Lorenz curve", "Lorenzkurve")
LORENZ_SAYS = Text(
    "If all customers were alike, the curve would be the dashed line. The field between both is the Gini coefficient: "
    "{gini}.",
    "Wären alle Kunden gleich, läge die Kurve auf der gestrichelten Linie. Die Fläche dazwischen ist der "
    "Gini-Koeffizient: {gini}.",
)
OF_CUSTOMERS = Text("customers, smallest first", "Kunden, kleinste zuerst")
OF_CUSTOMERS_DOWN = Text("customers, largest first", "Kunden, größte zuerst")
SMALLEST = Text("The smallest … of customers", "Die kleinsten … der Kunden")
MAKE = Text("make", "machen")
UNPLANNED_TITLE = Text("A customers without a plan", "A-Kunden ohne Plan")
UNPLANNED_HELP = Text(
    "The largest first. Decide for each: a plan, or the reason why none is needed. A customer has a plan when its "
    "folder stands in the column plan of the table.",
    "Die größten zuerst. Entscheiden Sie bei jedem: ein Plan, oder der Grund, warum keiner nötig ist. Einen Plan hat, "
    "bei wem dessen Ordner in customers.csv in der Spalte plan steht.",
)
PLANNED_TITLE = Text("Customers with a plan", "Kunden mit Plan")
PLANNED_HELP = Text(
    "Where a plan belongs to a customer of class C, its potential should be the reason.",
    "Gehört ein Plan zu einem Kunden der Klasse C, sollte das Potenzial der Grund sein.",
)
C_NOTE = Text("small: is the plan worth its work?", "klein: Lohnt der Plan die Arbeit?")
RANK = Text("Rank", "Rang")
CUSTOMER = Text("Customer", "Kunde")
NUMBER = Text("Number", "Nummer")
COUNTRY = Text("Country", "Land")
TOGETHER = Text("Together", "Zusammen")
PLAN = Text("Plan", "Plan")
MORE = Text("and {count} more", "und {count} weitere")
MOVES = Text("Up and down since {when}", "Auf- und Absteiger seit {when}")
MOVES_HELP = Text(
    "Who is in another class than then, then who is new or gone. Newcomers in C, and those who left from there, are "
    "counted only.",
    "Wer heute in einer anderen Klasse ist als damals, danach, wer neu oder weg ist. Neue in C und solche, die von "
    "dort gingen, sind nur gezählt.",
)
VERSION = Text("{day} (version {commit})", "{day} (Version {commit})")
MATRIX = Text("From class (rows) to class (columns)", "Von Klasse (Zeilen) nach Klasse (Spalten)")
NEW, GONE = Text("new", "neu"), Text("gone", "weg")
WITHOUT = Text("no amount", "ohne Betrag")
FROM = Text("From", "Von")
TO = Text("To", "Nach")
THEN = Text("Then", "Damals")
NOW = Text("Now", "Heute")
NOBODY_MOVED = Text("Nobody went to another class.", "Niemand hat die Klasse gewechselt.")
YEARS = Text("Over the years", "Im Lauf der Jahre")
YEAR = Text("Table", "Stand")
TODAY = Text("today", "heute")
OTHERS = Text("By another measure", "Nach einer anderen Größe")
OTHERS_HELP = Text(
    "Who looks small by revenue may be large by potential: compare before you decide.",
    "Wer nach Umsatz klein aussieht, kann nach Potenzial groß sein: Vergleichen Sie, bevor Sie entscheiden.",
)
MEASURE = Text("Measure", "Größe")
IN_A = Text("In class A", "In Klasse A")
TOTAL = Text("Total", "Summe")
ALL = Text("All customers by rank", "Alle Kunden nach Rang")
ALL_CUT = Text(
    "The largest {count} of {all}; the others are told by their class only.",
    "Die größten {count} von {all}; die übrigen stehen nur als Klasse da.",
)
NOTHING_THERE = Text(
    "No customer has an amount yet. Export all customers from CRM or ERP into programme/customers.csv, with the "
    "columns id, name and revenue; if they have other names there, say so under `customers.columns` in "
    "programme/selection.yaml.",
    "Noch hat kein Kunde einen Betrag. Exportieren Sie alle Kunden aus CRM oder ERP nach programme/customers.csv, mit "
    "den Spalten Kundennummer, Name und Umsatz; wie sie dort heißen, können Sie unter `customers.columns` in "
    "programme/selection.yaml sagen.",
)
CHANGED = Text("Table last changed {} in {}", "Tabelle zuletzt geändert am {} in {}")
