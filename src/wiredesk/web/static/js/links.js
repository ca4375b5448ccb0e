// Rulings on two records by single keys, the search for another one, and the list of proposals cleared in place. Not for: facts of a report.
import { ask, isTyping, notify } from "./base.js";

const page = document.querySelector("[data-pairs]");
let last = null;

/** The button or link of a key: in the chosen pair, else the first one on the page. */
function of(key) {
  const chosen = document.activeElement?.closest("[data-entry]") ?? page?.querySelector("[data-entry]");
  const within = (root) => [...(root?.querySelectorAll(`[data-key="${key}"]`) ?? [])].find((one) => one.offsetParent || one.tagName === "FORM");
  return page ? within(chosen) : within(document);
}

function openSearch() {
  const box = document.querySelector("[data-same-as]");
  if (!box) return false;
  box.open = true;
  box.querySelector("input").focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (isTyping(event.target) && event.target.type !== "checkbox") return;
  if (event.key === "m" && openSearch()) { event.preventDefault(); return; }
  if (event.key === "z" && page && last) { event.preventDefault(); undo(last); return; }
  if (!"sducxz".includes(event.key)) return;
  const found = of(event.key);
  if (!found) return;
  event.preventDefault();
  if (found.tagName === "FORM") found.requestSubmit();
  else found.click();
});

/* The search for another one: arrows move through what was found, Escape closes. */
const box = document.querySelector("[data-same-as]");
box?.addEventListener("keydown", (event) => {
  const entries = [...box.querySelectorAll("a.choice")];
  const at = entries.indexOf(document.activeElement);
  if (event.key === "ArrowDown" && entries.length) { event.preventDefault(); entries[Math.min(at + 1, entries.length - 1)].focus(); }
  else if (event.key === "ArrowUp" && at >= 0) { event.preventDefault(); (entries[at - 1] ?? box.querySelector("input")).focus(); }
  else if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); box.open = false; box.querySelector("summary").focus(); }
  else if (event.key === "Enter" && document.activeElement?.tagName === "INPUT" && entries.length) { event.preventDefault(); entries[0].click(); }
});
box?.addEventListener("toggle", () => { if (box.open) box.querySelector("input").focus(); });
document.addEventListener("click", (event) => { if (box?.open && !box.contains(event.target)) box.open = false; });

/* The notice of a ruling stays until the page is left; loading it again shall not show it again. */
if (document.querySelector("[data-ruled]")) {
  const here = new URL(location);
  here.searchParams.delete("ruled");
  history.replaceState(history.state, "", here);
}

/* -- the list of proposals ------------------------------------------------------------------------------------------ */

async function rule(form, action) {
  const entry = form.closest("[data-entry]");
  const told = Object.fromEntries(new FormData(form));
  const following = entry.nextElementSibling ?? entry.previousElementSibling;
  entry.setAttribute("aria-busy", "true");
  try {
    const answer = await ask("/api/v1/links", { method: "POST", json: { action, left: told.left, right: told.right } });
    const where = { entry, parent: entry.parentElement, before: entry.nextElementSibling, ruling: answer.ruling };
    entry.remove();
    last = where;
    where.notice = notify(answer.words, { undo: () => undo(where) });
    count(-1);
    if (following) { following.focus(); following.scrollIntoView({ block: "nearest" }); }
    else location.assign(location.pathname + location.search);
  } catch (wrong) {
    notify(wrong.message, { kind: "wrong" });
  } finally {
    entry.removeAttribute("aria-busy");
  }
}

async function undo(where) {
  last = null;
  where.notice?.remove();
  try {
    await ask(`/api/v1/rulings/${where.ruling}/undo`, { method: "POST", json: {} });
    where.parent.insertBefore(where.entry, where.before?.isConnected ? where.before : null);
    where.entry.focus();
    count(1);
    notify(`${where.ruling} is undone`);
  } catch (wrong) {
    notify(wrong.message, { kind: "wrong" });
  }
}

function count(by) {
  const told = document.querySelector("[data-n-open]");
  if (told) told.textContent = String(Math.max(0, Number(told.textContent) + by));
}

page?.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-pair]");
  if (!form || !event.submitter?.value) return;
  event.preventDefault();
  rule(form, event.submitter.value);
});
page?.querySelector("[data-entry]")?.focus({ preventScroll: true });
