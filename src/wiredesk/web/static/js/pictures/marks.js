// What map and timeline have in common: shapes of stages, the tip, moving by arrow keys. Not for: either picture.

const svgNames = "http://www.w3.org/2000/svg";

/** The shape says what the colour says: a deed is a full disc, an attempt a ring, a threat a lozenge. */
export function shapeOf(stage, r) {
  if (stage === "threatened") return `M0,${-r * 1.15}L${r * 1.15},0L0,${r * 1.15}L${-r * 1.15},0Z`;
  return `M${r},0A${r},${r} 0 1 1 ${-r},0A${r},${r} 0 1 1 ${r},0Z`;
}

export function markClass(stage) {
  return `mark mark-${["threatened", "attempted", "accomplished"].includes(stage) ? stage : "plain"}`;
}

export const stageWords = { threatened: "threat", attempted: "attempt", accomplished: "deed" };

/** Say a point in words for those who do not see it, and for its tip. */
export function wordsOf(point) {
  const days = point.day ? (point.end && point.end !== point.day ? `${point.day} to ${point.end}` : point.day) : "no date";
  const stage = stageWords[point.stage] ? `, ${stageWords[point.stage]}` : "";
  const n = point.n > 1 ? `, ${point.n} reports` : "";
  return `${point.label} (${days}${stage}${n})`;
}

/** A box beside the pointer; it says nothing that the labels do not say. */
export class Tip {
  constructor(frame) {
    this.frame = frame;
    this.box = document.createElement("div");
    this.box.className = "picture-tip";
    this.box.hidden = true;
    this.box.setAttribute("aria-hidden", "true");
    frame.append(this.box);
  }

  show(lines, x, y) {
    this.box.replaceChildren(...lines.map((words, at) => {
      const line = document.createElement(at ? "span" : "strong");
      line.textContent = words;
      return line;
    }));
    this.box.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.box;
    const { clientWidth, clientHeight } = this.frame;
    this.box.style.left = `${Math.max(4, Math.min(x + 14, clientWidth - width - 4))}px`;
    this.box.style.top = `${y + 18 + height > clientHeight ? Math.max(4, y - height - 14) : y + 18}px`;
  }

  hide() { this.box.hidden = true; }
}

/** One stop of the tab key for all marks; arrow keys go to the nearest one on that side. */
export function rove(group, places) {
  const marks = () => [...group.querySelectorAll("[data-mark]")].filter((one) => !one.hasAttribute("aria-hidden"));
  const only = (chosen) => marks().forEach((one) => one.setAttribute("tabindex", one === chosen ? "0" : "-1"));
  group.addEventListener("focusin", (event) => { const one = event.target.closest("[data-mark]"); if (one) only(one); });
  group.addEventListener("keydown", (event) => {
    const side = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    const from = event.target.closest("[data-mark]");
    if (!side || !from) return;
    event.preventDefault();
    event.stopPropagation();
    const [x, y] = places(from);
    const ahead = marks().filter((one) => one !== from).map((one) => {
      const [ox, oy] = places(one);
      const along = (ox - x) * side[0] + (oy - y) * side[1];
      const aside = Math.abs((ox - x) * side[1]) + Math.abs((oy - y) * side[0]);
      return { one, along, cost: along + 2 * aside };
    }).filter((found) => found.along > 0.5).sort((a, b) => a.cost - b.cost);
    if (ahead.length) ahead[0].one.focus();
  });
  return () => { const all = marks(); if (all.length && !all.some((one) => one.getAttribute("tabindex") === "0")) all[0].setAttribute("tabindex", "0"); };
}

export function svgElement(name, attributes = {}, parent = null) {
  const made = document.createElementNS(svgNames, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent?.append(made);
  return made;
}

/** A button of a picture's own bar. */
export function button(bar, words, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "picture-button";
  made.textContent = words;
  made.setAttribute("aria-label", label);
  made.title = label;
  made.addEventListener("click", act);
  bar.append(made);
  return made;
}
