// How map, timeline and lists of one page filter each other. Not for: drawing any of them.
//
// Each part tells which ids it lets through with one event on the document, `wiredesk:filter`, detail {by, ids, words};
// `ids` null lets all through. A part shows what all OTHERS let through; a list shows what all let through.
// `wiredesk:point`, detail {by, id}, lights one id everywhere while somebody points at it; id null puts it out.

const kept = new Map();

document.addEventListener("wiredesk:filter", (event) => {
  const { by, ids, words } = event.detail;
  if (ids === null) kept.delete(by);
  else kept.set(by, { ids: ids instanceof Set ? ids : new Set(ids), words: words ?? "" });
  document.dispatchEvent(new CustomEvent("wiredesk:filtered"));
}, { capture: true });

/** Let through only these ids (an iterable), or all with null. */
export function letThrough(by, ids, words = "") {
  document.dispatchEvent(new CustomEvent("wiredesk:filter", { detail: { by, ids, words } }));
}

/** Tell whether all parts but `by` let an id through. */
export function passes(id, by = null) {
  for (const [name, one] of kept) if (name !== by && !one.ids.has(id)) return false;
  return true;
}

/** Say in words what is let through, "" for everything. */
export function filterWords() {
  return [...kept.values()].map((one) => one.words).filter(Boolean).join(" and ");
}

export function pointAt(by, id) {
  document.dispatchEvent(new CustomEvent("wiredesk:point", { detail: { by, id } }));
}

/** Call `change` after any filter changed. */
export function onFilter(change) {
  document.addEventListener("wiredesk:filtered", change);
}

export function onPoint(light) {
  document.addEventListener("wiredesk:point", (event) => light(event.detail.id, event.detail.by));
}

/** Let a list of elements with data-id (one id or several) follow the filters, and light what is pointed at; its data-filter-note says how many. */
export function followFilters(list) {
  const note = document.querySelector(`[data-filter-note="${list.id}"]`);
  const show = () => {
    const words = filterWords();
    const entries = [...list.querySelectorAll("[data-id]")];
    let n = 0;
    for (const entry of entries) {
      const ids = entry.dataset.id.split(" ").filter(Boolean);
      const isShown = ids.length ? ids.some((id) => passes(id)) : !words;
      (entry.closest("li, tr") ?? entry).hidden = !isShown;
      if (isShown) n += 1;
    }
    if (note) {
      note.hidden = !words;
      const line = note.querySelector("[data-filter-words]");
      if (line) line.textContent = words ? `${n} of ${entries.length} · ${words}` : "";
    }
  };
  const at = (event) => event.target.closest?.("[data-id]");
  list.addEventListener("pointerover", (event) => { const one = at(event); if (one) pointAt("list", one.dataset.id.split(" ")[0]); });
  list.addEventListener("pointerleave", () => pointAt("list", null));
  list.addEventListener("focusin", (event) => { const one = at(event); if (one) pointAt("list", one.dataset.id.split(" ")[0]); });
  list.addEventListener("focusout", () => pointAt("list", null));
  onFilter(show);
  onPoint((id, by) => {
    for (const entry of list.querySelectorAll("[data-id]")) {
      entry.classList.toggle("is-pointed", by !== "list" && id !== null && entry.dataset.id.split(" ").includes(id));
    }
  });
  list.addEventListener("wiredesk:changed", show);
  show();
}
