"""What the school wrote: newest first, letter for letter, in its own language."""

from datetime import date

import pytest

from tests.page_laws import plain
from tests.views.own_point import a_child, a_folder, a_message

TOLD = ("messages",)
HOSTILE = "<script>alert('vu')</script> \u202egauche\u202c \"et\" & 'fin' 🦊"


def opens_messages_of(guardian, own_point, *messages, told=TOLD) -> str:
    """Sign in with a child who has these, and open their page."""
    child = a_child(messages=messages, told=told)
    guardian.shows_slip(own_point.gives_slip(a_folder(child)))
    guardian.follows("Messages")
    return guardian.reads


def test_a_message_says_its_subject_its_sender_its_day_and_its_text(guardian, own_point) -> None:
    page = opens_messages_of(guardian, own_point, a_message("Photo de classe"))

    assert "Photo de classe Vie scolaire · vendredi 20 novembre Texte de Photo de classe" in page


def test_a_message_without_subject_is_known_by_its_sender(guardian, own_point) -> None:
    page = opens_messages_of(guardian, own_point, a_message("", text="Bonjour"))

    assert "Vie scolaire vendredi 20 novembre Bonjour" in page


def test_the_lines_of_a_message_stay_its_lines(guardian, own_point) -> None:
    opens_messages_of(guardian, own_point, a_message("Sortie", text="Bonjour,\n\nMerci."))

    assert "Bonjour,\n\nMerci.</p>" in guardian.page.text


def test_what_the_school_wrote_is_marked_as_french_within_its_own_bounds(
    guardian, own_point
) -> None:
    opens_messages_of(guardian, own_point, a_message(HOSTILE, sender=HOSTILE, text=HOSTILE))

    for start in ("<h2><span", '<p class="soft"><span', '<p class="long"'):
        assert f'{start} lang="fr" dir="ltr">&lt;script&gt;' in guardian.page.text
    assert guardian.reads.count(plain(HOSTILE)) == 3
    assert "<script>alert" not in guardian.page.text


def test_a_word_as_long_as_a_page_is_not_cut(guardian, own_point) -> None:
    word = "anticonstitutionnellement" * 80

    assert word in opens_messages_of(guardian, own_point, a_message(word, text=word))


def test_many_messages_come_a_few_at_a_time_and_none_is_lost(guardian, own_point) -> None:
    messages = [a_message(f"Sujet {n:02d}") for n in range(19)]
    pages = [opens_messages_of(guardian, own_point, *messages)]
    assert "Messages plus récents" not in pages[0]
    for _ in range(2):
        guardian.follows("Messages plus anciens")
        pages.append(guardian.reads)
    assert "Messages plus anciens" not in guardian.reads

    for message in messages:
        assert sum(f"{message.subject} Vie" in page for page in pages) == 1
    guardian.follows("Messages plus récents")
    assert guardian.reads == pages[1]


@pytest.mark.parametrize("is_all", [True, False])
def test_after_the_last_message_it_is_said_where_older_ones_are(
    guardian, own_point, is_all
) -> None:
    messages = tuple(a_message(f"Sujet {n:02d}") for n in range(9))
    child = a_child(messages=messages, told=TOLD, older_messages_at_school=not is_all)
    guardian.shows_slip(own_point.gives_slip(a_folder(child)))
    guardian.follows("Messages")
    assert "sont à l’école" not in guardian.reads

    guardian.follows("Messages plus anciens")

    said = "Les messages plus anciens sont à l’école : demandez-les-lui." in guardian.reads
    assert said != is_all


@pytest.mark.parametrize("page", ["0", "2", "-1", "9" * 30])
def test_a_page_of_messages_that_is_not_there_is_told_so(guardian, own_point, page) -> None:
    opens_messages_of(guardian, own_point, a_message("Sujet"))

    assert guardian.opens(f"/children/1/messages?page={page}").status_code == 404
    assert "Texte de Sujet" not in guardian.reads


def test_a_full_page_of_ordinary_messages_weighs_at_most_14_kb(guardian, own_point) -> None:
    text = "Une phrase comme en écrivent les écoles, ni longue ni courte. " * 12
    opens_messages_of(guardian, own_point, *[a_message(f"S{n}", text=text) for n in range(30)])

    assert len(guardian.page.data) <= 14 * 1024


def test_no_message_yet_is_said_calmly(guardian, own_point) -> None:
    assert "Pas de message pour le moment." in opens_messages_of(guardian, own_point)


def test_a_school_that_sends_none_is_told_and_whom_to_ask(guardian, own_point) -> None:
    page = opens_messages_of(guardian, own_point, told=())

    assert "L’école n’envoie pas de message ici." in page
    assert "demandez-lui" in page


def test_what_came_since_the_last_visit_is_called_new(guardian, own_point, clock) -> None:
    before = a_message("Ancien", first_seen_on=date(2026, 11, 16), sent_on=date(2026, 11, 16))
    opens_messages_of(guardian, own_point, before)
    assert "nouveau" not in guardian.reads
    guardian.finishes()
    guardian.opens("/")
    clock.advance(days=1)

    page = opens_messages_of(guardian, own_point, a_message("Récent"), before)

    assert "Récent nouveau Vie scolaire" in page
    assert "Ancien Vie scolaire" in page
    assert "Messages nouveau Documents" in page


@pytest.mark.parametrize("place", ["0", "2", "99", "-1", "x"])
def test_a_child_who_is_not_there_is_told_so(guardian, own_point, place) -> None:
    opens_messages_of(guardian, own_point)

    assert guardian.opens(f"/children/{place}/messages").status_code == 404
