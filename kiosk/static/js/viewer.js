// A PDF within our page, without the viewer's bar: its arrow would leave the sheet on the disk. One
// touch of our own button then prints it, by eye, by key or by ear.
{
  const place = document.getElementById("viewer"), button = document.getElementById("print");
  const frame = document.createElement("iframe");
  frame.className = "sheet-frame";
  frame.title = place.dataset.title;
  frame.src = place.dataset.address + "#toolbar=0&navpanes=0&view=FitH";
  place.replaceChildren(frame);
  if (button) {
    button.addEventListener("click", () => {
      frame.contentWindow.focus();
      frame.contentWindow.print();
    });
    button.hidden = false;
    document.getElementById("by-hand").hidden = true;
  }
}
