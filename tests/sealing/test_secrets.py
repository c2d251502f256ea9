"""Secrets as types: they do not mix, and nothing shows them by accident."""

import copy
import dataclasses
import json
import logging
import pickle
import string
from dataclasses import dataclass
from typing import Any

import pytest

from kiosk.sealing.secrets import (
    FeedSigningKey,
    FolderKey,
    MasterKey,
    Pepper,
    Secret,
    SlipKey,
)

KINDS = [FeedSigningKey, FolderKey, MasterKey, Pepper, SlipKey]
VALUE = b"canary-of-thirty-two-bytes-long!"


@dataclass(frozen=True)
class Holder:
    name: str
    key: Secret


def shows(text: str) -> bool:
    return "canary" in text or VALUE.hex() in text or "63616e" in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_secret_is_in_no_text_made_of_it(kind: type[Secret]) -> None:
    secret = kind(VALUE)
    texts = [repr(secret), str(secret), f"{secret}", f"{secret!r}", f"{secret!s}", f"{secret!a}"]
    texts += ["%s" % secret, "{}".format(secret), string.Template("$s").substitute(s=secret)]  # noqa: UP031, UP032
    texts += [repr(Holder("lea", secret)), repr([secret]), repr({"key": secret})]
    assert not any(map(shows, texts))
    assert repr(secret) == f"{kind.__name__}(…)"


def test_a_secret_is_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("kiosk").warning(
        "holding %s and %r", Pepper(VALUE), Holder("x", Pepper(VALUE))
    )
    assert "Pepper(…)" in caplog.text
    assert not shows(caplog.text)


def test_a_secret_cannot_be_formatted_in_a_width() -> None:
    with pytest.raises(TypeError):
        f"{Pepper(VALUE):>64}"


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_secret_is_never_pickled(protocol: int) -> None:
    with pytest.raises(TypeError, match="never pickled"):
        pickle.dumps(Pepper(VALUE), protocol)


def test_a_secret_is_never_copied_nor_made_into_json() -> None:
    for accident in (
        lambda: copy.deepcopy(Pepper(VALUE)),
        lambda: copy.copy(Pepper(VALUE)),
        lambda: dataclasses.asdict(Holder("lea", Pepper(VALUE))),
        lambda: json.dumps({"key": Pepper(VALUE)}),
        lambda: bytes(Pepper(VALUE)),  # type: ignore[call-overload]
    ):
        with pytest.raises(TypeError) as refused:
            accident()
        assert not shows(str(refused.value))


def test_a_secret_has_nothing_in_its_dict() -> None:
    assert not shows(repr(getattr(Pepper(VALUE), "__dict__", {})))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [0, 16, 31, 33, 64])
def test_a_secret_of_another_length_is_refused_without_being_shown(
    kind: type[Secret], size: int
) -> None:
    with pytest.raises(ValueError, match="32 bytes") as refused:
        kind((VALUE * 2)[:size])
    assert not shows(str(refused.value))


def test_a_text_is_no_secret() -> None:
    not_bytes: Any = "x" * 32
    with pytest.raises(TypeError):
        Pepper(not_bytes)


def test_secrets_are_equal_by_kind_and_value() -> None:
    assert Pepper(VALUE) == Pepper(VALUE)
    assert hash(Pepper(VALUE)) == hash(Pepper(VALUE))
    assert Pepper(VALUE) != Pepper(bytes(32))
    assert Pepper(VALUE) != MasterKey(VALUE)
    assert Pepper(VALUE) != VALUE
    assert hash(Pepper(VALUE)) != hash(MasterKey(VALUE))


def test_a_secret_keeps_its_own_copy_of_the_bytes() -> None:
    given = bytearray(VALUE)
    secret = Pepper(given)
    given[:] = bytes(32)
    assert secret.reveal() == VALUE


@pytest.mark.parametrize("kind", KINDS)
def test_two_secrets_drawn_are_not_the_same(kind: type[Secret]) -> None:
    assert kind.draw() != kind.draw()
    assert type(kind.draw()) is kind
