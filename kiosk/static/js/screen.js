// What every page of the public screen does. A slip is taken wherever it is shown, and time counts
// from the last touch. Where a code can be typed, it is typed, touched or scanned. A key is known
// by its place (event.code), whatever the layout, Shift or CapsLock.
{
  const FULL = 17, LEAST_OF_A_SCAN = 5, SETTLE_MS = 120, FORGET_MS = 150000;
  const DAMM = "0317598642709215486342068713591750983426612304597836742095815869720134"
    + "894536201794386172052581436790";
  const { slip, leaves, to } = document.body.dataset;
  const field = document.getElementById("code");
  // Where a hand types too, a scan is what no hand can do.
  const SCAN_MS = field ? 50 : 90;
  let burst = "", run = 0, last = 0, taken = false, settling;

  const isWrong = (digits) => digits.length !== FULL
    || [...digits].reduce((row, digit) => +DAMM[+(row + digit)], "");

  // --- a slip shown on a page without a field
  const signIn = (code) => {
    const form = document.createElement("form");
    const token = document.querySelector("[name=csrf_token]");
    form.method = "post";
    form.action = slip;
    for (const [name, value] of [["code", code], ["csrf_token", token ? token.value : ""]]) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    document.body.append(form);
    form.submit();
    form.remove();
  };
  const take = () => {
    if (field) field.form.requestSubmit();
    else { taken = true; signIn(burst); }
  };
  addEventListener("pageshow", () => { taken = false; });

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || /Shift|Lock/.test(event.key)) return;
    const now = performance.now(), digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
    const isFast = now - last < SCAN_MS, presses = /Enter$|Space/.test(event.code);
    // An Enter that comes late must not lead elsewhere while the slip is on its way.
    if (taken) event.preventDefault();
    else if (presses && !field && isFast && run >= LEAST_OF_A_SCAN) {
      // The end of a scan presses nothing.
      event.preventDefault();
      clearTimeout(settling);
      if (!isWrong(burst)) take();
    }
    if (presses || event.repeat || !digit && event.key.length > 1) return;
    last = now;
    run = isFast ? run + 1 : 1;
    clearTimeout(settling);
    if (!digit) { if (!field) burst = ""; return; }
    burst = isFast ? burst + digit[1] : digit[1];
    if (!field && !isWrong(burst)) settling = setTimeout(take, SETTLE_MS);
  }, true);

  // --- time
  if (leaves) {
    const ASK_EVERY_MS = 30000, asks = to.startsWith("/still-there");
    let waiting, askedAt = performance.now();
    const wait = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => location.assign(to), leaves * 1000);
    };
    // Who reads is there: the server hears of it too, and a visit that is over leaves the screen.
    const stays = (event) => {
      wait();
      if (!asks || !event.persisted && performance.now() - askedAt < ASK_EVERY_MS) return;
      askedAt = performance.now();
      fetch(to, { method: "HEAD", redirect: "manual" })
        .then((answer) => { if (!answer.ok) location.replace("/"); }, () => {});
    };
    for (const kind of ["pointerdown", "pointermove", "keydown", "wheel", "scroll"]) {
      addEventListener(kind, stays, { capture: true, passive: true });
    }
    addEventListener("pageshow", (event) => { if (event.persisted) stays(event); });
    // The browser's own clock, for pages without a script, is stopped just before it rings.
    setTimeout(() => stop(), Math.max(leaves - 5, 1) * 1000);
    wait();
  }
  const yes = document.getElementById("yes");
  if (yes) {
    yes.focus();
    yes.addEventListener("click", (event) => {
      const { navigation } = window, at = navigation ? navigation.currentEntry.index : 0;
      if (!at || navigation.entries()[at - 1].url !== yes.href) return;
      event.preventDefault();
      history.back(); // to the very line she was reading
    });
  }

  // A trembling finger's second touch falls on what has just come under it: that is no yes.
  for (const form of document.querySelectorAll("[data-deliberate]")) {
    const DELIBERATE_MS = 1000, shown = performance.now();
    form.addEventListener("click", (event) => {
      if (event.detail && performance.now() - shown < DELIBERATE_MS) event.preventDefault();
    });
  }

  // --- the code, where there is a field for it
  if (field) {
    const find = (selector) => field.form.querySelector(selector);
    const refusal = document.getElementById("refusal"), said = find("[role=status]");
    const count = find(".count"), keys = find(".keys"), { wrongDigit, length } = field.dataset;
    let forgetting;

    const digitsOf = (text) => text.replace(/\D/g, "");
    const tell = (sentence) => {
      refusal.hidden = !sentence;
      refusal.lastElementChild.textContent = sentence;
      field.ariaInvalid = !!sentence;
    };
    const show = (before, after = "") => {
      const digits = before + after, place = before.length;
      const caret = place + Math.max(place - 1 >> 2, 0);
      field.value = digits.replace(/.{4}(?=.)/g, "$& ");
      field.setSelectionRange(caret, caret);
      count.textContent = `${digits.length} / ${FULL}`;
      said.textContent = said.getAttribute("data-at-" + digits.length);
      clearTimeout(forgetting);
      if (digits) forgetting = setTimeout(() => { tell(""); show(""); }, FORGET_MS);
    };
    const edit = (digit) => {
      const { value, selectionStart: start, selectionEnd: end } = field;
      let before = digitsOf(value.slice(0, start));
      // After a refusal a whole code is begun anew, not made longer.
      if (digit && !refusal.hidden && before.length >= FULL) before = "";
      if (!digit) burst = "";
      tell("");
      show((digit || start < end ? before : before.slice(0, -1)) + digit, digitsOf(value.slice(end)));
    };

    addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
      const erases = event.key === "Backspace" && event.target === field;
      // A key held down is pressed once.
      const held = event.repeat && (digit || event.key === "Enter");
      if (digit || erases || held) event.preventDefault();
      if (erases) edit("");
      if (!digit || held) return;
      field.focus();
      edit(digit[1]);
      if (burst.length < FULL) return;
      show(burst);
      if (burst.length === FULL) settling = setTimeout(take, SETTLE_MS);
    });
    // Without a digit it may be a scan through another keyboard: the server reads it.
    field.addEventListener("input", () => {
      const { value, selectionStart: at } = field;
      if (/\d/.test(value)) show(digitsOf(value.slice(0, at)), digitsOf(value.slice(at)));
    });
    // The caret stays in the field: a scanner's Enter belongs there.
    keys.addEventListener("mousedown", (event) => event.preventDefault());
    keys.addEventListener("click", (event) => {
      const key = event.target.closest("[type=button]");
      if (key) edit(key.value);
    });
    field.form.addEventListener("submit", (event) => {
      clearTimeout(settling);
      let digits = digitsOf(field.value);
      // A slip shown after something else: what was last read counts.
      if (!isWrong(digits.slice(-FULL))) show(digits = digits.slice(-FULL));
      if (!digits || !isWrong(digits)) {
        // A second press would break off the first.
        if (taken) event.preventDefault();
        else setTimeout(() => { taken = !event.defaultPrevented; });
        return;
      }
      event.preventDefault();
      tell(digits.length === FULL ? wrongDigit : length.replace("{read}", digits.length));
    });
    addEventListener("pagehide", () => show(""));

    field.inputMode = "none";
    for (const part of [count, ...keys.children]) part.hidden = false;
    show(digitsOf(field.value));
  }
}
