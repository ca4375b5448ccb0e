// One question to the person: choose, write, or choose words in the article. Used for correcting and, several after each other, for adding.

import { selectedSpan } from "../article.js";
import { isTyping } from "../base.js";
import { el, say } from "./panel.js";

/** Ask `step`: { label, raw, choices, hint, may_choose, isOptional }. `tabs` are further fields that can be asked instead.
    done(answer) gets { value, words } or { chosen, words }, {} for an optional step that was passed. */
export class Step {
  constructor(box, step, { caret, near = null, tabs = [], title = "", onTab = () => {}, done, cancel }) {
    Object.assign(this, { box, step, caret, near, tabs, onTab, done, cancel });
    this.isTyped = false;
    this.#build(title);
    this.watch = () => this.#preview();
    say([title, step.label, step.hint].filter(Boolean).join(". "));
    document.addEventListener("selectionchange", this.watch);
    this.#preview();
  }

  close() {
    document.removeEventListener("selectionchange", this.watch);
    this.box.hidden = true;
    this.box.replaceChildren();
  }

  #build(title) {
    const { step, tabs } = this;
    this.input = null;
    const parts = [];
    if (title) parts.push(el("p", { class: "step-title", text: title }));
    if (tabs.length > 1) {
      parts.push(el("div", { class: "chips", role: "group", "aria-label": "Field" }, ...tabs.map((one, at) => {
        const chip = el("button", { type: "button", class: "chip", "aria-pressed": String(one.address === step.address), text: one.label });
        chip.addEventListener("click", () => this.onTab(at));
        return chip;
      })));
    }
    if (step.choices?.length) {
      const current = step.raw ?? "";
      parts.push(el("div", { class: "choices", role: "group", "aria-label": step.label }, ...step.choices.slice(0, 40).map((one, at) => {
        const button = el("button", { type: "button", class: "choice-key", "aria-pressed": String(one.value === current) }, at < 9 ? el("kbd", { text: String(at + 1) }) : null, el("span", { text: one.label }));
        button.addEventListener("click", () => this.#choose(at));
        return button;
      })));
    } else {
      this.input = el("input", { id: "step-value", maxlength: "2000", autocomplete: "off", value: step.raw ?? "" });
      this.input.addEventListener("input", () => { this.isTyped = true; this.#preview(); });
      parts.push(el("label", { class: "field", for: "step-value" }, el("span", { text: step.label }), this.input));
      this.chosen = el("p", { class: "chosen", role: "status" });
      parts.push(this.chosen);
      if (step.hint) parts.push(el("p", { class: "hint small soft", text: step.hint }));
    }
    const save = el("button", { type: "button", class: "primary" }, el("span", { text: step.choices?.length ? "Pass" : "Take it" }), el("kbd", { text: "Enter" }));
    save.addEventListener("click", () => this.confirm());
    save.hidden = Boolean(step.choices?.length) && !step.isOptional;
    const stop = el("button", { type: "button", class: "quiet" }, el("span", { text: "Cancel" }), el("kbd", { text: "Esc" }));
    stop.addEventListener("click", () => this.cancel());
    parts.push(el("div", { class: "line" }, save, stop));
    this.box.replaceChildren(...parts);
    this.box.hidden = false;
  }

  /** What is chosen; a tap on a button lets go of the selection on some phones, so that the last one holds. */
  #span() {
    if (!this.step.may_choose || this.isTyped) return null;
    const span = selectedSpan(this.caret.article);
    if (span) this.last = span;
    else if (this.caret.article.contains(getSelection()?.anchorNode)) this.last = null;
    return span ?? this.last ?? null;
  }

  #preview() {
    if (!this.chosen) return;
    const span = this.#span();
    this.chosen.textContent = span ? `“${span.words.length > 160 ? `${span.words.slice(0, 158)} …` : span.words}”` : "";
    this.chosen.hidden = !span;
    this.box.classList.toggle("has-chosen", Boolean(span));
  }

  #choose(at) {
    const choice = this.step.choices[at];
    if (choice) this.done({ value: choice.value, words: choice.label });
  }

  confirm() {
    const span = this.#span();
    if (span) { this.done({ chosen: [[span.start, span.end]], words: span.words }); return; }
    const value = this.input?.value.trim() ?? "";
    if (value && (this.isTyped || this.step.isNew)) this.done({ value, words: value });
    else if (this.step.isOptional) this.done({});
    else if (this.chosen) { this.chosen.hidden = false; this.chosen.textContent = this.step.may_choose ? "Choose words in the article, or write." : "Write what it should say."; this.input.focus(); }
  }

  /** Take a key; true when it was meant for this. */
  key(event) {
    const typing = isTyping(event.target);
    if (event.key === "Escape") { this.cancel(); return true; }
    if (event.key === "Enter" && !event.target.closest?.("button, a")) { this.confirm(); return true; }
    if (event.key === "Tab" && this.tabs.length > 1 && !event.target.closest?.("button, a")) {
      const at = this.tabs.findIndex((one) => one.address === this.step.address);
      this.onTab((at + (event.shiftKey ? this.tabs.length - 1 : 1)) % this.tabs.length);
      return true;
    }
    if (typing && (this.isTyped || !event.key.startsWith("Arrow"))) return false;
    if (this.step.choices?.length) {
      if (/^[1-9]$/.test(event.key)) { this.#choose(Number(event.key) - 1); return true; }
      return false;
    }
    const by = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    if (by && this.step.may_choose) {
      this.input.blur();
      this.#move(by, event.shiftKey);
      return true;
    }
    if (event.key.length === 1 && !typing) { // what is written goes into the field, as if it had been there all the time
      this.input.focus();
      this.input.value = "";
      this.isTyped = true;
    }
    return false;
  }

  #move([across, down], isExtending) {
    const caret = this.caret;
    const isNew = !caret.isPlaced;
    if (isNew) { caret.place(this.near); caret.follow(); caret.show(); }
    if (!isNew || isExtending) {
      if (across) caret.step(across, isExtending);
      else caret.line(down, isExtending);
    }
    this.#preview();
  }
}
