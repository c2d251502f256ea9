"""Each guard of the house taken out in a copy of it: the test that watches it turns red.

A guard no test misses is no guard anybody would miss. The copies run in processes of their own.
"""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINKED = ("kiosk_config", "templates", "tests", "translations", "pyproject.toml", "setup.cfg")


@dataclass(frozen=True)
class Guard:
    """A line that guards, how it is taken out, and the test that is to miss it."""

    file: str
    line: str
    without: str
    test: str


GUARDS = {
    "a page wants a visit": Guard(
        "views/guards.py",
        "    @login_required  # type: ignore[untyped-decorator]\n",
        "",
        "tests/test_architecture.py::test_a_guarded_page_sends_a_stranger_back_to_the_welcome_page",
    ),
    "a request is addressed to this machine": Guard(
        "views/hosts.py",
        "    if not _THIS_MACHINE.fullmatch(request.host):\n",
        "    if False:\n",
        "tests/views/test_forgeries.py::test_another_name_for_this_machine_is_refused",
    ),
    "a form carries its token": Guard(
        "views/csrf.py",
        "    if not expected or not hmac.compare_digest(expected.encode(), given.encode()):\n",
        "    if False:\n",
        "tests/views/test_forgeries.py::test_a_form_with_a_wrong_token_is_refused",
    ),
    "a dead slip stays dead": Guard(
        "vault/rows.py",
        '        " WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE serial = ?)",\n',
        '        " WHERE ? IS NOT NULL",\n',
        "tests/vault/test_vault.py",
    ),
    "a segment is signed": Guard(
        "feed/segments.py",
        "    if not is_signed_by(body, signature, public_key):\n",
        "    if False:\n",
        "tests/feed/test_segments.py::test_a_segment_signed_by_another_hub_is_refused",
    ),
    "a card may what it is for": Guard(
        "vault/desk_keeper.py",
        "        if agent is None or not agent.may(act):\n",
        "        if agent is None:\n",
        "tests/vault/test_desk_keeper.py::"
        "test_each_role_may_do_what_its_card_is_for_and_nothing_else",
    ),
    "a message is from the point it names": Guard(
        "services/outbox.py",
        "        if message.point_id != self._sender.point_id or "
        "not opened.is_from(self._sender.pepper):\n",
        "        if message.point_id != self._sender.point_id:\n",
        "tests/services/test_requests.py::"
        "test_a_message_nobody_with_the_points_pepper_wrote_is_passed_over",
    ),
    "a machine signs what it asks": Guard(
        "services/outbox.py",
        "        if not signed.is_from(point.device_key):\n",
        "        if False:\n",
        "tests/services/test_news_over_http.py::test_a_machine_that_is_not_the_points_gets_nothing",
    ),
    "a message is taken once": Guard(
        "services/outbox.py",
        "        if told_in is not None or message.message_id in self.received:\n",
        "        if message.message_id in self.received:\n",
        "tests/services/test_requests.py",
    ),
    "a segment follows the last one": Guard(
        "vault/vault.py",
        "        if head.previous != state.head:\n",
        "        if False:\n",
        "tests/vault/test_vault.py",
    ),
    "a clock set back revives nothing": Guard(
        "site/point_folder.py",
        "    return ClockWithFloor(clock, lambda: vault.state().signed_at)\n",
        "    return clock\n",
        "tests/site/test_point_clock.py",
    ),
    "old news is not shown": Guard(
        "vault/keeper.py",
        "        if age.is_too_old:\n            raise NewsTooOld\n",
        "",
        "tests/vault/test_keeper.py::test_nobody_is_let_in_where_news_is_too_old",
    ),
    "an old segment is not applied": Guard(
        "services/applying.py",
        "    if is_news and segment.head.expires_at < clock.now():\n",
        "    if False:\n",
        "tests/services/test_publishing.py::test_a_feed_too_old_to_trust_is_refused",
    ),
    "an ended slip changes its reader's key": Guard(
        "services/ending.py",
        "    tx.rights.change_key(slip.reader_id, key)\n",
        "",
        "tests/services/test_publishing.py::"
        "test_a_revoked_slip_is_a_tombstone_and_opens_nothing_once_applied",
    ),
    "a lost slip proves nothing": Guard(
        "services/ending.py",
        "    if reason != REPLACED:\n",
        "    if False:\n",
        "tests/services/test_joining.py::test_a_slip_that_was_lost_proves_nothing_any_more",
    ),
    "joined slips are the readers' own": Guard(
        "services/outbox_effects.py",
        "        return slip.reader_id == reader_id and slip.is_live(self._office.clock.today())\n",
        "        return True\n",
        "tests/services/test_joining.py::test_what_no_two_slips_prove_is_not_joined",
    ),
    "wrong codes wait": Guard(
        "vault/patience.py",
        "        if wait_seconds:\n",
        "        if False:\n",
        "tests/vault/test_keeper.py::"
        "test_after_six_wrong_codes_even_the_right_one_waits_then_opens",
    ),
}


@pytest.mark.parametrize("name", GUARDS)
def test_a_guard_taken_out_is_missed(name: str, tmp_path: Path) -> None:
    guard = GUARDS[name]
    shutil.copytree(ROOT / "kiosk", tmp_path / "kiosk")
    for one in LINKED:
        (tmp_path / one).symlink_to(ROOT / one)
    mutated = tmp_path / "kiosk" / guard.file
    source = mutated.read_text(encoding="utf-8")
    assert source.count(guard.line) == 1, "the guard stands where it stood"
    mutated.write_text(source.replace(guard.line, guard.without), encoding="utf-8")

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", guard.test],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    assert run.returncode == 1, run.stdout[-2000:]
    assert " failed" in run.stdout
