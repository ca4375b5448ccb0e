// The original of a report: keys back and over, numbers of lines that choose the body. Not for: what the sandbox shows.

import { isTyping } from "./base.js";

const page = document.querySelector(".original");
const form = document.querySelector("[data-body]");

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "o" || event.key === "Escape") location.assign(`/reports/${page.dataset.report}`);
  else if (event.key === "w") document.querySelector(".original-bar .chip:not([aria-current]):not([target])")?.click();
});

if (form) {
  const first = form.elements.first, last = form.elements.last;
  let isNext = false;
  const paint = () => {
    const from = Number(first.value), to = Number(last.value);
    for (const number of document.querySelectorAll("[data-line]")) {
      const at = Number(number.dataset.line);
      number.closest("li").classList.toggle("chosen", at >= from && at <= to);
    }
  };
  for (const number of document.querySelectorAll("[data-line]")) {
    number.setAttribute("role", "button");
    number.setAttribute("aria-label", `Line ${number.dataset.line}`);
    number.tabIndex = 0;
    const choose = () => {
      const at = Number(number.dataset.line);
      if (!isNext || at < Number(first.value)) { first.value = at; last.value = Math.max(at, isNext ? Number(last.value) : at); isNext = true; }
      else { last.value = at; isNext = false; }
      paint();
    };
    number.addEventListener("click", choose);
    number.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(); } });
  }
  form.addEventListener("input", paint);
  paint();
}
