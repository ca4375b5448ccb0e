// Finds the pictures and lists of a page and attaches what draws and filters them. Not for: drawing.
import { followFilters } from "./filters.js";

const drawers = {
  map: async (figure, points) => (await import("./map.js")).drawMap(figure, points),
  timeline: async (figure, points) => (await import("./timeline.js")).drawTimeline(figure, points),
};

export function pointsOf(figure) {
  const holder = figure.ownerDocument.getElementById(figure.dataset.pointsIn) ?? figure;
  return JSON.parse(holder.querySelector('script[type="application/json"]')?.textContent || "[]");
}

/** Draw a figure once; `wiredesk:points` on it, detail {points}, gives it others. */
async function attach(figure) {
  if (figure.dataset.state) return;
  figure.dataset.state = "drawing";
  const drawn = await drawers[figure.dataset.picture]?.(figure, pointsOf(figure));
  figure.dataset.state = "drawn";
  figure.addEventListener("wiredesk:points", (event) => drawn?.take(event.detail.points));
  figure.addEventListener("wiredesk:reset", () => drawn?.reset());
}

const soon = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) { soon.unobserve(entry.target); attach(entry.target); }
}, { rootMargin: "400px" });

function find(root) {
  for (const figure of root.querySelectorAll("figure[data-picture]:not([data-state])")) soon.observe(figure);
  for (const list of root.querySelectorAll("[data-filtered]:not([data-follows])")) {
    list.dataset.follows = "yes";
    followFilters(list);
  }
}

find(document);
document.addEventListener("htmx:load", (event) => find(event.target));
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-action='all-again']")) document.querySelectorAll("figure[data-picture]").forEach((one) => one.dispatchEvent(new CustomEvent("wiredesk:reset")));
});
