"""A scanner on the USB port: keys pressed by their place, as the machine's keyboard reads them."""

from playwright.sync_api import CDPSession, Page

from tests.keyboards import DIGITS, LAYOUTS, SCANNERS

SHIFT = 8
# With NumLock off the key of a figure is an arrow or the like, and types nothing.
KEYPAD_WITHOUT_NUMLOCK = dict(
    zip(
        "0123456789",
        ("Insert", "End", "ArrowDown", "PageDown", "ArrowLeft")
        + ("Clear", "ArrowRight", "Home", "ArrowUp", "PageUp"),
        strict=True,
    )
)


class Scanner:
    """Types what it reads as fast as keys go, then Enter where it was set to."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._wire: CDPSession = page.context.new_cdp_session(page)

    def scans(self, digits: str, layout: str, scanner: str, *, enter: bool = True) -> None:
        """Read a slip with the keys of the top row."""
        shift = SHIFT * SCANNERS[scanner]
        row = LAYOUTS[layout][SCANNERS[scanner]]
        for digit in digits:
            self._presses(f"Digit{digit}", row[DIGITS.index(digit)], shift)
        if enter:
            self.presses_enter()

    def scans_at_once(self, digits: str, *, enter: bool = False) -> None:
        """Read a slip as fast as a scanner, whatever else this machine does.

        Enter that nobody forbids does what it does to whatever has the focus.
        """
        self._page.evaluate(
            """([digits, enter]) => {
                const press = (code, key) => document.activeElement.dispatchEvent(
                    new KeyboardEvent("keydown", { code, key, bubbles: true, cancelable: true }));
                for (const digit of digits) press(`Digit${digit}`, "&");
                if (enter && press("Enter", "Enter")) document.activeElement.click();
            }""",
            [digits, enter],
        )

    def scans_by_keypad(self, digits: str, *, numlock: bool) -> None:
        """Read a slip with the keys of the keypad."""
        for digit in digits:
            if numlock:
                self._presses(f"Numpad{digit}", digit)
            else:
                self._presses(f"Numpad{digit}", KEYPAD_WITHOUT_NUMLOCK[digit], types=False)
        self.presses_enter()

    def presses_enter(self) -> None:
        """The key that ends a scan."""
        self._presses("Enter", "Enter", text="\r", number=13)

    def holds(self, digit: str, times: int) -> None:
        """Keep a key down: the keyboard repeats it."""
        for repeat in range(times):
            self._sends("keyDown", f"Digit{digit}", digit, text=digit, autoRepeat=repeat > 0)
        self._sends("keyUp", f"Digit{digit}", digit)

    def _presses(
        self,
        code: str,
        key: str,
        modifiers: int = 0,
        *,
        types: bool = True,
        text: str = "",
        number: int = 0,
    ) -> None:
        said = {"text": text or key} if types else {}
        if number:
            said["windowsVirtualKeyCode"] = number
        self._sends("keyDown" if types else "rawKeyDown", code, key, modifiers=modifiers, **said)
        self._sends("keyUp", code, key, modifiers=modifiers)

    def _sends(self, kind: str, code: str, key: str, **more: object) -> None:
        event = {"type": kind, "code": code, "key": key, **more}
        self._wire.send("Input.dispatchKeyEvent", event)
