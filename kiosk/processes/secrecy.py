"""No core dump, no memory for other programs to read (threat T13)."""

import ctypes
import sys

# From the headers of Linux and of the BSDs; the standard module is not on every system.
_PR_SET_DUMPABLE = 4
_RLIMIT_CORE = 4


class _Limits(ctypes.Structure):
    _fields_ = (("soft", ctypes.c_ulong), ("hard", ctypes.c_ulong))


def forbid_dumps() -> None:
    """Before any secret is here: nothing of this process's memory is written to a disk by a crash.

    On Linux only root may look into it from now on. On Windows error reports are for the
    installation to turn off.
    """
    if sys.platform == "win32":
        return
    system = ctypes.CDLL(None, use_errno=True)
    system.setrlimit(_RLIMIT_CORE, ctypes.byref(_Limits(0, 0)))
    if sys.platform == "linux":
        system.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
