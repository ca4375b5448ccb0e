// A line of days: what happened on a day stands on it, what may have happened on several lies across them; a brush selects days.
import { axisBottom, brushX, scaleLinear, scaleUtc, select, utcDay, utcFormat, utcMonday, utcMonth } from "../../vendor/d3.js";
import { letThrough, onFilter, onPoint, passes, pointAt } from "./filters.js";
import { Tip, button, markClass, rove, shapeOf, svgElement, wordsOf } from "./marks.js";

const oneDay = 86400000;
const foot = 22;
const side = 14;
const lane = 9;
const mostLanes = 5;
const mostDots = 160;
const written = utcFormat("%Y-%m-%d");

const at = (day) => Date.parse(`${day}T00:00:00Z`);

/** Draw the points (with day, and end where the day is not certain) of a figure; return how to give it others. */
export function drawTimeline(figure, given) {
  const drawn = new DrawnTimeline(figure);
  drawn.take(given);
  return { take: (points) => drawn.take(points), reset: () => drawn.clear() };
}

/** Return a tick as the pages write days: "25 Aug", the month where one begins, the year where one begins. */
function tickWords(tick) {
  if (tick.getUTCHours()) return "";
  const [day, month] = [tick.getUTCDate(), tick.getUTCMonth()];
  if (day > 1) return `${day} ${tick.toLocaleDateString("en-GB", { month: "short", timeZone: "UTC" }).slice(0, 3)}`;
  return month ? tick.toLocaleDateString("en-GB", { month: "long", timeZone: "UTC" }) : String(tick.getUTCFullYear());
}

class DrawnTimeline {
  constructor(figure) {
    this.figure = figure;
    this.by = `timeline ${figure.id || "timeline"}`;
    this.frame = figure.querySelector(".picture-frame");
    this.frame.replaceChildren();
    this.points = [];
    this.isWhole = false;
    this.make();
    new ResizeObserver(() => this.lay()).observe(this.frame);
    onFilter(() => this.draw());
    onPoint((id) => this.light(id));
  }

  make() {
    const title = this.figure.querySelector("figcaption")?.textContent.trim() ?? "Timeline";
    this.svg = svgElement("svg", { class: "timeline", role: "group", "aria-label": `${title}. Arrow keys move between points.` }, this.frame);
    this.axis = svgElement("g", { class: "axis", "aria-hidden": "true" }, this.svg);
    this.brushed = svgElement("g", { class: "brush", "aria-hidden": "true" }, this.svg);
    this.bars = svgElement("g", { "aria-hidden": "true" }, this.svg);
    this.marks = svgElement("g", {}, this.svg);
    this.tip = new Tip(this.frame);
    this.settle = rove(this.marks, (one) => [Number(one.dataset.x), Number(one.dataset.y)]);
    this.brush = brushX().on("brush end", (event) => this.onBrush(event));
    const form = document.createElement("div");
    form.className = "picture-days";
    this.from = this.dayField(form, "From");
    this.to = this.dayField(form, "to");
    this.whole = button(form, "Earlier", "Show the earlier days too", () => { this.isWhole = true; this.lay(); });
    this.reset = button(form, "All days", "Select all days again", () => this.clear());
    this.frame.after(form);
    this.frame.addEventListener("keydown", (event) => { if (event.key === "Escape" && this.days) { this.clear(); event.stopPropagation(); } });
  }

  dayField(form, words) {
    const label = document.createElement("label");
    label.textContent = words;
    const field = document.createElement("input");
    field.type = "date";
    field.addEventListener("change", () => this.onFields());
    label.append(field);
    form.append(label);
    return field;
  }

  take(points) {
    this.points = points.filter((one) => one.day && Number.isFinite(at(one.day))).map((one) => {
      const from = at(one.day);
      const end = one.end && Number.isFinite(at(one.end)) ? Math.max(at(one.end), from) : from;
      return { ...one, from, until: end + oneDay };
    }).sort((a, b) => a.from - b.from);
    this.figure.dataset.n = this.points.length;
    this.lay();
  }

  /** Days that a few old incidents stretch the line to are left out until asked for. */
  domain() {
    if (!this.points.length) { const now = Date.now(); return [now - 30 * oneDay, now]; }
    const first = this.points[0].from;
    const last = Math.max(...this.points.map((one) => one.until));
    const usual = this.points[Math.floor(this.points.length * 0.2)].from;
    const isLong = last - first > 120 * oneDay && last - first > 4 * (last - usual);
    this.nEarlier = isLong ? this.points.filter((one) => one.until <= usual).length : 0;
    const start = isLong && !this.isWhole ? usual : first;
    const pad = Math.max(oneDay, (last - start) * 0.03);
    return [start - pad, last + pad];
  }

  lay() {
    const width = this.frame.clientWidth, height = this.frame.clientHeight;
    if (!width || !height) return;
    this.width = width;
    this.height = height;
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.x = scaleUtc().domain(this.domain()).range([side, width - side]);
    select(this.axis).attr("transform", `translate(0,${height - foot})`).call(axisBottom(this.x).ticks(Math.max(2, Math.floor(width / 90))).tickFormat(tickWords).tickSizeOuter(0))
      .selectAll(".tick text").attr("text-anchor", (tick) => (this.x(tick) > width - 32 ? "end" : this.x(tick) < 32 ? "start" : "middle"));
    this.brush.extent([[side, 0], [width - side, height - foot]]);
    select(this.brushed).call(this.brush);
    this.show();
    this.whole.hidden = this.isWhole || !this.nEarlier;
    this.whole.textContent = `${this.nEarlier} earlier`;
    this.draw();
  }

  /** Days, weeks or months, so that a column is wide enough to be seen. */
  unit() {
    const [start, end] = this.x.domain();
    const wide = (this.width - 2 * side) / ((end - start) / oneDay);
    return wide >= 5 ? utcDay : wide * 7 >= 5 ? utcMonday : utcMonth;
  }

  draw() {
    if (!this.x) return;
    const shown = this.points.filter((one) => passes(one.id, this.by) && one.until > this.x.domain()[0]);
    const unit = this.unit();
    const isVague = (one) => one.until > unit.offset(unit.floor(new Date(one.from)), 1).getTime();
    const lanes = this.inLanes(shown.filter(isVague));
    const floor = this.height - foot - 6 - lanes.n * lane;
    const columns = this.columns(shown.filter((one) => !isVague(one)), unit);
    const tallest = Math.max(1, ...columns.map((one) => one.points.length));
    const step = Math.min(15, (floor - 10) / tallest);
    const areDots = step >= 7 && shown.length <= mostDots;
    const up = scaleLinear([0, tallest], [floor, 8]);
    select(this.bars).selectAll("rect").data(areDots ? [] : columns).join("rect").attr("class", "bar").attr("x", (one) => this.x(one.start) + 0.5)
      .attr("width", (one) => Math.max(1.5, this.x(one.end) - this.x(one.start) - 1)).attr("y", (one) => up(one.points.length)).attr("height", (one) => floor - up(one.points.length))
      .on("pointerenter", (event, one) => this.tip.show([`${one.points.length} · ${written(one.start)}`, ...one.points.slice(0, 3).map((p) => p.label)], this.x(one.start), up(one.points.length)))
      .on("pointerleave", () => this.tip.hide());
    const dots = areDots ? columns.flatMap((one) => one.points.map((point, i) => ({ point, x: (this.x(one.start) + this.x(one.end)) / 2, y: floor - step / 2 - i * step, r: Math.min(5.5, step / 2 - 0.5) }))) : [];
    const spans = lanes.placed.map((one) => ({ ...one, x: this.x(Math.max(one.point.from, this.x.domain()[0])), end: this.x(one.point.until), y: this.height - foot - 6 - lane / 2 - one.lane * lane }));
    select(this.marks).selectAll("a").data([...dots, ...spans], (one) => one.point.id).join(
      (enter) => enter.append("a").attr("data-mark", "").attr("tabindex", "-1").each((one, i, all) => this.dress(all[i], one)),
    ).each((one, i, all) => this.place(all[i], one));
    this.settle();
    this.light(null);
  }

  columns(points, unit) {
    const found = new Map();
    for (const point of points) {
      const start = unit.floor(new Date(point.from));
      if (!found.has(+start)) found.set(+start, { start, end: unit.offset(start, 1), points: [] });
      found.get(+start).points.push(point);
    }
    return [...found.values()];
  }

  /** Intervals that do not meet share a lane; what finds no lane joins the last one. */
  inLanes(points) {
    const ends = [];
    const placed = points.map((point) => {
      const x = this.x(point.from);
      let own = ends.findIndex((end) => end <= x - 3);
      if (own < 0) own = Math.min(ends.length, mostLanes - 1);
      ends[own] = Math.max(ends[own] ?? 0, this.x(point.until));
      return { point, lane: own };
    });
    return { placed, n: ends.length };
  }

  dress(element, one) {
    const { point } = one;
    element.setAttribute("href", point.href || "#");
    element.setAttribute("aria-label", wordsOf(point));
    element.dataset.ids = point.id;
    svgElement("rect", { class: "mark-reach" }, element);
    svgElement("path", { class: `${markClass(point.stage)}${one.end === undefined ? "" : " mark-span"}` }, element);
    const show = () => { this.tip.show([point.label, wordsOf(point).slice(point.label.length).trim()], Number(element.dataset.x), Number(element.dataset.y)); pointAt(this.by, point.id); };
    const hide = () => { this.tip.hide(); pointAt(this.by, null); };
    element.addEventListener("pointerenter", show);
    element.addEventListener("focus", show);
    element.addEventListener("pointerleave", hide);
    element.addEventListener("blur", hide);
  }

  place(element, one) {
    const isSpan = one.end !== undefined;
    const wide = isSpan ? Math.max(8, one.end - one.x) : 2 * one.r;
    element.setAttribute("transform", `translate(${one.x},${one.y})`);
    element.dataset.x = isSpan ? one.x + wide / 2 : one.x;
    element.dataset.y = one.y;
    const reach = element.firstChild;
    for (const [name, value] of Object.entries(isSpan ? { x: 0, y: -lane / 2, width: wide, height: lane } : { x: -7, y: -one.r - 1, width: 14, height: 2 * one.r + 2 })) reach.setAttribute(name, value);
    element.lastChild.setAttribute("d", isSpan ? `M2,-2.5H${wide - 2}V2.5H2Z` : shapeOf(one.point.stage, one.r));
  }

  light(id) {
    for (const one of this.marks.children) one.classList.toggle("is-pointed", id !== null && one.dataset.ids === id);
  }

  // -- selected days ---------------------------------------------------------------------------------------------------

  onBrush(event) {
    if (!event.sourceEvent) return;
    if (!event.selection) { this.select(null); return; }
    const [from, to] = event.selection.map((one) => this.x.invert(one));
    this.select([utcDay.floor(from), utcDay.floor(new Date(to - 1))]);
  }

  onFields() {
    if (!this.from.value && !this.to.value) { this.clear(); return; }
    const [first, last] = this.x.domain();
    this.select([new Date(this.from.value ? at(this.from.value) : first), new Date(this.to.value ? at(this.to.value) : last)]);
    this.show();
  }

  /** Let through what may have happened on one of these days. */
  select(days) {
    this.days = days;
    this.reset.hidden = !days;
    this.from.value = days ? written(days[0]) : "";
    this.to.value = days ? written(days[1]) : "";
    if (!days) { letThrough(this.by, null); return; }
    const [from, until] = [+days[0], +days[1] + oneDay];
    const ids = this.points.filter((one) => one.from < until && one.until > from).map((one) => one.id);
    letThrough(this.by, ids, from + oneDay >= until ? `on ${written(days[0])}` : `${written(days[0])} to ${written(days[1])}`);
  }

  show() {
    this.reset.hidden = !this.days;
    select(this.brushed).call(this.brush.move, this.days ? [this.x(this.days[0]), this.x(+this.days[1] + oneDay)] : null);
  }

  clear() {
    this.select(null);
    this.show();
  }
}
