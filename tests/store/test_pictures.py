"""The pictures that changes apply to: one a group of schools, no school in two."""

from kiosk.store.store import Store

A, B, C = "0991234A", "0991235B", "0991236C"


def kept(store: Store) -> dict[tuple[str, frozenset[str]], bytes]:
    with store.transaction() as tx:
        return {
            (source, uais): tx.pictures.content(source, uais)
            for source, found in tx.pictures.kept().items()
            for uais in found
        }


def keep(store: Store, source: str, uais: list[str], content: bytes) -> None:
    with store.transaction() as tx:
        tx.pictures.keep(source, uais, content)


def test_a_picture_is_kept_and_renewed(store: Store) -> None:
    keep(store, "s", [A, B], b"first")
    keep(store, "s", [B, A], b"second")
    assert kept(store) == {("s", frozenset({A, B})): b"second"}


def test_pictures_of_other_schools_stand_beside_each_other(store: Store) -> None:
    keep(store, "s", [A], b"a")
    keep(store, "s", [B], b"b")
    keep(store, "t", [C], b"c")
    assert len(kept(store)) == 3


def test_a_picture_takes_the_place_of_those_that_speak_of_its_schools(store: Store) -> None:
    keep(store, "s", [A, B], b"both")
    keep(store, "s", [C], b"c")
    keep(store, "s", [A], b"a alone")
    assert kept(store) == {("s", frozenset({A})): b"a alone", ("s", frozenset({C})): b"c"}
    keep(store, "s", [A, B, C], b"all")
    assert kept(store) == {("s", frozenset({A, B, C})): b"all"}
