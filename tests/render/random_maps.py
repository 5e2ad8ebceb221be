"""Random power maps, the same for the same seed: names of many scripts, trees of many shapes, gaps in what is known."""

import random

from kamsite.language import Text
from kamsite.model.analyses.powermap import ATTITUDES, ROLES, Influence, MapPerson, OurPerson, OurTie, PowerMapInput

PEOPLE = (
    ("Dr. Sabine Brandt", "Leiterin Einkauf", "Einkauf"),
    ("Çağla Öztürk-Yılmaz", "Üretim Müdürü", "Üretim"),
    ("Wojciech Brzęczyszczykiewicz", "Kierownik działu zakupów strategicznych", "Zakupy"),
    ("Κωνσταντίνος Παπαδόπουλος", "Διευθυντής Προμηθειών", "Προμήθειες"),
    ("王伟", "采购部高级总监兼供应链管理委员会主席（亚太地区）", "采购部"),
    ("Владимир Щербаков", "Начальник отдела снабжения", "Снабжение"),
    ("محمد الفارسي", "مدير المشتريات", "المشتريات"),
    ("रोहन देशपांडे", "मुख्य खरीद अधिकारी", "खरीद"),
    ("田中 健二", "アジア営業部長", "営業"),
    ("Kim Min-jun 김민준", "구매 팀장", "구매"),
    ("Prof. Dr.-Ing. Maximilian Freiherr von und zu Hohenstein-Waldburg", "Geschäftsführer Forschung", "F & E"),
    ("Anna-Lena Größmann-Überschär", "Vertriebsinnendienstkoordinatorin für Sonderfahrzeuge", "Innendienst"),
    ("Nguyễn Thị Minh Khai", "Trưởng phòng mua hàng", "Mua hàng"),
    ("James O’Connor 👩🏽‍🔧", "Senior Vice President Global Procurement & Supplier Relations", "Procurement"),
    (
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
        "MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM",
        "WWWWWWWWWWWWWWWWWWWWW",
    ),
    ("Jo", "", ""),
)
DIVISIONS = ("Antriebe", "Marine", "Asien & Pazifik, Handel und Dienstleistungen", "Krane")


def random_map(seed: int, people: int | None = None) -> PowerMapInput:
    """A map of so many people, or of 1 to 60."""
    dice = random.Random(seed)
    count = people or dice.choice((1, 2, 3, 5, 8, 12, 20, 30, 45, 60))
    shape = dice.choice((3, 8, count))
    by_division = dice.random() < 0.5
    known = [_person(dice, number, shape, count) for number in range(count)]
    ids = [person.id for person in known]
    staff = tuple(
        OurPerson(f"s{number}", dice.choice(PEOPLE)[0], dice.choice(PEOPLE)[1], f"staff.html#s{number}")
        for number in range(dice.choice((0, 1, 3, 6, 11)))
    )
    ties = tuple(
        OurTie(one.id, person, dice.choice((None, 0, 1, 3, 5)), Text("monthly", "monatlich"), "Botschaft")
        for one in staff
        for person in dice.sample(ids, min(count, dice.randint(0, 4)))
    )
    influences = tuple(
        Influence(dice.choice(ids), dice.choice([*ids, "nobody"]), dice.randint(1, 5))
        for _ in range(dice.choice((0, count // 2, count, 2 * count)))
    )
    return PowerMapInput(tuple(known), influences, staff, ties, by_division)


def _person(dice: random.Random, number: int, shape: int, count: int) -> MapPerson:
    name, title, department = dice.choice(PEOPLE)
    superior = f"p{dice.randrange(max(1, min(number, shape)))}" if number and dice.random() < 0.9 else None
    if dice.random() < 0.03:
        superior = f"p{dice.randrange(count)}"
    return MapPerson(
        id=f"p{number}",
        name=name,
        title=title,
        department=department,
        division=dice.choice(("", *DIVISIONS)),
        roles=tuple(dice.sample(ROLES, dice.choice((0, 1, 1, 2, 3, 8)))),
        influence=dice.choice((None, 1, 2, 3, 4, 5)),
        attitude=dice.choice((None, *ATTITUDES)),
        contact=dice.choice((None, 0, 1, 2, 3, 4, 5)),
        reports_to=superior,
        href=dice.choice(("", f"people.html#p{number}")),
        uncovered=dice.random() < 0.2,
        left=dice.random() < 0.05,
    )
