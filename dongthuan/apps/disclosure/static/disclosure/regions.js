// Draws a box on a page of a scan and writes its sides, in percent, into the fields of the form.
"use strict";
(() => {
  const page = document.querySelector("[data-region-page]");
  const form = document.querySelector("[data-region-form]");
  if (!page || !form) return;
  const box = document.createElement("div");
  box.className = "region-box";
  box.hidden = true;
  page.append(box);
  let start = null;
  const field = (name) => form.elements.namedItem(name);
  const at = (event) => {
    const frame = page.getBoundingClientRect();
    const share = (value, size) => Math.min(100, Math.max(0, (100 * value) / size));
    return { x: share(event.clientX - frame.left, frame.width), y: share(event.clientY - frame.top, frame.height) };
  };
  const show = () => {
    const sides = ["left", "top", "width", "height"];
    for (const side of sides) box.style[side] = `${Number(field(side).value) || 0}%`;
    box.hidden = !(Number(field("width").value) && Number(field("height").value));
  };
  const write = (end) => {
    field("left").value = Math.min(start.x, end.x).toFixed(2);
    field("top").value = Math.min(start.y, end.y).toFixed(2);
    field("width").value = Math.abs(start.x - end.x).toFixed(2);
    field("height").value = Math.abs(start.y - end.y).toFixed(2);
    show();
  };
  page.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    page.setPointerCapture(event.pointerId);
    start = at(event);
  });
  page.addEventListener("pointermove", (event) => { if (start) write(at(event)); });
  page.addEventListener("pointerup", (event) => {
    if (!start) return;
    write(at(event));
    start = null;
    field("reason").focus({ preventScroll: true });
  });
  form.addEventListener("input", show);
  show();
})();
