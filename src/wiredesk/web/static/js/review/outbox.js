// Rulings on their way to the server: kept in this browser until the server has them, sent in order, again and again. Not for: the page.
//
// An item is { id, act: "rule", report, body } or { id, act: "undo", of: id of the item that is undone, rulings }. What was kept
// is remembered by the item's id, so that it can be undone after a reload. Several windows of one person share one outbox; one of
// them sends at a time. A ruling that is sent twice is kept once by the server: the item's id is its key.

import { ask } from "../base.js";

const FIRST_PAUSE_MS = 400, LONGEST_PAUSE_MS = 10000, MOST_KEPT = 300, TRIES_ON_FAILURE = 5, TIME_LIMIT_MS = 20000;

const read = (key, otherwise) => { try { return JSON.parse(localStorage.getItem(key)) ?? otherwise; } catch { return otherwise; } };

export class Outbox {
  /** `on` has kept(item, answer), refused(item, words), changed(n, words) and stopped(words). */
  constructor(person, on) {
    this.waiting = `wiredesk.outbox.${person}`;
    this.done = `wiredesk.ruled.${person}`;
    this.on = on;
    this.isSending = null;
    this.memory = null;
    this.wake = () => {};
    addEventListener("online", () => this.wake());
    addEventListener("storage", (event) => { if (event.key === this.waiting) this.tell(); });
  }

  get items() { return this.memory ?? read(this.waiting, []); }
  get kept() { return read(this.done, []); }
  rulingsOf(id) { return this.kept.find((one) => one.id === id)?.rulings ?? null; }

  #write(items) {
    try {
      localStorage.setItem(this.waiting, JSON.stringify(items));
      this.memory = null;
    } catch { // nothing can be kept here: hold it in the page at least, and say so once
      if (!this.memory) this.on.stopped("This browser keeps nothing for this site: rulings that were not sent are lost when the page is closed.");
      this.memory = items;
    }
  }

  push(item) {
    this.#write([...this.items, item]);
    this.tell();
    this.run();
  }

  /** Take back what was not sent yet; false when it is on its way or gone. */
  drop(id) {
    const items = this.items;
    if (this.isSending === id || !items.some((one) => one.id === id)) return false;
    this.#write(items.filter((one) => one.id !== id));
    this.tell();
    return true;
  }

  tell(words = "") { this.on.changed(this.items.length, words); }

  run() {
    if (this.isRunning) return;
    this.isRunning = true;
    const all = async () => { for (let first; (first = this.items[0]);) await this.#send(first); };
    const locked = navigator.locks ? navigator.locks.request(this.waiting, all) : all();
    locked.catch((error) => this.on.stopped(String(error))).finally(() => { this.isRunning = false; if (this.items.length) this.run(); });
  }

  async #send(item) {
    this.isSending = item.id;
    let pause = FIRST_PAUSE_MS, nFailed = 0, isRefreshed = false;
    for (;;) {
      try {
        const answer = await this.#post(item);
        this.#remove(item.id);
        this.#remember(item, answer);
        this.on.kept(item, answer);
        return;
      } catch (error) {
        const status = error.status;
        if (status === 403 && !isRefreshed && (await refreshed())) { isRefreshed = true; continue; }
        if (status >= 500 && status !== 503 && status !== 504 && status !== 502) nFailed += 1;
        const isPassing = status === undefined || status >= 500 || status === 429 || status === 408 || status === 401;
        if (!isPassing || nFailed >= TRIES_ON_FAILURE) {
          this.#remove(item.id);
          this.on.refused(item, error.message, status);
          return;
        }
        this.tell(status === 401 ? "log in again" : status === undefined ? "the server does not answer" : "the server is busy");
        await new Promise((resolve) => { this.wake = resolve; setTimeout(resolve, pause); });
        pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
      }
    }
  }

  async #post(item) {
    const signal = AbortSignal.timeout(TIME_LIMIT_MS);
    if (item.act === "rule") return ask(`/api/v1/reports/${item.report}/rulings`, { method: "POST", json: item.body, signal });
    let answer = null;
    for (const name of (item.rulings ?? this.rulingsOf(item.of) ?? []).toReversed()) {
      try { answer = await ask(`/api/v1/rulings/${name}/undo`, { method: "POST", json: {}, signal }); }
      catch (error) { if (error.status !== 409) throw error; } // it is undone already
    }
    return answer;
  }

  #remove(id) {
    this.isSending = null;
    this.#write(this.items.filter((one) => one.id !== id));
    this.tell();
  }

  #remember(item, answer) {
    const kept = this.kept.filter((one) => one.id !== item.of);
    if (item.act === "rule") kept.push({ id: item.id, rulings: answer.rulings.map((one) => one.id), report: item.report, unit: item.unit, address: item.address, label: item.label });
    try { localStorage.setItem(this.done, JSON.stringify(kept.slice(-MOST_KEPT))); } catch { /* undoing after a reload is by the list then */ }
  }
}

/** Take a new token where the server began anew since this page was loaded. */
async function refreshed() {
  try {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    const told = new DOMParser().parseFromString(await answer.text(), "text/html").body.getAttribute("hx-headers");
    if (!told || told === document.body.getAttribute("hx-headers")) return false;
    document.body.setAttribute("hx-headers", told);
    return true;
  } catch { return false; }
}
