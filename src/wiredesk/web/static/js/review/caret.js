// Choosing words of an article by the keyboard, a word or a line at a time; the browser's own selection shows it. Not for: what is done with them.

import { rangeOf, selectedSpan } from "../article.js";

const WORD = /[\p{L}\p{N}\p{M}]+(?:[’'.,\-‑][\p{L}\p{N}\p{M}]+)*|[^\s]/gu;

/** The words of an article with their place in code points; a sign between words stands alone. */
function wordsOf(article) {
  const found = [];
  for (const paragraph of article.querySelectorAll("p[data-start]")) {
    const text = paragraph.textContent, start = Number(paragraph.dataset.start);
    let units = 0, points = 0;
    for (const match of text.matchAll(WORD)) {
      points += [...text.slice(units, match.index)].length;
      const length = [...match[0]].length;
      if (/[\p{L}\p{N}]/u.test(match[0])) found.push({ start: start + points, end: start + points + length });
      points += length;
      units = match.index + match[0].length;
    }
  }
  return found;
}

export class Caret {
  constructor(article) {
    this.article = article;
    this.words = null;
    this.from = this.to = -1;
  }

  /** Stand on the words of a span, or on the first word in sight. */
  place(span) {
    this.words ??= wordsOf(this.article);
    const first = span ? this.words.findIndex((one) => one.end > span.start) : 0;
    this.from = this.to = Math.max(0, first);
    if (span) while (this.words[this.to + 1]?.start < span.end) this.to += 1;
    return this;
  }

  get isPlaced() { return this.to >= 0; }

  /** Begin at what the person chose by the mouse, where they did. */
  follow() {
    const chosen = selectedSpan(this.article);
    if (chosen) this.place(chosen);
  }

  step(by, isExtending) {
    if (!this.words.length) return;
    if (!isExtending && this.from !== this.to) {
      this.from = this.to = by > 0 ? Math.max(this.from, this.to) : Math.min(this.from, this.to);
    }
    this.#to(this.to + by, isExtending);
  }

  /** Go to the word of the line above or below that stands nearest. */
  line(by, isExtending) {
    const box = (at) => rangeOf(this.article, this.words[at])?.getBoundingClientRect();
    const own = box(this.to);
    if (!own) return;
    let best = -1, least = Infinity, top = null;
    for (let at = this.to + by; at >= 0 && at < this.words.length; at += by) {
      const one = box(at);
      const isBeyond = by > 0 ? one.top > own.top + own.height / 2 : one.top < own.top - own.height / 2;
      if (!isBeyond) continue;
      top ??= one.top;
      if (Math.abs(one.top - top) > own.height / 2) break;
      const far = Math.abs(one.left + one.width / 2 - own.left - own.width / 2);
      if (far < least) { least = far; best = at; }
    }
    if (best >= 0) this.#to(best, isExtending);
  }

  #to(at, isExtending) {
    this.to = Math.min(Math.max(at, 0), this.words.length - 1);
    if (!isExtending) this.from = this.to;
    this.show();
  }

  get span() {
    const first = this.words[Math.min(this.from, this.to)], last = this.words[Math.max(this.from, this.to)];
    return first && last ? { start: first.start, end: last.end } : null;
  }

  /** Let the browser select the words, and bring them into sight. */
  show() {
    const range = this.span && rangeOf(this.article, this.span);
    if (!range) return;
    const selection = getSelection();
    selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    const box = range.getBoundingClientRect(), pane = this.article.closest("[data-pane]"), own = pane.getBoundingClientRect();
    if (box.top < own.top + 40) pane.scrollTop -= own.top + 80 - box.top;
    else if (box.bottom > own.bottom - 40) pane.scrollTop += box.bottom - own.bottom + 80;
  }
}
