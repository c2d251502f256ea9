"""Asking the school: two things, said before and after, kept sealed for it."""

import json

import pytest

from kiosk.sealing.outbox import open_message
from tests.views.own_point import a_child, a_folder


@pytest.fixture
def madame_lambert(guardian, own_point):
    """At her family page, with two children."""
    tom = a_child(given_name="Tom", emblem="moon", school_uai="0350001B")
    guardian.shows_slip(own_point.gives_slip(a_folder(a_child(), tom)))
    return guardian


def asked_at(own_point) -> list[dict[str, str]]:
    """What the office would read of this point's outbox."""
    messages = [
        json.loads(open_message(sealed, own_point.outbox_key).content)
        for sealed in own_point.vault.outbox()
    ]
    return [one["body"] for one in messages if one["kind"] == "request"]


def test_each_childs_pages_and_the_help_lead_to_it(madame_lambert) -> None:
    for page in ("homework", "marks", "attendance", "messages", "documents"):
        madame_lambert.opens(f"/children/2/{page}")
        madame_lambert.follows("Demander à l’école")
        assert "Tom" in madame_lambert.reads
        assert "Lucie" not in madame_lambert.reads
    madame_lambert.follows("Aide")
    madame_lambert.follows("Demander à l’école")
    assert "Tom" in madame_lambert.reads
    assert "Lucie" in madame_lambert.reads


@pytest.mark.parametrize(
    ("name", "kind", "before", "after"),
    [
        (
            "Faites imprimer par l’école",
            "paper",
            "L’école imprime les feuilles de votre enfant.",
            "L’école vous dit quand venir chercher les feuilles",
        ),
        (
            "Ce n’est pas mon enfant",
            "not_my_child",
            "Rien ne change tout de suite",
            "Une personne de l’école vérifie",
        ),
    ],
)
def test_asking_says_what_will_happen_then_what_happens_next_and_keeps_it_for_the_school(
    madame_lambert, own_point, name, kind, before, after
) -> None:
    madame_lambert.opens("/request?child=2")
    madame_lambert.follows(name)
    assert f"{name} : Tom" in madame_lambert.reads
    assert before in madame_lambert.reads
    assert asked_at(own_point) == []

    madame_lambert.presses("Oui, demander")

    assert "C’est demandé." in madame_lambert.reads
    assert madame_lambert.read.title == "C’est demandé · Point École"
    assert "avec le prochain envoi" in madame_lambert.reads
    assert after in madame_lambert.reads
    assert "Pas de réponse après une semaine ?" in madame_lambert.reads
    (asked,) = asked_at(own_point)
    assert (asked["kind"], asked["pupil_name"], asked["school_uai"]) == (
        kind,
        "Tom Lambert",
        "0350001B",
    )


def test_saying_no_asks_nothing(madame_lambert, own_point) -> None:
    madame_lambert.opens("/request?child=1&kind=paper")
    madame_lambert.follows("Non, revenir")

    assert asked_at(own_point) == []


def test_what_was_asked_is_said_and_asked_once(madame_lambert, own_point) -> None:
    for _ in range(2):
        madame_lambert.sends("/request", child="1", kind="paper")
        assert "C’est demandé." in madame_lambert.reads

    madame_lambert.opens("/request?child=1")
    assert "c’est demandé" in madame_lambert.reads
    assert len(asked_at(own_point)) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"child": "1"},
        {"kind": "paper"},
        {"child": "3", "kind": "paper"},
        {"child": "0", "kind": "paper"},
        {"child": "1", "kind": "money"},
        {"child": "x", "kind": "paper"},
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_told_so_and_kept_nowhere(
    madame_lambert, own_point, fields
) -> None:
    assert madame_lambert.sends("/request", **fields).status_code == 404
    assert asked_at(own_point) == []


@pytest.mark.parametrize("query", ["child=3", "child=3&kind=paper", "child=1&kind=money"])
def test_a_page_for_what_cannot_be_asked_is_not_there(madame_lambert, query) -> None:
    assert madame_lambert.opens(f"/request?{query}").status_code == 404


def test_nobody_else_asks_for_her(madame_lambert, own_point) -> None:
    answer = madame_lambert.browser.post("/request", data={"child": "1", "kind": "paper"})

    assert answer.status_code == 403
    assert asked_at(own_point) == []


def test_an_outbox_tells_nobody_who_asked(madame_lambert, own_point) -> None:
    madame_lambert.sends("/request", child="1", kind="paper")

    assert len(asked_at(own_point)) == 1
    for sealed in own_point.vault.outbox():
        assert b"Lucie" not in sealed
        assert b"Lambert" not in sealed


def test_a_folder_without_children_has_nothing_to_ask_about(guardian, own_point) -> None:
    guardian.shows_slip(own_point.gives_slip(a_folder()))
    guardian.opens("/request")

    assert "Il n’y a rien à montrer pour le moment" in guardian.reads
