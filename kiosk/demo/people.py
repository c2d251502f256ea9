"""Who is at the two schools: classes, teachers, pupils and the adults tied to them."""

from datetime import date, timedelta
from random import Random

from kiosk.demo.chosen_households import CHOSEN_HOUSEHOLDS, TEACHER_AND_MOTHER_ID
from kiosk.demo.college_texts import COLLEGE_PLANS, NOT_IN_SIXIEME
from kiosk.demo.ecole_texts import ECOLE_PLANS
from kiosk.demo.households import Child, Household, draw_households
from kiosk.demo.programme import SubjectPlan
from kiosk.demo.records import (
    COLLEGE_ID,
    ECOLE_ID,
    InventedAdult,
    InventedClass,
    InventedPupil,
    Lesson,
    Person,
    Sex,
)

PUPILS_PER_CLASS = 25
PUBLIC_SEED = "kiosk, école ouverte"
"""Anybody gets the same people; nothing secret hangs on it."""

CLASSES = (
    InventedClass("classe-6a", COLLEGE_ID, "6e A", "06", 11),
    InventedClass("classe-5b", COLLEGE_ID, "5e B", "07", 12),
    InventedClass("classe-4c", COLLEGE_ID, "4e C", "08", 13),
    InventedClass("classe-3a", COLLEGE_ID, "3e A", "09", 14),
    InventedClass("classe-ce2", ECOLE_ID, "CE2", "03", 8),
    InventedClass("classe-cm1", ECOLE_ID, "CM1", "04", 9),
)

F, M = Sex.FEMALE, Sex.MALE
_TEACHERS_OF_THE_COLLEGE = {
    "francais": Person("prof-vasseur", "Bénédicte", "Vasseur", F),
    "maths": Person("prof-okonkwo", "Daniel", "Okonkwo", M),
    "histoire-geo": Person("prof-rigaud", "Pascal", "Rigaud", M),
    "anglais": Person(TEACHER_AND_MOTHER_ID, "Nolwenn", "Kerdoncuff", F),
    "svt": Person("prof-monteiro", "Célia", "Monteiro", F),
    "physique-chimie": Person("prof-hamdi", "Mounir", "Hamdi", M),
    "technologie": Person("prof-bastien", "Régis", "Bastien", M),
    "eps": Person("prof-arslan", "Deniz", "Arslan", F),
    "arts-plastiques": Person("prof-caillebot", "Inès", "Caillebot", F),
    "education-musicale": Person("prof-szymanski", "Piotr", "Szymański", M),
    "espagnol": Person("prof-ibanez", "Lucía", "Ibáñez", F),
}
_TEACHERS_OF_THE_ECOLE = {
    "classe-ce2": Person("prof-lagarde", "Muriel", "Lagarde", F),
    "classe-cm1": Person("prof-joubert", "Aurélien", "Joubert", M),
}
TEACHERS = (*_TEACHERS_OF_THE_COLLEGE.values(), *_TEACHERS_OF_THE_ECOLE.values())
HEAD_TEACHER_IDS = {
    "classe-6a": "prof-vasseur",
    "classe-5b": "prof-okonkwo",
    "classe-4c": "prof-rigaud",
    "classe-3a": "prof-monteiro",
    "classe-ce2": "prof-lagarde",
    "classe-cm1": "prof-joubert",
}


def plans_of(school_class: InventedClass) -> tuple[SubjectPlan, ...]:
    """The subjects a class has, in a fixed order."""
    if school_class.school_id == ECOLE_ID:
        return ECOLE_PLANS
    if school_class.name.startswith("6e"):
        return tuple(plan for plan in COLLEGE_PLANS if plan.code not in NOT_IN_SIXIEME)
    return COLLEGE_PLANS


def lesson_id(school_class: InventedClass, plan: SubjectPlan) -> str:
    """The identifier of a subject taught to a class."""
    return f"{school_class.source_id}-{plan.code}"


def all_lessons() -> tuple[Lesson, ...]:
    """Every subject of every class, with its teacher."""
    return tuple(
        Lesson(
            source_id=lesson_id(school_class, plan),
            school_id=school_class.school_id,
            class_id=school_class.source_id,
            course_id=f"{school_class.school_id}-{plan.code}",
            subject=plan.name,
            teacher_id=_teacher_of(school_class, plan).source_id,
        )
        for school_class in CLASSES
        for plan in plans_of(school_class)
    )


def people_of(first_year: int) -> tuple[tuple[InventedPupil, ...], tuple[InventedAdult, ...]]:
    """Pupils and the adults tied to them, for the school year that starts in ``first_year``.

    Names and identifiers are the same every year; only the dates of birth follow.
    """
    rng = Random(PUBLIC_SEED)
    households = _all_households(rng)
    children = {child.source_id: child for home in households for child in home.children}
    pupils = tuple(_pupil(rng, child, first_year) for child in children.values())
    adults = tuple(_adult(home, place) for home in households for place in range(len(home.adults)))
    return pupils, adults


def _teacher_of(school_class: InventedClass, plan: SubjectPlan) -> Person:
    if school_class.school_id == ECOLE_ID:
        return _TEACHERS_OF_THE_ECOLE[school_class.source_id]
    return _TEACHERS_OF_THE_COLLEGE[plan.code]


def _all_households(rng: Random) -> list[Household]:
    chosen = {child.source_id: child for home in CHOSEN_HOUSEHOLDS for child in home.children}
    taken = {(child.given_name, child.family_name) for child in chosen.values()}
    taken |= {
        (one.given_name, one.family_name) for home in CHOSEN_HOUSEHOLDS for one in home.adults
    }
    taken |= {(teacher.given_name, teacher.family_name) for teacher in TEACHERS}
    seats = [school_class.source_id for school_class in CLASSES for _ in range(PUPILS_PER_CLASS)]
    for child in chosen.values():
        seats.remove(child.class_id)
    rng.shuffle(seats)
    return [*CHOSEN_HOUSEHOLDS, *draw_households(rng, seats, taken)]


def _pupil(rng: Random, child: Child, first_year: int) -> InventedPupil:
    school_class = next(one for one in CLASSES if one.source_id == child.class_id)
    birth_on = date(first_year - school_class.age, 1, 1) + timedelta(days=rng.randrange(365))
    if child.is_grown:
        birth_on = date(first_year - 18, 3, 12)
    person = Person(child.source_id, child.given_name, child.family_name, child.sex, birth_on)
    return InventedPupil(person, school_class.school_id, school_class.source_id)


def _adult(home: Household, place: int) -> InventedAdult:
    adult = home.adults[place]
    person = Person(adult.source_id, adult.given_name, adult.family_name, adult.sex)
    return InventedAdult(person, adult.tie, tuple(child.source_id for child in home.children))
