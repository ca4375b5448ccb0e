// Draws who stands with whom: names as nodes, shared sentences as lines; a chosen one shows its sentences below. Not for: the sentences (they stand in the page).
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "../vendor/d3.js";

const frame = document.querySelector("[data-company]");
const graph = JSON.parse(document.getElementById("company-graph").textContent);
const list = document.querySelector("[data-ties]");
const words = document.querySelector("[data-company-words]");
const shapes = "http://www.w3.org/2000/svg";
const steps = 260;
const names = new Map(graph.nodes.map((one) => [one.id, one.name]));

function element(name, attributes, parent) {
  const made = document.createElementNS(shapes, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent?.append(made);
  return made;
}

/** Place the nodes once, without motion: nobody waits for a picture to come to rest. */
function placed(wide, high) {
  const nodes = graph.nodes.map((one) => ({ ...one, r: one.id === graph.self ? 11 : 5 + Math.min(6, Math.sqrt(one.n) * 1.7) }));
  const own = nodes.find((one) => one.id === graph.self);
  own.fx = wide / 2;
  own.fy = high / 2;
  const ties = graph.ties.map((one) => ({ ...one, source: one.from, target: one.to }));
  forceSimulation(nodes)
    .force("ties", forceLink(ties).id((one) => one.id).distance(Math.min(wide / 3.2, nodes.length > 16 ? 105 : 150)).strength(0.35))
    .force("apart", forceManyBody().strength(wide < 500 ? -260 : -420))
    .force("room", forceCollide((one) => one.r + 22))
    .force("x", forceX(wide / 2).strength(0.05))
    .force("y", forceY(high / 2).strength(0.13))
    .stop()
    .tick(steps);
  for (const one of nodes) {
    one.x = Math.max(70, Math.min(wide - 70, one.x));
    one.y = Math.max(22, Math.min(high - 26, one.y));
  }
  return { nodes, ties };
}

function choose(mark, chosen, told) {
  for (const one of frame.querySelectorAll(".is-chosen")) one.classList.remove("is-chosen");
  mark.classList.add("is-chosen");
  for (const tie of list.children) {
    tie.hidden = !chosen(tie);
    tie.classList.toggle("is-chosen", !tie.hidden);
  }
  list.scrollTop = 0;
  words.replaceChildren(`${told} `);
  const all = document.createElement("button");
  all.type = "button";
  all.className = "quiet";
  all.textContent = "Show all";
  all.addEventListener("click", reset);
  words.append(all);
}

function reset() {
  for (const one of frame.querySelectorAll(".is-chosen")) one.classList.remove("is-chosen");
  for (const tie of list.children) { tie.hidden = false; tie.classList.remove("is-chosen"); }
  words.replaceChildren();
}

function listen(mark, show, open) {
  mark.addEventListener("click", show);
  mark.addEventListener("focus", show);
  mark.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { reset(); mark.blur(); }
    else if ((event.key === "Enter" || event.key === " ") && open) { event.preventDefault(); open(); }
  });
}

function drawTie(tie, svg) {
  const label = `${names.get(tie.from)} and ${names.get(tie.to)}: ${tie.n} ${tie.n === 1 ? "sentence" : "sentences"}`;
  const mark = element("g", { class: "company-ends", tabindex: "0", role: "button", "aria-label": label, "data-tie": tie.id }, svg);
  const ends = { x1: tie.source.x, y1: tie.source.y, x2: tie.target.x, y2: tie.target.y };
  element("line", { class: "company-tie", "stroke-width": Math.min(9, 1.5 + tie.n), ...ends }, mark);
  element("line", { class: "company-reach", ...ends }, mark);
  const first = () => document.getElementById(tie.id)?.querySelector("a.telling-quote")?.focus();
  listen(mark, () => choose(mark, (one) => one.id === tie.id, label), first);
}

function drawNode(node, svg) {
  const own = node.id === graph.self ? " company-self" : "";
  const told = own ? node.name : `${node.name}, ${node.n} ${node.n === 1 ? "sentence" : "sentences"} together`;
  const mark = element("g", { class: `company-node company-${node.type}${own}`, tabindex: "0", role: "link", "aria-label": told, "data-node": node.id, transform: `translate(${node.x},${node.y})` }, svg);
  if (node.type === "organization") element("rect", { x: -node.r, y: -node.r, width: 2 * node.r, height: 2 * node.r, rx: 3 }, mark);
  else element("circle", { r: node.r }, mark);
  const text = element("text", { "text-anchor": "middle", y: node.r + 13 }, mark);
  // Cut by what a wide letter needs; the whole name is in the label.
  const short = node.name.length > 26 ? node.name.slice(0, 25).replace(/\s\S*$/, "") : node.name;
  text.textContent = short;
  listen(mark, () => choose(mark, (one) => one.dataset.from === node.id || one.dataset.to === node.id, told), () => { if (!own) location.assign(node.href); });
  mark.addEventListener("dblclick", () => { if (!own) location.assign(node.href); });
}

function draw() {
  const wide = frame.clientWidth || 800;
  const high = frame.clientHeight || 400;
  const svg = element("svg", { viewBox: `0 0 ${wide} ${high}`, role: "group", "aria-label": "Names and the sentences that they share; the list below says the same" });
  const { nodes, ties } = placed(wide, high);
  for (const tie of ties) drawTie(tie, svg);
  for (const node of nodes) drawNode(node, svg);
  frame.replaceChildren(svg);
  frame.dataset.drawn = "yes";
}

frame.textContent = " ";  // an empty frame has no height
draw();
