// A map of points on bundled borders: zoom by wheel, keys and buttons; near points join to one with their count.
import { feature, geoBounds, geoDistance, geoEqualEarth, geoGraticule10, geoPath, mesh, select, zoom, zoomIdentity } from "../../vendor/d3.js";
import { letThrough, onFilter, onPoint, passes, pointAt } from "./filters.js";
import { Tip, button, markClass, rove, shapeOf, svgElement, wordsOf } from "./marks.js";

const near = 26;
const most = 60;
const closest = 9;
let borders = null;

function world() {
  borders ??= fetch(new URL("../../vendor/world.json", import.meta.url)).then((answer) => answer.json());
  return borders;
}

const radius = (n) => (n === 1 ? 7 : 9 + Math.min(13, 2.2 * Math.sqrt(n)));
const middle = (points) => [0, 1].map((i) => points.reduce((sum, one) => sum + (i ? one.y : one.x), 0) / points.length);

/** Draw the points (with lat and lon) of a figure into its frame; return how to give it others. */
export async function drawMap(figure, given) {
  const topology = await world();
  const drawn = new DrawnMap(figure, topology);
  drawn.take(given);
  return { take: (points) => drawn.take(points), reset: () => drawn.goHome() };
}

class DrawnMap {
  constructor(figure, topology) {
    this.figure = figure;
    this.by = `map ${figure.id || "map"}`;
    this.frame = figure.querySelector(".picture-frame");
    this.frame.replaceChildren();
    this.countries = feature(topology, topology.objects.countries).features;
    this.inner = mesh(topology, topology.objects.countries, (a, b) => a !== b);
    this.points = [];
    this.transform = zoomIdentity;
    this.home = zoomIdentity;
    this.isMoved = false;
    this.make();
    new ResizeObserver(() => this.lay()).observe(this.frame);
    onFilter(() => this.draw());
    onPoint((id) => this.light(id));
  }

  make() {
    const title = this.figure.querySelector("figcaption")?.textContent.trim() ?? "Map";
    this.svg = svgElement("svg", { role: "group", "aria-label": `${title}. Arrow keys move between points; plus and minus zoom.`, class: "map" }, this.frame);
    this.land = svgElement("g", { "aria-hidden": "true" }, this.svg);
    this.names = svgElement("g", { class: "map-names", "aria-hidden": "true" }, this.svg);
    this.marks = svgElement("g", {}, this.svg);
    this.tip = new Tip(this.frame);
    this.settle = rove(this.marks, (one) => [Number(one.dataset.x), Number(one.dataset.y)]);
    const bar = document.createElement("div");
    bar.className = "picture-bar";
    button(bar, "+", "Zoom in", () => this.step(1.8));
    button(bar, "−", "Zoom out", () => this.step(1 / 1.8));
    this.reset = button(bar, "All", "Show all points again", () => this.goHome());
    this.frame.append(bar);
    this.zoom = zoom().filter((event) => this.isMeant(event))
      .on("zoom", (event) => { this.transform = event.transform; if (event.sourceEvent) this.isMoved = true; this.paint(); })
      .on("end", (event) => { if (event.sourceEvent || this.isMoved) this.tell(); });
    select(this.svg).call(this.zoom).on("dblclick.zoom", null);
    this.frame.addEventListener("keydown", (event) => this.key(event));
  }

  /** The page scrolls by wheel and finger as it should; the map takes the wheel once somebody works with it, and two fingers. */
  isMeant(event) {
    if (event.type === "wheel") return event.ctrlKey || event.shiftKey || this.isMoved || this.frame.contains(document.activeElement);
    if (event.touches) return event.touches.length > 1;
    return !event.button;
  }

  take(points) {
    this.points = points.filter((one) => Number.isFinite(one.lat) && Number.isFinite(one.lon));
    this.figure.dataset.n = this.points.length;
    this.project();
  }

  project() {
    const all = { type: "MultiPoint", coordinates: this.points.map((one) => [one.lon, one.lat]) };
    const [[west], [east]] = this.points.length ? geoBounds(all) : [[-180], [180]];
    const wide = west <= east ? east - west : 360 - west + east;
    const middle = wide < 150 ? west + wide / 2 : 0;
    this.projection = geoEqualEarth().rotate([-middle, 0]);
    this.all = all;
    this.lay();
  }

  lay() {
    const width = this.frame.clientWidth;
    const height = this.frame.clientHeight;
    if (!width || !height || !this.projection) return;
    const isNew = width !== this.width || height !== this.height;
    this.width = width;
    this.height = height;
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.projection.fitExtent([[4, 4], [width - 4, height - 4]], { type: "Sphere" });
    const path = geoPath(this.projection);
    select(this.land).selectAll("path").data([
      ["map-sea", { type: "Sphere" }], ["map-lines", geoGraticule10()],
      ["map-land", { type: "FeatureCollection", features: this.countries }], ["map-borders", this.inner],
    ]).join("path").attr("class", (one) => one[0]).attr("d", (one) => path(one[1])).attr("vector-effect", "non-scaling-stroke");
    this.labels = this.countries.map((one) => ({ name: one.properties.name, at: path.centroid(one), box: path.bounds(one) }))
      .filter((one) => Number.isFinite(one.at[0])).map((one) => ({ ...one, wide: one.box[1][0] - one.box[0][0] })).sort((a, b) => b.wide - a.wide);
    for (const one of this.points) [one.x, one.y] = this.projection([one.lon, one.lat]);
    this.zoom.scaleExtent([0.8, most]).translateExtent([[-width / 3, -height / 3], [width * 4 / 3, height * 4 / 3]]).extent([[0, 0], [width, height]]);
    this.home = this.fitted();
    if (isNew || !this.isMoved) select(this.svg).call(this.zoom.transform, this.isMoved ? this.transform : this.home);
    else this.paint();
  }

  fitted() {
    if (!this.points.length) return zoomIdentity;
    const xs = this.points.map((one) => one.x), ys = this.points.map((one) => one.y);
    const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const k = Math.max(1, Math.min(closest, 0.72 * Math.min(this.width / Math.max(x1 - x0, 1e-6), this.height / Math.max(y1 - y0, 1e-6))));
    return zoomIdentity.translate(this.width / 2, this.height / 2).scale(k).translate(-(x0 + x1) / 2, -(y0 + y1) / 2);
  }

  paint() {
    this.land.setAttribute("transform", this.transform.toString());
    this.name();
    this.draw();
  }

  name() {
    const { k } = this.transform;
    const fitting = k < 1.7 ? [] : this.labels.filter((one) => one.wide * k > one.name.length * 8 && one.wide < this.width / 2).map((one) => ({ ...one, to: this.transform.apply(one.at) }))
      .filter(({ to }) => to[0] > 0 && to[0] < this.width && to[1] > 0 && to[1] < this.height);
    const told = [];
    for (const one of fitting) {
      const isFree = told.every((other) => Math.abs(other.to[1] - one.to[1]) > 13 || Math.abs(other.to[0] - one.to[0]) > 3.3 * (one.name.length + other.name.length));
      if (isFree) told.push(one);
    }
    select(this.names).selectAll("text").data(told, (one) => one.name).join("text").text((one) => one.name)
      .attr("x", (one) => one.to[0]).attr("y", (one) => one.to[1]);
  }

  /** Join what lies near on the screen; the groups depend on the scale alone, so that they stay while one moves. */
  groups() {
    const scale = 2 ** (Math.round(Math.log2(this.transform.k) * 4) / 4);
    const found = [];
    const cells = new Map();
    for (const one of this.points) {
      if (!passes(one.id, this.by)) continue;
      const x = one.x * scale, y = one.y * scale;
      const column = Math.floor(x / near), line = Math.floor(y / near);
      let own = null;
      for (let i = column - 1; i <= column + 1 && !own; i += 1) {
        for (let j = line - 1; j <= line + 1 && !own; j += 1) {
          own = cells.get(`${i} ${j}`)?.find((group) => Math.hypot(group.x - x, group.y - y) < near) ?? null;
        }
      }
      if (own) own.points.push(one);
      else {
        own = { x, y, points: [one] };
        found.push(own);
        const key = `${column} ${line}`;
        if (cells.has(key)) cells.get(key).push(own);
        else cells.set(key, [own]);
      }
    }
    for (const group of found) group.at = middle(group.points);
    for (let i = 0; i < found.length; i += 1) {
      for (let j = i + 1; j < found.length; j += 1) {
        const gap = Math.hypot(found[i].at[0] - found[j].at[0], found[i].at[1] - found[j].at[1]) * scale;
        if (gap >= 0.85 * (radius(found[i].points.length) + radius(found[j].points.length))) continue;
        found[i].points.push(...found[j].points);
        found[i].at = middle(found[i].points);
        found.splice(j, 1);
        j = i;
      }
    }
    for (const group of found) group.key = group.points.map((one) => one.id).join(" ");
    return found;
  }

  draw() {
    if (!this.projection || !this.width) return;
    const told = this.groups();
    for (const group of told) group.to = this.transform.apply(group.at);
    select(this.marks).selectAll("a").data(told, (group) => group.key).join(
      (enter) => enter.append("a").attr("data-mark", "").attr("tabindex", "-1").each((group, i, all) => this.dress(all[i], group)),
    ).attr("transform", (group) => `translate(${group.to[0]},${group.to[1]})`).attr("data-x", (group) => group.to[0]).attr("data-y", (group) => group.to[1])
      .each((group, i, all) => {
        const isOut = group.to[0] < -20 || group.to[1] < -20 || group.to[0] > this.width + 20 || group.to[1] > this.height + 20;
        if (isOut) { all[i].setAttribute("aria-hidden", "true"); all[i].setAttribute("tabindex", "-1"); } else all[i].removeAttribute("aria-hidden");
      });
    this.settle();
    this.reset.hidden = !this.isMoved;
  }

  dress(element, group) {
    const [first] = group.points;
    const n = group.points.length;
    const isOne = n === 1;
    const r = radius(n);
    svgElement("circle", { r: Math.max(12, r + 3), class: "mark-reach" }, element);
    svgElement("path", { d: isOne ? shapeOf(first.stage, r) : shapeOf("", r), class: isOne ? markClass(first.stage) : "mark mark-many" }, element);
    if (!isOne) svgElement("text", { class: "mark-count", dy: ".35em" }, element).textContent = n;
    element.setAttribute("href", isOne && first.href ? first.href : "#");
    element.setAttribute("aria-label", isOne ? wordsOf(first) : `${n} here: ${group.points.slice(0, 3).map((one) => one.label).join("; ")}${n > 3 ? "; and more" : ""}. Zoom in.`);
    element.dataset.ids = group.key;
    if (!isOne || !first.href) {
      element.setAttribute("role", "button");
      element.addEventListener("click", (event) => { event.preventDefault(); this.enter(group); });
    }
    const show = () => {
      const lines = isOne ? [first.label, wordsOf(first).slice(first.label.length).trim()] : [`${n} here`, ...group.points.slice(0, 4).map((one) => one.label), ...(n > 4 ? ["…"] : [])];
      this.tip.show(lines, group.to[0], group.to[1]);
      if (isOne) pointAt(this.by, first.id);
    };
    const hide = () => { this.tip.hide(); pointAt(this.by, null); };
    element.addEventListener("pointerenter", show);
    element.addEventListener("focus", show);
    element.addEventListener("pointerleave", hide);
    element.addEventListener("blur", hide);
  }

  light(id) {
    for (const one of this.marks.children) one.classList.toggle("is-pointed", id !== null && one.dataset.ids.split(" ").includes(id));
  }

  /** Zoom in on a group; one that stays together (one place) becomes the filter as it is. */
  enter(group) {
    const spread = Math.max(...group.points.map((a) => geoDistance([a.lon, a.lat], [group.points[0].lon, group.points[0].lat])));
    this.isMoved = true;
    if (spread < 1e-6) {
      const k = Math.min(most, Math.max(this.transform.k, closest));
      this.move(zoomIdentity.translate(this.width / 2, this.height / 2).scale(k).translate(-group.at[0], -group.at[1]), new Set(group.points.map((one) => one.id)));
      return;
    }
    const xs = group.points.map((one) => one.x), ys = group.points.map((one) => one.y);
    const wide = Math.max(Math.max(...xs) - Math.min(...xs), 1e-6), high = Math.max(Math.max(...ys) - Math.min(...ys), 1e-6);
    const k = Math.min(most, 0.6 * Math.min(this.width / wide, this.height / high));
    this.move(zoomIdentity.translate(this.width / 2, this.height / 2).scale(Math.max(k, this.transform.k * 1.5)).translate(-(Math.max(...xs) + Math.min(...xs)) / 2, -(Math.max(...ys) + Math.min(...ys)) / 2));
  }

  move(to, ids = null) {
    select(this.svg).call(this.zoom.transform, to);
    this.tip.hide();
    this.tell(ids);
    if (document.activeElement === document.body) this.marks.querySelector('[tabindex="0"]')?.focus();
  }

  step(by) {
    this.isMoved = true;
    select(this.svg).call(this.zoom.scaleBy, by);
    this.tell();
  }

  goHome() {
    this.isMoved = false;
    select(this.svg).call(this.zoom.transform, this.home);
    letThrough(this.by, null);
    this.marks.querySelector('[tabindex="0"]')?.focus({ preventScroll: true });
  }

  /** What lies in view is what the map lets through, once somebody moved it. */
  tell(ids = null) {
    if (!this.isMoved) return;
    const seen = ids ?? this.points.filter((one) => {
      const [x, y] = this.transform.apply([one.x, one.y]);
      return x >= 0 && y >= 0 && x <= this.width && y <= this.height;
    }).map((one) => one.id);
    letThrough(this.by, seen, "in this part of the map");
  }

  key(event) {
    const pans = { ArrowRight: [-60, 0], ArrowLeft: [60, 0], ArrowDown: [0, -60], ArrowUp: [0, 60] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") this.step(1.8);
    else if (event.key === "-") this.step(1 / 1.8);
    else if (event.key === "0" || (event.key === "Escape" && this.isMoved)) this.goHome();
    else if (pans[event.key] && event.target.closest(".picture-bar")) {
      this.isMoved = true;
      const [x, y] = pans[event.key];
      select(this.svg).call(this.zoom.translateBy, x / this.transform.k, y / this.transform.k);
      this.tell();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
