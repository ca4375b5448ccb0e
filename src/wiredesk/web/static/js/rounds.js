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

// While the next question is on its way keys do nothing: nobody has seen yet what they would answer.
let isMoving = false;

function turn(moving) {
  isMoving = moving;
  document.body.dataset.coding = moving ? "moving" : "ready";
}

/** Do what a key says; false when it says nothing here. */
function act(key) {
  if (/^[1-9]$/.test(key)) return press(box().querySelector(`[data-number="${key}"]`));
  if (/^[aruz]$/.test(key)) return press(box().querySelector(`[data-key="${key}"]`));
  if (key === "ArrowLeft") return press(box().querySelector("[data-before]"));
  if (key === "ArrowRight") return press(box().querySelector("[data-after]"));
  if (key === "c") write();
  else if (key === "n") box().querySelector("[data-note]")?.focus();
  else return false;
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !box() || document.querySelector("dialog[open]")) return;
  if (isTyping(event.target)) {
    if (event.key === "Enter" && event.target.matches("[data-note]")) { event.preventDefault(); event.target.blur(); }
    return;
  }
  const isOurs = /^([1-9aruzcn]|ArrowLeft|ArrowRight)$/.test(event.key);
  if (!(isMoving && isOurs) && !act(event.key)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener("htmx:beforeRequest", (event) => { if (box()?.contains(event.target)) turn(true); });
document.addEventListener("htmx:afterSettle", () => turn(false));
document.addEventListener("htmx:afterRequest", (event) => { if (!event.detail.successful) turn(false); });

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
turn(false);
