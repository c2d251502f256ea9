"""Only requests addressed to this machine are answered.

A page on the Internet may have its own name point to 127.0.0.1 once it is loaded (DNS rebinding);
its requests then carry that name. Checked before anything else, so that the refusal is a page of
ours like any other.
"""

import re

from flask import abort, request

_THIS_MACHINE = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?", re.IGNORECASE)


def forbid_other_names() -> None:
    """Refuse a request whose Host is not this machine."""
    if not _THIS_MACHINE.fullmatch(request.host):
        abort(400)
