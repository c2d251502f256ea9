// What every page of the desk does: time counts from the last touch, and a slip made for this
// browser's printer is printed by itself, without being shown.
{
  const { leaves, to } = document.body.dataset;
  if (leaves) {
    let waiting;
    const wait = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => location.assign(to), leaves * 1000);
    };
    for (const kind of ["pointerdown", "keydown", "wheel", "scroll"]) {
      addEventListener(kind, wait, { capture: true, passive: true });
    }
    // A page that comes again by itself every second keeps to the browser's own clock.
    if (leaves > 30) setTimeout(() => stop(), (leaves - 5) * 1000);
    wait();
  }
  const frame = document.querySelector("[data-prints] iframe");
  if (frame) {
    const print = () => { frame.contentWindow.focus(); frame.contentWindow.print(); };
    if (frame.contentDocument && frame.contentDocument.readyState === "complete"
      && frame.contentWindow.location.href !== "about:blank") print();
    else frame.addEventListener("load", print, { once: true });
  }
}
