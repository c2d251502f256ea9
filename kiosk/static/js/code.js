// The code of a slip, typed, touched or scanned. A key is known by its place (event.code), whatever
// the layout, Shift or CapsLock. The digits stay in the field.
{
  const field = document.getElementById("code"), form = field.form;
  const find = (selector) => form.querySelector(selector);
  const refusal = find("#refusal"), said = find("[role=status]");
  const count = find(".count"), keys = find(".keys");
  const FULL = 17, SCAN_MS = 50, SETTLE_MS = 120, FORGET_MS = 150000;
  const DAMM = "0317598642709215486342068713591750983426612304597836742095815869720134"
    + "894536201794386172052581436790";
  let burst = "", last = 0, settling, forgetting;

  const digitsOf = (text) => text.replace(/\D/g, "");
  const isWrong = (digits) => [...digits].reduce((row, digit) => +DAMM[+(row + digit)], "");

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
    if (!digit) burst = "";
    const { value, selectionStart: start, selectionEnd: end } = field;
    const before = digitsOf(value.slice(0, start));
    tell("");
    show((digit || start < end ? before : before.slice(0, -1)) + digit, digitsOf(value.slice(end)));
  };
  const press = (digit) => {
    const now = performance.now();
    burst = now - last < SCAN_MS ? burst + digit : digit;
    last = now;
    clearTimeout(settling);
    field.focus();
    edit(digit);
    if (burst.length < FULL) return;
    show(burst);
    if (burst.length === FULL) settling = setTimeout(() => form.requestSubmit(), SETTLE_MS);
  };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
    const erases = event.key === "Backspace" && event.target === field;
    // A key held down is pressed once.
    const held = event.repeat && (digit || event.key === "Enter");
    if (digit || erases || held) event.preventDefault();
    if (erases) edit("");
    else if (digit && !held) press(digit[1]);
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
  form.addEventListener("submit", (event) => {
    clearTimeout(settling);
    const digits = digitsOf(field.value), { wrongDigit, length } = field.dataset;
    if (!digits || digits.length === FULL && !isWrong(digits)) return;
    event.preventDefault();
    tell(digits.length === FULL ? wrongDigit : length.replace("{read}", digits.length));
  });
  addEventListener("pagehide", () => show(""));

  field.inputMode = "none";
  for (const part of [count, ...keys.children]) part.hidden = false;
  show(digitsOf(field.value));
}
