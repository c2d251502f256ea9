// One touch from the sheet on the screen to paper, by eye, by key or by ear: the browser's own
// viewer prints what it shows. Without a script its picture of a printer does, as the page says.
{
  const button = document.getElementById("print"), advice = document.getElementById("by-hand");
  const viewer = document.querySelector(".sheet-frame");

  button.addEventListener("click", () => {
    viewer.contentWindow.focus();
    viewer.contentWindow.print();
  });
  button.hidden = false;
  advice.hidden = true;
}
