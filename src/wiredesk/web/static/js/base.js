// What every page does: theme, time zone, the sheet of keys, lists by keyboard, notices. Not for: any one page.

import { keep } from "./zone.js";

export { keep };

const html = document.documentElement;

/** Show a line at the foot of the page; `undo`, when given, is called by its button. */
export function notify(words, { kind = "done", undo = null, stays = false } = {}) {
  const box = document.createElement("div");
  box.className = `notice notice-${kind}`;
  const line = document.createElement("p");
  line.textContent = words;
  box.append(line);
  if (undo) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Undo";
    button.addEventListener("click", () => { box.remove(); undo(); });
    box.append(button);
  }
  document.getElementById("notices").append(box);
  if (!stays) setTimeout(() => box.remove(), kind === "wrong" ? 12000 : 6000);
  return box;
}

/** Fetch JSON from this server with the token; throws an Error with the server's words. */
export async function ask(address, { method = "GET", json = undefined, signal = undefined } = {}) {
  const headers = { Accept: "application/json" };
  if (method !== "GET") headers["X-Wiredesk-Token"] = token();
  if (json !== undefined) headers["Content-Type"] = "application/json";
  const answer = await fetch(address, { method, headers, body: json === undefined ? undefined : JSON.stringify(json), signal, credentials: "same-origin" });
  const told = answer.headers.get("content-type")?.includes("json") ? await answer.json() : null;
  if (!answer.ok) {
    const wrong = new Error(told?.error?.message ?? `the server answered ${answer.status}`);
    wrong.status = answer.status;
    throw wrong;
  }
  return told;
}

export function token() {
  return JSON.parse(document.body.getAttribute("hx-headers"))["X-Wiredesk-Token"];
}

export function isTyping(target) {
  return target.closest?.("input, textarea, select, [contenteditable='true']") !== null;
}

function toggleTheme() {
  const isDark = html.dataset.theme === "dark" || (html.dataset.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  html.dataset.theme = isDark ? "light" : "dark";
  keep("theme", html.dataset.theme);
}

function showKeys() {
  const sheet = document.getElementById("keys");
  if (sheet.open) sheet.close();
  else sheet.showModal();
}

const places = { t: "/", r: "/review", i: "/incidents", s: "/search", c: "/calendar", a: "/add", o: "/sources", l: "/log", e: "/entities", p: "/links" };
let isGoing = false;

function move(step) {
  const entries = [...document.querySelectorAll("[data-list] a.row, [data-list] [data-entry]")].filter((one) => one.offsetParent);
  if (!entries.length) return;
  const at = entries.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : entries.length - 1) : Math.min(Math.max(at + step, 0), entries.length - 1);
  entries[next].focus();
  entries[next].scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (document.querySelector("dialog[open]:not(#keys)")) return;
  if (isGoing) {
    isGoing = false;
    if (places[event.key]) { event.preventDefault(); location.assign(places[event.key]); }
    return;
  }
  if (event.key === "?") { event.preventDefault(); showKeys(); }
  else if (event.key === "/") { event.preventDefault(); const box = document.querySelector("input[type=search]"); if (box) box.focus(); else location.assign("/search"); }
  else if (event.key === "g") { isGoing = true; setTimeout(() => { isGoing = false; }, 1200); }
  else if (event.key === "j" && !document.body.dataset.keys) move(1);
  else if (event.key === "k" && !document.body.dataset.keys) move(-1);
});

document.addEventListener("click", (event) => {
  const action = event.target.closest("[data-action]")?.dataset.action;
  if (action === "theme") toggleTheme();
  else if (action === "keys") showKeys();
  else if (action === "dismiss") event.target.closest(".notice").remove();
});

// A menu of downloads that is open closes by Escape and by a click elsewhere.
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" ? document.querySelector(".downloads[open]") : null;
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".downloads[open]")) if (!menu.contains(event.target)) menu.open = false;
});
