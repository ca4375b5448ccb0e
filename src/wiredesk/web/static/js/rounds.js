// Coding and adjudicating by keyboard: keys press the buttons that are there, words selected in the article become the value.
import { isTyping } from "./base.js";

const box = () => document.querySelector("[data-coding]");
let began = performance.now();

/** Show the question and its words; called for every question. */
function start() {
  began = performance.now();
  const asked = document.querySelector(".coding .article .incidents-asked");
  const words = document.querySelector(".coding-words");
  if (!asked) return;
  if (words.scrollHeight > words.clientHeight + 4) words.scrollTop = asked.offsetTop - words.offsetTop - words.clientHeight / 3;
  else if (asked.getBoundingClientRect().top > innerHeight - 80 && innerWidth > 990) asked.scrollIntoView({ block: "center" });
}

function selected() {
  const chosen = getSelection();
  const article = document.querySelector(".coding .article");
  if (!chosen || chosen.isCollapsed || !article?.contains(chosen.anchorNode) || !article.contains(chosen.focusNode)) return "";
  return chosen.toString().trim().replace(/\s+/g, " ").slice(0, 500);
}

function write() {
  const value = box().querySelector("[data-value]");
  if (!value) return;
  value.closest("details")?.setAttribute("open", "");
  const words = selected();
  if (words) value.value = words;
  value.focus();
  value.select();
}

function press(found) {
  if (!found) return false;
  found.closest("details:not(.who)")?.setAttribute("open", "");
  found.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !box() || document.querySelector("dialog[open]")) return;
  if (isTyping(event.target)) {
    if (event.key === "Enter" && event.target.matches("[data-note]")) { event.preventDefault(); event.target.blur(); }
    return;
  }
  let isDone = true;
  if (/^[1-9]$/.test(event.key)) isDone = press(box().querySelector(`[data-number="${event.key}"]`));
  else if (/^[aruz]$/.test(event.key)) isDone = press(box().querySelector(`[data-key="${event.key}"]`));
  else if (event.key === "c") write();
  else if (event.key === "n") box().querySelector("[data-note]")?.focus();
  else if (event.key === "ArrowLeft") isDone = press(box().querySelector("[data-before]"));
  else if (event.key === "ArrowRight") isDone = press(box().querySelector("[data-after]"));
  else isDone = false;
  if (isDone) { event.preventDefault(); event.stopImmediatePropagation(); }
}, true);

document.addEventListener("submit", (event) => {
  const took = event.target.querySelector("[data-took]");
  if (!took) return;
  took.value = String(Math.round(performance.now() - began));
  took.disabled = false;
}, true);

document.addEventListener("htmx:afterSwap", (event) => {
  if (!event.target.closest?.("main") && !event.detail.target?.closest?.("main") && !box()) return;
  document.getElementById("question")?.focus({ preventScroll: true });
  start();
});

start();
