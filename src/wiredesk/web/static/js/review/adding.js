// Adding what the reader missed: first the kind by a letter, then its words, then what else it needs. Not for: sending it.

import { el } from "./panel.js";
import { Step } from "./step.js";

const KINDS = [
  ["i", "incident", "Incident"], ["s", "statement", "Statement"], ["e", "entity", "Name"], ["v", "victim", "Victim"], ["p", "perpetrator", "Perpetrator"],
  ["t", "target", "Target"], ["w", "weapon", "Weapon"], ["r", "role", "Role"], ["a", "amount", "Amount"], ["l", "life_fact", "Dated fact"], ["d", "time", "Date or time"],
];
const OF_INCIDENT = new Set(["victim", "perpetrator", "target", "weapon"]);
const SIGNS = { $: "USD", "€": "EUR", "£": "GBP", "¥": "JPY" };

/** The questions for a kind, in their order. */
function stepsOf(kind, unit, fact, vocabulary) {
  const choice = (field, label, isOptional = false) => ({ field, label, choices: vocabulary[kind]?.[field] ?? [], isOptional });
  const words = { field: kind === "statement" ? "content" : "words", label: "Its words", hint: "Choose them in the article", may_choose: true, isNew: true };
  const steps = [words];
  if (OF_INCIDENT.has(kind)) {
    const incidents = unit.incidents.map((one) => ({ value: one.id, label: one.headline || one.id }));
    const own = fact?.incident ?? (incidents.length === 1 ? incidents[0].value : null);
    steps.unshift(own ? { field: "incident", given: own } : { field: "incident", label: "Of which incident", choices: incidents });
  }
  if (kind === "role") steps.unshift({ field: "entity", label: "Of whom", choices: unit.entities.map((one) => ({ value: one.id, label: one.name })) });
  if (kind === "incident") steps.push(choice("type", "Kind"), choice("stage", "How far", true));
  if (kind === "entity") steps.push(choice("type", "What it is"));
  if (kind === "victim") steps.push(choice("effect", "What happened to them", true), { field: "count", label: "How many", hint: "6, 4-6, at least 4", isOptional: true, may_choose: true });
  if (kind === "perpetrator") steps.push(choice("attribution", "What the report claims", true));
  if (kind === "statement") steps.push({ field: "speaker", label: "Who said it", hint: "Choose the words, or write a name", isOptional: true, may_choose: true });
  if (kind === "amount") steps.push({ field: "currency", label: "Currency", hint: "Three letters, such as EUR", isNew: true }, choice("purpose", "What for", true));
  if (kind === "life_fact") steps.push({ field: "date", label: "When", hint: "2016-09-09, or choose the words", may_choose: true, isNew: true });
  return steps;
}

/** Ask for a missed fact in `box`; done(kind, fields, words) once all is told. */
export class Adding {
  constructor(box, { unit, fact, caret, vocabulary, done, cancel }) {
    Object.assign(this, { box, unit, fact, caret, vocabulary, done, cancel });
    this.fields = {};
    this.words = "";
    this.step = null;
    this.hadChosen = getSelection()?.isCollapsed === false;
    box.replaceChildren(
      el("p", { class: "step-title", text: "What was missed?" }),
      el("div", { class: "choices kinds", role: "group", "aria-label": "Kind of fact" }, ...KINDS.filter(([, kind]) => this.#isPossible(kind)).map(([key, kind, label]) => {
        const button = el("button", { type: "button", class: "choice-key" }, el("kbd", { text: key }), el("span", { text: label }));
        button.addEventListener("click", () => this.#begin(kind));
        return button;
      })),
    );
    box.hidden = false;
  }

  #isPossible(kind) { return (!OF_INCIDENT.has(kind) || this.unit.incidents.length > 0) && (kind !== "role" || this.unit.entities.length > 0); }

  #begin(kind) {
    this.kind = kind;
    this.label = KINDS.find(([, one]) => one === kind)[2];
    this.steps = stepsOf(kind, this.unit, this.fact, this.vocabulary);
    this.#next();
  }

  #next() {
    this.step?.close();
    this.step = null;
    const step = this.steps.shift();
    if (!step) { this.done(this.kind, this.fields, this.words, this.label); return; }
    if (step.given) { this.fields[step.field] = step.given; this.#next(); return; }
    if (step.field === "currency") step.raw = SIGNS[[...this.words].find((sign) => SIGNS[sign])] ?? "";
    const title = `${this.label}: ${step.label.toLowerCase()}`;
    this.step = new Step(this.box, step, { caret: this.caret, near: null, title, cancel: this.cancel, done: (answer) => this.#take(step, answer) });
  }

  #take(step, answer) {
    const value = answer.chosen ?? answer.value;
    if (value !== undefined) this.fields[step.field] = value;
    if (step.field === "words" || step.field === "content") {
      this.words = answer.words;
      if (this.kind === "amount") this.fields.value = answer.words;
      getSelection().removeAllRanges();
    }
    if (answer.chosen) getSelection().removeAllRanges();
    this.#next();
  }

  key(event) {
    if (this.step) return this.step.key(event);
    if (event.key === "Escape") { this.cancel(); return true; }
    const found = KINDS.find(([key, kind]) => key === event.key && this.#isPossible(kind));
    if (found) this.#begin(found[1]);
    return event.key.length === 1;
  }

  close() {
    this.step?.close();
    this.box.hidden = true;
    this.box.replaceChildren();
  }
}
