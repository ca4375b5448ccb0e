// Review at keyboard speed: one fact after the other, ruled on by single keys. What is ruled is shown at once and sent behind it.
//
// Parts: review/units.js (what is reviewed, fetched ahead), review/outbox.js (rulings on their way), review/panel.js (the fact in
// large), review/step.js and review/adding.js (correcting, adding), review/caret.js (choosing words by keys).

import { isTyping, notify } from "./base.js";
import { dark, light, lightSpan, selectedSpan, addressesOf } from "./article.js";
import { Adding } from "./review/adding.js";
import { Caret } from "./review/caret.js";
import { Outbox } from "./review/outbox.js";
import { el, fill, fillNeighbours, saysOf, say, slot } from "./review/panel.js";
import { Step } from "./review/step.js";
import { Units } from "./review/units.js";

const setup = JSON.parse(document.getElementById("review-setup").textContent);
const pane = document.getElementById("pane"), panel = document.getElementById("panel"), done = document.getElementById("done");
const VERDICTS = { accept: "accepted", correct: "corrected", reject: "rejected", unsure: "unsure", published: "corrected" };
const MOST_AT_ONCE = 50, HOUR_MS = 3600000, GOING_MS = 1200;
const baseOf = (address) => /^[a-z]\+?\d+[a-z]?(?:\.[a-z_]+\d+)?/.exec(address)?.[0] ?? address;

let units = null, now = null, at = 0, caret = null, mode = null, goingAt = -GOING_MS, isOver = false;
const been = [], undos = [], detours = [];

// -- where we are ------------------------------------------------------------------------------------------------------

const wants = (fact) => !fact.mine && !fact.isPassed && (fact.mark === null || Boolean(setup.filters.only));

function show(unit, fact, { isBack = false } = {}) {
  if (now && !isBack && now.fact !== fact) been.push(now);
  const isNew = now?.unit !== unit || !unit.node.isConnected;
  now = { unit, fact };
  isOver = false;
  if (mode) leave();
  if (isNew) {
    pane.replaceChildren(unit.node);
    pane.scrollTop = 0;
    caret = new Caret(unit.article);
  }
  panel.hidden = false;
  done.hidden = true;
  document.getElementById("beside").hidden = false;
  fill(unit, fact);
  lit(unit, fact);
  document.body.dataset.fact = fact.address;
  document.body.dataset.unit = unit.key;
  say(`${fact.refused ? `${fact.refused}. ` : ""}${fact.asked} ${saysOf(fact)}`);
  units.ahead(at, () => { if (isOver) advance(); });
}

/** Light the words of a fact and bring them to the middle of the article. */
function lit(unit, fact) {
  getSelection().removeAllRanges();
  const first = light(unit.article, fact.address === "published" ? [] : [fact.what === "incident" ? fact.at : fact.address]);
  lightSpan(unit.article, fact.chosen ?? null);
  if (!first) { if (fact.address === "published") pane.scrollTop = 0; return; }
  const box = first.getBoundingClientRect(), own = pane.getBoundingClientRect();
  if (pane.scrollHeight > pane.clientHeight + 1) pane.scrollTop += box.top - own.top - (pane.clientHeight - Math.min(box.height, 60)) / 2;
  else if (box.top < 70 || box.bottom > innerHeight - 40) scrollTo({ top: scrollY + box.top - innerHeight / 3 });
}

function nextIn(unit, from) {
  const after = unit.facts.findIndex((one, k) => k > from && wants(one));
  return after >= 0 ? after : unit.facts.findIndex(wants);
}

/** Go on: to what came back, to the next open fact of this unit, to the next unit, to the end. */
function advance() {
  const detour = detours.shift();
  if (detour) { document.body.dataset.waiting = String(detours.length); show(detour.unit, detour.fact); return; }
  const own = units.all[at];
  const next = own ? nextIn(own, own === now?.unit ? own.facts.indexOf(now.fact) : -1) : -1;
  if (next >= 0) { show(own, own.facts[next]); return; }
  for (let k = at + 1; k < units.all.length; k += 1) {
    const first = units.all[k].facts.findIndex(wants);
    if (first >= 0) { at = k; show(units.all[k], units.all[k].facts[first]); return; }
  }
  at = Math.max(0, units.all.length - 1);
  units.ahead(at, () => { if (isOver) advance(); });
  over();
}

function over() {
  isOver = true;
  const isWaiting = !units.isAtEnd;
  panel.hidden = true;
  done.hidden = false;
  if (now) { dark(now.unit.article); lightSpan(now.unit.article, null); fillNeighbours(now.unit, null); }
  done.classList.toggle("waits", isWaiting);
  const nPassed = units.all.flatMap((one) => one.facts).filter((one) => one.isPassed && !one.mine).length;
  const title = done.querySelector("[data-done=title]"), words = done.querySelector("[data-done=words]");
  title.textContent = isWaiting ? "One moment" : setup.report ? "This report is done" : "Nothing more waits for a ruling";
  const skipped = nPassed ? ` ${nPassed} ${nPassed === 1 ? "fact was" : "facts were"} skipped.` : "";
  words.textContent = isWaiting ? "The next facts are being fetched." : `You ruled on ${(setup.today + nRuled).toLocaleString("en")} facts today.${skipped}`;
  document.body.dataset.fact = isWaiting ? "" : "end";
  if (!isWaiting) { say(`${title.textContent}. ${words.textContent}`); done.focus({ preventScroll: true }); }
}

// -- ruling ------------------------------------------------------------------------------------------------------------

let nRuled = 0;

function seenOf(fact, address, words) {
  if (!fact.seen) return undefined;
  const own = address === fact.at ? fact.seen.words : words;
  return own === undefined ? { spans: fact.seen.spans } : { words: own, spans: fact.seen.spans };
}

function rulingOf(fact, action, answer = {}) {
  if (fact.address === "published") return { action: "published", value: answer.value ?? fact.large };
  if (action === "correct") {
    const field = answer.field ?? fact.main, said = answer.chosen ? { chosen: answer.chosen } : { value: answer.value };
    return { action, address: field.address, ...said, seen: seenOf(fact, field.address, field.raw) };
  }
  const address = action === "reject" ? fact.reject : fact.at;
  return { action, address, seen: seenOf(fact, address) };
}

/** Keep rulings on facts in the outbox, mark them here, and let them be undone. */
function send(rulings, facts, label) {
  const id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2, 12)}`;
  const { unit } = now;
  const before = facts.map((fact) => ({ fact, mark: fact.mark, large: fact.large, details: fact.details, chosen: fact.chosen }));
  undos.push({ id, unit, facts: before, n: facts.length });
  outbox.push({ id, act: "rule", report: unit.report, unit: unit.key, address: facts[0]?.address ?? "", label, body: { rulings, key: id } });
  came(facts.length);
  return id;
}

let lastHint = null;

function hint(words) {
  lastHint?.remove();
  lastHint = notify(words);
}

function mark(fact, action, id) {
  fact.mine = id;
  fact.refused = null;
  fact.mark = { verdict: VERDICTS[action], who: setup.me };
}

function rule(action, answer = {}, began = performance.now()) {
  const { unit, fact } = now;
  if (!fact.can.includes(action)) { hint(action === "reject" ? "It is empty already: accept that the report does not say it, or correct it." : "That cannot be said of it: correct it, or skip."); return; }
  const id = send([rulingOf(fact, action, answer)], [fact], `${fact.asked} ${saysOf(fact)}`);
  if (action === "correct") says(fact, answer);
  mark(fact, action, id);
  if (action === "reject" && fact.incident === fact.reject) closeGroup(unit, fact, id);
  advance();
  measured(began);
}

/** Show what a correction says, before the server says it. */
function says(fact, answer) {
  const field = answer.field ?? fact.main;
  if (!fact.main || field.address === fact.main.address) fact.large = answer.words;
  else fact.details = [...fact.details.filter((one) => one.address !== field.address), { ...field, words: answer.words }];
  if (answer.chosen && ["words", "content", "evidence", "mentions"].includes(field.name)) fact.chosen = { start: answer.chosen[0][0], end: answer.chosen[0][1] };
}

/** With an incident all of its parts go. */
function closeGroup(unit, fact, id) {
  const entry = undos.at(-1);
  for (const one of unit.facts) {
    if (one === fact || one.incident !== fact.incident || one.mine) continue;
    entry.facts.push({ fact: one, mark: one.mark, large: one.large, details: one.details, chosen: one.chosen });
    mark(one, "reject", id);
  }
}

function acceptAll(began) {
  const { unit, fact } = now;
  const facts = unit.facts.filter((one) => wants(one) && one.incident === fact.incident && one.seen && one.can.includes("accept")).slice(0, MOST_AT_ONCE);
  if (!facts.length) return;
  const id = send(facts.map((one) => rulingOf(one, "accept")), facts, `${facts.length} facts`);
  for (const one of facts) mark(one, "accept", id);
  advance();
  measured(began);
  notify(`${facts.length} ${facts.length === 1 ? "fact" : "facts"} accepted`, { undo: () => undo(id) });
}

function choose(number, began) {
  const choice = now.fact.choice?.choices[number];
  if (!choice) return;
  if (choice.value === now.fact.choice.raw && now.fact.can.includes("accept")) rule("accept", {}, began);
  else rule("correct", { field: now.fact.choice, value: choice.value, words: choice.label }, began);
}

function skip() {
  now.fact.isPassed = true;
  advance();
}

function back() {
  const last = been.pop();
  if (last) show(last.unit, last.fact, { isBack: true });
}

function undo(id = null) {
  const k = id ? undos.findIndex((one) => one.id === id) : undos.length - 1;
  const entry = undos.splice(k, 1)[0] ?? null;
  if (!entry) { undoEarlier(); return; }
  if (!outbox.drop(entry.id)) outbox.push({ id: crypto.randomUUID?.() ?? `${Date.now()}-undo-${Math.random()}`, act: "undo", of: entry.id, report: entry.unit.report, unit: entry.unit.key, unitChanged: entry.facts.length === 0 });
  restore(entry);
  came(-entry.n);
  const first = entry.facts[0];
  if (first) show(entry.unit, first.fact);
  else say("Undone");
}

function restore(entry) {
  for (const { fact, ...before } of entry.facts) Object.assign(fact, before, { mine: null, isPassed: false });
}

/** Undo what an earlier page ruled; its fact is fetched once it is undone. */
function undoEarlier() {
  const last = outbox.kept.findLast((one) => !undone.has(one.id));
  if (!last) { hint("There is nothing left to undo here. My rulings lists all."); return; }
  undone.add(last.id);
  outbox.push({ id: `${last.id}-undo`, act: "undo", of: last.id, rulings: last.rulings, report: last.report, unit: last.unit, address: last.address, isShown: true });
  notify(`Undone: ${last.label}`);
}
const undone = new Set();

/** Measure from the key to the frame in which the next fact is lit. */
function measured(began) {
  requestAnimationFrame(() => {
    const behind = new MessageChannel();
    behind.port1.onmessage = () => { performance.measure("ruled", { start: began, end: performance.now() }); };
    behind.port2.postMessage(0);
  });
}

// -- correcting, adding ------------------------------------------------------------------------------------------------

function leave() {
  mode?.close?.();
  mode = null;
  document.body.classList.remove("asking");
  slot("choices").hidden = !now?.fact.choice;
}

function enter(made) {
  mode = made;
  document.body.classList.add("asking");
  slot("choices").hidden = true;
}

function correct(number = null) {
  const { fact } = now;
  const fields = fact.fields.length ? fact.fields : [{ address: "published", name: "published", label: "Published", raw: fact.large, hint: "2016-09-09, 2016-09, 2016-09-01/2016-09-08", choices: [], may_choose: false }];
  const field = number === null ? fields.find((one) => one.address === fact.main?.address) ?? fields[0] : fields[number];
  const had = selectedSpan(now.unit.article);
  if (mode) leave();
  caret.from = caret.to = -1;
  enter(new Step(slot("edit"), field, {
    caret, near: spanOf(fact), tabs: fields, cancel: leave, onTab: (k) => correct(k),
    done: (answer) => { const began = performance.now(); leave(); rule("correct", { field, ...answer }, began); },
  }));
  if (!had && !field.choices?.length && !field.may_choose) slot("edit").querySelector("input").select();
}

/** Where the caret begins: at the words of the fact. */
function spanOf(fact) {
  const pair = fact.seen?.spans[0];
  return pair ? { start: pair[0], end: pair[1] } : null;
}

function add() {
  if (mode) leave();
  caret.from = caret.to = -1;
  enter(new Adding(slot("edit"), { unit: now.unit, fact: now.fact, caret, vocabulary: setup.kinds, cancel: leave, done: (kind, fields, words, label) => {
    leave();
    undos.push({ id: addition(kind, fields, `${label}: ${words}`), unit: now.unit, facts: [], n: 1 });
    notify(`${label} added: ${words.slice(0, 80)}`, { undo: () => undo() });
  } }));
}

function addition(kind, fields, label) {
  const id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2, 12)}`;
  outbox.push({ id, act: "rule", report: now.unit.report, unit: now.unit.key, address: "", label, body: { rulings: [{ action: "add", kind, fields }], key: id } });
  came(1);
  return id;
}

function reject(began) {
  const { fact } = now;
  if (fact.reject === fact.address && fact.what !== "incident") { rule("reject", {}, began); return; }
  if (!fact.can.includes("reject")) { rule("reject", {}, began); return; }
  const box = slot("edit");
  const yes = el("button", { type: "button", class: "danger" }, el("span", { text: "Reject it" }), el("kbd", { text: "Enter" }));
  const no = el("button", { type: "button", class: "quiet" }, el("span", { text: "Cancel" }), el("kbd", { text: "Esc" }));
  yes.addEventListener("click", () => { leave(); rule("reject"); });
  no.addEventListener("click", leave);
  box.replaceChildren(el("p", { class: "step-title", text: "Reject the whole incident, with all that belongs to it?" }), el("div", { class: "line" }, yes, no));
  box.hidden = false;
  say("Reject the whole incident? Enter rejects, Escape cancels.");
  enter({
    close() { box.hidden = true; box.replaceChildren(); },
    key(event) {
      if (event.key === "Escape") leave();
      else if (event.key === "Enter" || event.key === "r") { const pressed = event.timeStamp; leave(); rule("reject", {}, pressed); }
      return event.key.length === 1 || event.key === "Enter" || event.key === "Escape";
    },
  });
}

// -- what the server says ----------------------------------------------------------------------------------------------

const sending = document.getElementById("sending");
let loginTold = null;
const outbox = new Outbox(setup.me, {
  changed(n, words) {
    sending.hidden = n === 0;
    sending.textContent = n ? `${n} being sent${words ? `: ${words}` : ""}` : "";
    sending.classList.toggle("waits", Boolean(words));
    document.body.dataset.sending = String(n);
    if (words === "log in again" && !loginTold) loginTold = notify("You are logged out. Log in again in another window: nothing is lost, it is sent then.", { kind: "wrong", stays: true });
    if (n === 0) { loginTold?.remove(); loginTold = null; }
  },
  kept(item, answer) {
    if (item.isShown && item.address) bringBack(item, null);
    if (item.unitChanged) renew(item);
    if (item.act !== "rule") return;
    for (const [k, one] of answer.rulings.entries()) {
      settle(item, item.body.rulings[k], one);
      if (one.before && one.before.who !== setup.me && one.before.verdict !== VERDICTS[one.action]) notify(`${one.before.who} had ${one.before.verdict === "unsure" ? "been unsure about" : one.before.verdict} this before: ${item.label}`);
    }
    if (item.body.rulings[0]?.action === "add") renew(item);
  },
  refused(item, words) {
    if (item.act === "undo") { notify(`Not undone: ${words}`, { kind: "wrong", stays: true }); return; }
    const k = undos.findIndex((one) => one.id === item.id);
    const entry = k >= 0 ? undos.splice(k, 1)[0] : null;
    if (entry) { restore(entry); came(-entry.n); }
    notify(`Not kept: ${item.label}. ${words}`, { kind: "wrong", stays: true });
    if (item.address) bringBack(item, words, entry);
  },
  stopped(words) { notify(words, { kind: "wrong", stays: true }); },
});

/** Take over what a ruling made of its fact, so that later rulings on it say what is there now. */
function settle(item, asked, became) {
  if (!asked?.address || !became.address) return;
  const base = baseOf(asked.address);
  for (const unit of [...units.all, now?.unit].filter((one) => one?.report === item.report)) {
    for (const fact of unit.facts.filter((one) => one.seen && baseOf(one.at) === base)) {
      if (fact.at === asked.address) fact.seen.words = became.words;
      for (const field of [fact.main, fact.choice, ...fact.fields]) if (field?.address === asked.address) field.raw = became.words;
      if (became.spans.length) fact.seen.spans = became.spans;
    }
  }
}

/** Fetch a fact as it stands now and ask it next. */
async function bringBack(item, words, entry = null) {
  try {
    const unit = await units.anew(item.report, item.address);
    const fact = unit?.facts[0];
    if (!fact) { if (words) for (const { fact: gone } of entry?.facts ?? []) gone.isPassed = true; if (isOver) advance(); return; }
    for (const { fact: old } of entry?.facts ?? []) if (old.address === fact.address) old.isPassed = true;
    fact.refused = words;
    if (!words) fact.mark = null;
    detours.push({ unit, fact });
    document.body.dataset.waiting = String(detours.length);
    if (isOver || !words) advance();
  } catch (error) { notify(error.message, { kind: "wrong" }); }
}

/** Show a unit anew after something was added to it, or that was undone, where nothing is in the way. */
async function renew(item) {
  try {
    const fresh = await units.anew(item.unit);
    const own = units.all.find((one) => one.key === item.unit);
    if (!fresh || !own) return;
    const known = new Set(own.facts.map((one) => one.address)), there = new Set(fresh.facts.map((one) => one.address));
    own.facts = own.facts.filter((one) => there.has(one.address) || one.mark?.verdict !== "added" || one === now.fact);
    own.facts.push(...fresh.facts.filter((one) => !known.has(one.address) && one.mark?.verdict === "added"));
    own.incidents = fresh.incidents;
    own.entities = fresh.entities;
    const isShown = own.node.isConnected;
    own.node = fresh.node;
    own.article = fresh.article;
    if (isShown && now.unit === own) {
      const top = pane.scrollTop, kept = mode;
      pane.replaceChildren(own.node);
      pane.scrollTop = top;
      if (!kept) { caret = new Caret(own.article); fill(own, now.fact); lit(own, now.fact); }
      else caret.article = own.article;
    }
  } catch { /* it stands in the list at the next visit */ }
}

// -- progress ----------------------------------------------------------------------------------------------------------

const PACE = `wiredesk.pace.${setup.me}`;

function came(n) {
  nRuled += n;
  const from = Date.now() - HOUR_MS;
  let times = [];
  try { times = JSON.parse(localStorage.getItem(PACE) ?? "[]").filter((one) => one > from); } catch { times = []; }
  if (n > 0) times.push(...Array(n).fill(Date.now()));
  else times.splice(times.length + n);
  localStorage.setItem(PACE, JSON.stringify(times.slice(-5000)));
  const recent = times.filter((one) => one > Date.now() - HOUR_MS / 6);
  const [first, last] = [recent[0], recent.at(-1)];
  const pace = recent.length > 4 && last - first > 20000 ? Math.round((recent.length - 1) * HOUR_MS / (last - first)) : 0;
  const told = (name, words) => { const one = document.querySelector(`[data-come=${name}]`); if (one) one.textContent = words; };
  told("today", (setup.today + nRuled).toLocaleString("en"));
  told("left", Math.max(0, setup.left - nRuled).toLocaleString("en"));
  told("pace", pace ? ` · ${pace.toLocaleString("en")} an hour` : "");
}

// -- keys, buttons -----------------------------------------------------------------------------------------------------

const DO = { accept: (began) => rule("accept", {}, began), correct: () => correct(), reject, unsure: (began) => rule("unsure", {}, began), skip, back, undo: () => undo(), add, all: acceptAll };
const KEYS = { a: "accept", c: "correct", r: "reject", u: "unsure", n: "skip", " ": "skip", p: "back", z: "undo", m: "add", A: "all" };
const single = document.getElementById("single-keys");

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (mode) {
    const field = mode.key(event);
    if (field) event.preventDefault();
    return;
  }
  if (isTyping(event.target)) return;
  if (event.key === "g") { goingAt = event.timeStamp; return; }
  if (event.timeStamp - goingAt < GOING_MS) { goingAt = -GOING_MS; return; }
  if (!single.checked || event.repeat) return;
  if ((event.key === " " || event.key === "Enter") && event.target.closest?.("a, button, summary")) return;
  if (isOver || !now) { if (event.key === "z") { event.preventDefault(); undo(); } else if (event.key === "p") back(); return; }
  if (/^[1-9]$/.test(event.key) && now.fact.choice) { event.preventDefault(); choose(Number(event.key) - 1, event.timeStamp); return; }
  if (event.key.startsWith("Arrow") && (event.shiftKey || (caret.isPlaced && !getSelection().isCollapsed))) { event.preventDefault(); moveCaret(event); return; }
  const name = KEYS[event.key];
  if (!name) return;
  event.preventDefault();
  DO[name](event.timeStamp);
}

/** Choose words before saying what for. */
function moveCaret(event) {
  if (!caret.isPlaced) { caret.place(spanOf(now.fact)); caret.follow(); caret.show(); return; }
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") caret.step(event.key === "ArrowRight" ? 1 : -1, event.shiftKey);
  else caret.line(event.key === "ArrowDown" ? 1 : -1, event.shiftKey);
}

function clicked(event) {
  const button = event.target.closest("[data-do]");
  if (button) { event.preventDefault(); if (!button.disabled && now) DO[button.dataset.do](event.timeStamp); return; }
  const choice = event.target.closest("[data-choose]");
  if (choice && now) { choose(now.fact.choice.choices.findIndex((one) => one.value === choice.dataset.choose), event.timeStamp); return; }
  const link = event.target.closest("a[data-fact]");
  if (link && now && !event.ctrlKey && !event.metaKey) {
    const fact = now.unit.facts.find((one) => one.address === link.dataset.fact);
    if (fact) { event.preventDefault(); show(now.unit, fact); }
    return;
  }
  const word = event.target.closest(".w");
  if (word && now && !mode && getSelection().isCollapsed) {
    const wanted = addressesOf(word).flatMap((one) => [one, one.split(".")[0]]);
    const fact = wanted.map((address) => now.unit.facts.find((one) => one.address === address)).find(Boolean);
    if (fact) show(now.unit, fact);
  }
}

// -- beginning ---------------------------------------------------------------------------------------------------------

function begin() {
  const section = pane?.querySelector("section.unit");
  if (!section) return;
  document.body.classList.add("live", "reviewing");
  document.body.dataset.keys = "review";
  units = new Units(section, { filters: setup.filters, isAlone: setup.report !== null, kinds: setup.kinds, forms: setup.forms });
  const first = units.all[0], wanted = location.hash.slice(1) || setup.fact;
  const k = first.facts.findIndex((one) => one.address === decodeURIComponent(wanted ?? ""));
  if (k >= 0) show(first, first.facts[k]);
  else advance();
  single.checked = localStorage.getItem("wiredesk.singleKeys") !== "off";
  single.addEventListener("change", () => localStorage.setItem("wiredesk.singleKeys", single.checked ? "on" : "off"));
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", clicked);
  document.getElementById("rule").addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", () => { const fact = now?.unit.facts.find((one) => one.address === decodeURIComponent(location.hash.slice(1))); if (fact) show(now.unit, fact); });
  came(0);
}

begin();
outbox.tell();
outbox.run();
