// The page of a report: panes, keys, rulings without reloading, the sheet on narrow screens. The lighting is in article.js.

import { isTyping, notify, token } from "./base.js";
import { bind, light, lightSpan, layers, rangeOf, reveal, root, selectedSpan } from "./article.js";

const narrow = matchMedia("(max-width: 56rem)");
let report, article, panes, bound, told;

function start() {
  report = document.getElementById("report");
  article = report.querySelector("[data-article]");
  panes = [...report.querySelectorAll(".pane")];
  bound = bind(article, report.querySelector("#panes"), { onPin });
  layers(article);
  for (const one of report.querySelectorAll("[data-span]")) {
    const [from, to] = one.dataset.span.split("-").map(Number);
    const show = () => { lightSpan(article, { start: from, end: to }); rangeOf(article, { start: from, end: to })?.startContainer.parentElement && reveal(rangeOf(article, { start: from, end: to }).startContainer.parentElement); };
    one.addEventListener("pointerenter", show);
    one.addEventListener("pointerleave", () => lightSpan(article, null));
  }
}

// -- panes -------------------------------------------------------------------------------------------------------------

function open(name) {
  const isWords = name === "words";
  if (!isWords && !panes.some((one) => one.id === name)) return;
  report.classList.toggle("shows-words", isWords);
  if (!isWords || narrow.matches) for (const one of panes) one.classList.toggle("is-open", one.id === name);
  for (const link of report.querySelectorAll("[data-pane]:is(a)")) {
    if (link.dataset.pane === name) { link.setAttribute("aria-current", "true"); link.parentElement.scrollTo({ left: link.offsetLeft - 60 }); }
    else link.removeAttribute("aria-current");
  }
}

const openPane = () => report.querySelector(".report-tabs [aria-current]")?.dataset.pane ?? "facts";

function fact(address) {
  return report.querySelector(`#f-${CSS.escape(root(address))}`);
}

function goTo(address) {
  open("facts");
  const found = fact(address);
  found?.querySelector(".go")?.focus({ preventScroll: true });
  if (!found) return;
  reveal(found);
  bound.pin([address], found);
  light(article, [address], { reveal: true });
}

function followHash() {
  const name = decodeURIComponent(location.hash.slice(1));
  if (/^(f-)?[isexla]\+?\d/.test(name)) goTo(name.replace(/^f-/, ""));
  else if (/^n\d+$/.test(name)) { open("history"); document.getElementById(name)?.scrollIntoView({ block: "center" }); }
  else if (name.startsWith("g-")) { open("facts"); document.getElementById(name)?.scrollIntoView(); }
  else if (name && panes.some((one) => one.id === name)) open(name);
  else if (narrow.matches) open("words");
}

// -- the sheet of narrow screens ---------------------------------------------------------------------------------------

function onPin(addresses, element) {
  const isWord = element?.classList.contains("w");
  if (isWord && !narrow.matches) open("facts");
  if (!isWord && element && narrow.matches) { open("words"); hideSheet(); return; }
  if (isWord && narrow.matches) { showSheet(addresses); lift(element); }
  else hideSheet();
}

function showSheet(addresses) {
  const sheet = report.querySelector("#sheet"), box = sheet.querySelector(".sheet-facts");
  const found = [...new Set(addresses.map(root))].map(fact).filter(Boolean);
  box.replaceChildren(...found.map((one) => {
    const copy = one.cloneNode(true);
    copy.removeAttribute("id");
    const holder = document.createElement("div");
    holder.className = copy.className.replace(/\b(lit|pinned)\b/g, "");
    holder.replaceChildren(...copy.childNodes);
    for (const link of holder.querySelectorAll("[data-show]")) { link.removeAttribute("data-show"); link.href = `#${one.id}`; link.addEventListener("click", (event) => { event.preventDefault(); hideSheet(); goTo(one.dataset.a); }); }
    return holder;
  }));
  sheet.hidden = !found.length;
}

/** Keep the words that were tapped in sight above the sheet. */
function lift(word) {
  const sheet = report.querySelector("#sheet");
  const over = word.getBoundingClientRect().bottom + 16 - sheet.getBoundingClientRect().top;
  if (!sheet.hidden && over > 0) scrollBy({ top: over });
}

function hideSheet() {
  const sheet = report.querySelector("#sheet");
  if (sheet) sheet.hidden = true;
}

// -- quoting -----------------------------------------------------------------------------------------------------------

/** Copy the selected words with outlet, day, address and where they stand; without a selection the source alone. */
async function quote() {
  const span = selectedSpan(article, { whole: true }), from = report.dataset.cite;
  const words = span ? `“${span.words}” (${from}; ${report.dataset.report}, characters ${span.start} to ${span.end})` : from;
  const isCopied = await navigator.clipboard?.writeText(words).then(() => true, () => false);
  if (isCopied) notify(span ? `Copied with its source: ${span.words.slice(0, 60)}` : `Copied: ${from.slice(0, 80)}`);
  else notify("This browser does not let the page copy; copy by hand: " + words, { kind: "wrong" });
}

// -- ruling ------------------------------------------------------------------------------------------------------------

/** Send a form as it stands and put the report as it is then in place of this one, panes and scrolling kept. */
async function send(form, button) {
  const address = button?.getAttribute("formaction") ?? form.getAttribute("action");
  const at = button?.closest(".fact")?.id, scrolled = [...report.querySelectorAll(".report-words, .report-panes")].map((one) => one.scrollTop);
  const name = openPane(), all = [...report.querySelectorAll("#facts .fact[id]")].map((one) => one.id);
  const answer = await fetch(address, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "HX-Request": "true", "X-Wiredesk-Token": token() }, credentials: "same-origin" }).catch(() => null);
  const page = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
  const made = page?.getElementById("report");
  if (!answer?.ok || !made) { notify(page?.body.querySelector("p")?.textContent ?? "The server does not answer.", { kind: "wrong" }); return; }
  const done = made.querySelector("[data-done]");
  done?.remove();
  report.replaceWith(document.adoptNode(made));
  start();
  open(name);
  [...report.querySelectorAll(".report-words, .report-panes")].forEach((one, k) => { one.scrollTop = scrolled[k]; });
  const next = at && (document.getElementById(at) ?? all.slice(all.indexOf(at) + 1).map((id) => document.getElementById(id)).find(Boolean));
  next?.querySelector(".go")?.focus({ preventScroll: true });
  const undo = done?.querySelector("form");
  told?.remove();
  told = notify(done?.querySelector("p")?.textContent ?? "Done", { undo: undo ? () => send(undo, null) : null });
}

// A press on the button would take the selection away.
document.addEventListener("pointerdown", (event) => { if (event.target.closest?.("[data-quote]")) event.preventDefault(); });

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!report.contains(form) || !/\/(rule|undo)$/.test(new URL(form.action).pathname)) return;
  event.preventDefault();
  send(form, event.submitter);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-pane], a[data-pane-link], a[data-fact-link]");
  if (event.target.closest("[data-close-sheet]")) { hideSheet(); bound.unpin(); }
  if (event.target.closest("[data-quote]")) quote();
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.dataset.factLink) { goTo(link.dataset.factLink); return; }
  open(link.dataset.pane ?? link.dataset.paneLink);
  history.replaceState(null, "", link.hash);
  if (link.dataset.paneLink) document.getElementById(link.hash.slice(1))?.scrollIntoView({ block: "nearest" });
});

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const id = report.dataset.report, at = document.activeElement?.closest?.(".fact");
  const press = { a: ".act-accept", r: ".act-reject", c: ".act-correct" }[event.key];
  if (press && at) at.querySelector(press)?.click();
  else if (event.key === "o") location.assign(`/reports/${id}/original`);
  else if (event.key === "e") location.assign(`/reports/${id}/evidence.html`);
  else if (event.key === "[" && report.dataset.before) location.assign(`/reports/${report.dataset.before}`);
  else if (event.key === "]" && report.dataset.after) location.assign(`/reports/${report.dataset.after}`);
  else if (event.key === "q") quote();
  else if (event.key === "z") report.querySelector("[data-undo] button")?.click();
  else if (event.key === "Escape") { bound.unpin(); hideSheet(); }
  else return;
  event.preventDefault();
});

start();
followHash();
addEventListener("hashchange", followHash);
narrow.addEventListener("change", () => open(narrow.matches ? "words" : "facts"));
