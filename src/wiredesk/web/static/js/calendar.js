// The calendar: months by keys, the address into the clipboard.
import { isTyping, notify } from "./base.js";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const where = { "[": "prev", "]": "next", h: "now" }[event.key];
  const link = where && document.querySelector(`[data-month="${where}"]`);
  if (link) { event.preventDefault(); location.assign(link.href); }
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const words = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(words.textContent);
    notify("Copied.");
  } catch {
    getSelection().selectAllChildren(words);
    notify("Press Ctrl+C to copy.");
  }
});
