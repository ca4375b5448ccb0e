// The search box: names as one types, keys of the page, facets folded on narrow screens. Not for: finding.
import { ask, isTyping, notify } from "./base.js";
import "./page_keys.js";

const box = document.querySelector("[data-suggests]");
const list = document.getElementById("suggestions");
const facets = document.querySelector(".facets");
const pictures = { person: "user", organization: "building-2", place: "map-pin" };
let waiting = 0;
let running = null;

if (facets && matchMedia("(max-width: 56rem)").matches) facets.open = false;
if (matchMedia("(max-width: 40rem)").matches) for (const one of document.querySelectorAll(".search-form details[open]")) one.open = false;

// Fetched here, since htmx takes all script blocks out of what it puts in, also those that hold the points.
document.querySelector(".found-pictures")?.addEventListener("toggle", async (event) => {
  const place = event.target.querySelector("[data-pictures]");
  if (!event.target.open || !place?.dataset.pictures) return;
  const address = place.dataset.pictures;
  place.dataset.pictures = "";
  const answer = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
  if (!answer.ok) { notify("The map could not be had; try again.", { kind: "wrong" }); place.dataset.pictures = address; return; }
  place.innerHTML = await answer.text();
  place.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
});

function hide() {
  list.hidden = true;
  list.replaceChildren();
}

function entry(one) {
  const link = document.createElement("a");
  const address = new URLSearchParams(new FormData(box.form));
  address.delete("q");
  address.append("entity", one.id);
  for (const [name, value] of [...address]) if (value === "" || (name === "sort" && value === "newest")) address.delete(name, value);
  link.href = `/search?${address}`;
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("class", "icon");
  icon.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  const sprite = document.querySelector(".icon use").getAttribute("href").split("#")[0];
  use.setAttribute("href", `${sprite}#${pictures[one.type] ?? "tags"}`);
  icon.append(use);
  const name = document.createElement("span");
  name.textContent = one.name;
  const count = document.createElement("span");
  count.className = "soft small";
  count.textContent = `${one.type}, ${one.n_reports} ${one.n_reports === 1 ? "report" : "reports"}`;
  link.append(icon, name, count);
  const item = document.createElement("li");
  item.append(link);
  return item;
}

async function suggest() {
  running?.abort();
  running = new AbortController();
  const typed = box.value.replace(/["“”*-]/g, " ").trim();
  if (typed.length < 2) return hide();
  try {
    const found = await ask(`/api/v1/search/suggestions?q=${encodeURIComponent(typed.slice(0, 100))}`, { signal: running.signal });
    if (document.activeElement !== box) return;
    list.replaceChildren(...found.items.map(entry));
    list.hidden = !found.items.length;
  } catch (wrong) {
    if (wrong.name !== "AbortError") hide();
  }
}

box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(suggest, 120); });

box.form.addEventListener("keydown", (event) => {
  const links = [...list.querySelectorAll("a")];
  if (event.key === "Escape" && links.length) { hide(); box.focus(); event.stopPropagation(); return; }
  if (!links.length || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  const at = links.indexOf(document.activeElement);
  if (at < 0 && event.target !== box) return;
  event.preventDefault();
  const next = at + (event.key === "ArrowDown" ? 1 : -1);
  (links[next] ?? (next < 0 ? box : links.at(-1))).focus();
});

box.form.addEventListener("focusout", (event) => {
  if (!box.form.contains(event.relatedTarget)) hide();
});

// An empty field says nothing: leave it out of the address.
box.form.addEventListener("submit", () => {
  for (const field of box.form.querySelectorAll("input, select")) if (field.value === "" || (field.name === "sort" && field.value === "newest")) field.disabled = true;
});
addEventListener("pageshow", () => { for (const field of box.form.querySelectorAll(":disabled")) field.disabled = false; });

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key !== "f" || !facets) return;
  facets.open = true;
  (facets.querySelector(".facet a") ?? facets.querySelector("summary")).focus();
  event.preventDefault();
});
