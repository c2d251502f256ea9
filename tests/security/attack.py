"""``make attack``: a fuzz of the feed; wapiti and sqlmap against the demo, and a flawed twin.

The demo must come out clean but for what is allowed here with a reason; the twin must be caught,
or the scanners were asleep. Bounded in time; no gate.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.site.demo import prepare_demo
from tests.screens import served
from tests.security.fuzz_feed import fuzz

SCAN_SECONDS = 60
MODULES = "sql,xss,csrf,csp,http_headers,cookieflags,file,exec,redirect,methods"
TWIN_PORT = 8999
ALLOWED = {
    "Clickjacking Protection": "said by frame-ancestors, which replaces X-Frame-Options",
    "Cross Site Request Forgery": "a token is in every form; wapiti looks for another's name",
    "HTTP Strict Transport Security (HSTS)": "loopback has no TLS to be strict about",
    "Content Security Policy Configuration": "img-src data: is the empty icon of the tab",
}


def main() -> int:
    """The number of surprises."""
    surprises = fuzz()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        prepare_demo(folder / "demo", SystemClock())
        with served(folder / "demo") as point:
            for name, url in (("screen", point.url), ("desk", point.desk_url)):
                found = wapiti(url, folder / f"{name}.json")
                unexpected = {kind for kind in found if kind not in ALLOWED}
                print(f"{name}: {found or 'nothing'}; unexpected: {unexpected or 'nothing'}")
                surprises += len(unexpected)
                injected = sqlmap(f"{url}help?child=1", folder)
                print(f"{name}: sqlmap {'FOUND an injection' if injected else 'found nothing'}")
                surprises += injected
        twin = subprocess.Popen(
            [sys.executable, "-m", "tests.security.flawed_twin", str(TWIN_PORT)],
            stderr=subprocess.DEVNULL,
        )
        try:
            url = f"http://127.0.0.1:{TWIN_PORT}/"
            found = wapiti(url, folder / "twin.json")
            injected = sqlmap(f"{url}slips?serial=1", folder)
            print(f"twin: {found}; sqlmap {'found the injection' if injected else 'MISSED it'}")
            is_caught = any("Scripting" in kind for kind in found) and injected
            surprises += not is_caught
        finally:
            twin.terminate()
    print(f"{surprises} surprise(s)")
    return surprises


def wapiti(url: str, report: Path) -> dict[str, int]:
    """How many findings of each kind."""
    subprocess.run(
        [
            Path(sys.argv[1]) / "wapiti", "-u", url, "-m", MODULES, "--scope", "folder",
            "--max-scan-time", str(SCAN_SECONDS), "--flush-session", "--no-bugreport",
            "-f", "json", "-o", report, "-v", "0",
        ],
        check=False, stdout=subprocess.DEVNULL, timeout=SCAN_SECONDS * 3,
    )  # fmt: skip
    found = json.loads(report.read_text())["vulnerabilities"]
    return {kind: len(rows) for kind, rows in found.items() if rows}


def sqlmap(url: str, folder: Path) -> bool:
    """Whether an injection was found; False where sqlmap is not installed."""
    program = shutil.which("sqlmap")
    if program is None:
        print("sqlmap is not installed: sudo apt-get install sqlmap")
        return False
    with suppress(subprocess.TimeoutExpired):
        run = subprocess.run(
            [program, "-u", url, "--batch", "--level", "2", "--risk", "1", "--flush-session",
             "--output-dir", folder / "sqlmap"],
            check=False, capture_output=True, text=True, timeout=SCAN_SECONDS * 2,
        )  # fmt: skip
        return "identified the following injection point" in run.stdout
    return False


if __name__ == "__main__":
    raise SystemExit(min(main(), 1))
