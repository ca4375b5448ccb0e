// The words of a report: lighting those of a fact and back, selecting some, switching layers. Not for: what a page does with it.
//
// An article is the element [data-article] that the macro `article` writes. Each paragraph says where it stands (data-start and
// data-end, code points of the article text) and its text is that of the article, character for character: put nothing with text
// into it. The words of facts are `.w` with the addresses that point at them in data-a ("i1.victim1 i1 e4"), the narrowest first.
//
//   light(article, ["i1"], { reveal: true })   light the words of these addresses; those of a part ("i1.victim1") stand out, an
//                                              address without words of its own ("i1.type") is lit by what it belongs to
//   dark(article)                              put all lights out
//   wordsAt(article, "i1")                     the elements of an address, [] when it has none
//   addressesOf(element)                       the addresses at a word or fact, the narrowest first; root("i1.date") is "i1"
//   selectedSpan(article, { whole: false })    what the person has selected, as { start, end, words } in code points without
//                                              spaces at its ends, over segments and paragraphs; null when nothing; `whole`
//                                              takes the words whole whose middle was selected
//   rangeOf(article, { start, end })           a DOM Range; lightSpan(article, span or null) paints one (::highlight(chosen))
//   bind(article, facts, { onPin })            let articles and facts light each other by pointing, focus and tap: a fact is any
//                                              element in `facts` with data-a; it gets .lit and .pinned; onPin(addresses, element)
//                                              comes when somebody clicks, taps or presses Enter; returns { pin, unpin, pinned }
//   layers(article)                            chips and keys 1 to 8 switch layers, `l` all of them; remembered
//
// An article that was put in place anew (htmx) is a new element: call bind and layers again.

const texts = new WeakMap();
const still = matchMedia("(prefers-reduced-motion: reduce)");
const long = /^[isl]\+?\d+[a-z]?$/;

const codePoints = (paragraph) => texts.get(paragraph) ?? texts.set(paragraph, Array.from(paragraph.textContent)).get(paragraph);
const paragraphsOf = (article) => [...article.querySelectorAll("p[data-start]")];
const startOf = (paragraph) => Number(paragraph.dataset.start);
const endOf = (paragraph) => startOf(paragraph) + codePoints(paragraph).length;

export const root = (address) => address.split(".", 1)[0];
export const addressesOf = (element) => (element?.dataset.a ?? "").split(" ").filter(Boolean);

export function wordsAt(article, address) {
  return [...article.querySelectorAll(`.w[data-a~="${CSS.escape(address)}"]`)];
}

/** The words of an address or, where it has none, of what it belongs to. */
function nearest(article, address) {
  for (let at = address; ; at = at.slice(0, at.lastIndexOf("."))) {
    const found = wordsAt(article, at);
    if (found.length || !at.includes(".")) return { at, found };
  }
}

export function dark(article) {
  for (const word of article.querySelectorAll(".lit, .core")) word.classList.remove("lit", "core");
}

export function light(article, addresses, { reveal: isWanted = false } = {}) {
  dark(article);
  let first = null;
  for (const address of addresses) {
    const { at, found } = nearest(article, address);
    for (const word of found) word.classList.add("lit", ...(long.test(at) ? [] : ["core"]));
    const parts = at === address && !at.includes(".") ? [...article.querySelectorAll(`.w[data-a*="${CSS.escape(at)}."]`)].filter((word) => addressesOf(word).some((one) => root(one) === at)) : [];
    for (const word of parts) word.classList.add("lit", "core");
    first ??= (at.startsWith("i") ? parts[0] : null) ?? found[0] ?? parts[0] ?? null;
  }
  if (isWanted && first) reveal(first);
  return first;
}

/** Bring an element into sight in its own pane ([data-pane]) where that scrolls by itself, else in the window. */
export function reveal(element) {
  if (!element.getClientRects().length) return;
  const behavior = still.matches ? "auto" : "smooth";
  const pane = element.closest("[data-pane]");
  if (!pane || pane.scrollHeight <= pane.clientHeight + 1 || getComputedStyle(pane).overflowY === "visible") {
    element.scrollIntoView({ block: "nearest", behavior });
    return;
  }
  const box = pane.getBoundingClientRect(), own = element.getBoundingClientRect();
  if (own.top >= box.top + 12 && own.bottom <= box.bottom - 24) return;
  pane.scrollTo({ top: pane.scrollTop + own.top - box.top - pane.clientHeight / 3, behavior });
}

// -- selecting ---------------------------------------------------------------------------------------------------------

/** Count the code points of a paragraph that stand before a point of the document in it. */
function within(paragraph, node, offset) {
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, offset);
  let n = 0;
  for (const _ of before.toString()) n += 1;
  return n;
}

/** Where a point stands: a paragraph's number and an offset in it; outside the nearest one inwards, null when there is none. */
function pointAt(all, node, offset, isEnd) {
  const order = isEnd ? [...all.keys()].reverse() : [...all.keys()];
  for (const k of order) {
    const whole = document.createRange();
    whole.selectNodeContents(all[k]);
    const side = whole.comparePoint(node, offset);
    if (side === 0) return [k, within(all[k], node, offset)];
    if (side === (isEnd ? 1 : -1)) return [k, isEnd ? codePoints(all[k]).length : 0];
  }
  return null;
}

const isSpace = (sign) => /\s/u.test(sign);
const isWord = (sign) => sign !== undefined && /[\p{L}\p{N}\p{M}]/u.test(sign);

/** Move a point inwards over white space and paragraphs' ends; null when there is nothing but these. */
function trimmed(all, [k, at], by) {
  for (; k >= 0 && k < all.length; k += by, at = by > 0 ? 0 : k >= 0 ? codePoints(all[k]).length : 0) {
    const signs = codePoints(all[k]);
    while (by > 0 ? at < signs.length && isSpace(signs[at]) : at > 0 && isSpace(signs[at - 1])) at += by;
    if (by > 0 ? at < signs.length : at > 0) return [k, at];
  }
  return null;
}

function whole(all, [k, at], by) {
  const signs = codePoints(all[k]);
  while (isWord(signs[at - 1]) && isWord(signs[at])) at += by;
  return [k, at];
}

export function selectedSpan(article, { whole: isWhole = false } = {}) {
  const selection = getSelection();
  if (!selection || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0), all = paragraphsOf(article);
  if (!range.intersectsNode(article)) return null;
  let from = pointAt(all, range.startContainer, range.startOffset, false);
  let to = pointAt(all, range.endContainer, range.endOffset, true);
  from = from && trimmed(all, from, 1);
  to = to && trimmed(all, to, -1);
  if (!from || !to) return null;
  if (isWhole) { from = whole(all, from, -1); to = whole(all, to, 1); }
  const start = startOf(all[from[0]]) + from[1], end = startOf(all[to[0]]) + to[1];
  if (end <= start) return null;
  const words = all.slice(from[0], to[0] + 1).map((paragraph) => {
    const own = startOf(paragraph);
    return codePoints(paragraph).slice(Math.max(0, start - own), end - own).join("");
  });
  return { start, end, words: words.join("\n\n") };
}

export function rangeOf(article, { start, end }) {
  const all = paragraphsOf(article), range = document.createRange();
  const first = all.find((one) => endOf(one) > start), last = all.findLast((one) => startOf(one) < end);
  if (!first || !last) return null;
  range.setStart(...placeIn(first, Math.max(0, start - startOf(first))));
  range.setEnd(...placeIn(last, Math.min(codePoints(last).length, end - startOf(last))));
  return range;
}

/** The text node and UTF-16 offset of a code point in a paragraph. */
function placeIn(paragraph, at) {
  const walk = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  let left = codePoints(paragraph).slice(0, at).join("").length, node = walk.nextNode();
  while (node && left > node.length) { left -= node.length; node = walk.nextNode() ?? node; }
  return node ? [node, left] : [paragraph, 0];
}

export function lightSpan(article, span) {
  const range = span && rangeOf(article, span);
  if (!globalThis.CSS?.highlights) return;
  if (range) CSS.highlights.set("chosen", new Highlight(range));
  else CSS.highlights.delete("chosen");
}

// -- pointing ----------------------------------------------------------------------------------------------------------

// What slides under a mouse that rests is not pointed at: walking the facts by keys scrolls them.
let mouse = "";
const spot = (event) => `${event.screenX} ${event.screenY}`;
const isPointing = (event) => event.pointerType === "mouse" && spot(event) !== mouse;
addEventListener("pointermove", (event) => { mouse = spot(event); }, { capture: true, passive: true });

export function bind(article, facts, { onPin = () => {} } = {}) {
  let pinned = [], timer = 0;
  const soon = (what) => { clearTimeout(timer); timer = setTimeout(what, 140); };
  const holders = () => [...facts.querySelectorAll("[data-a]")];
  const wordAt = (event) => event.target.closest?.(".w");
  const holderAt = (event) => event.target.closest?.("[data-a]");

  /** Facts at these addresses, the innermost first: a victim's line, then its incident. */
  function factsAt(addresses) {
    const wanted = new Set(addresses.flatMap((one) => [one, root(one)]));
    const found = holders().filter((one) => addressesOf(one).some((address) => wanted.has(address)));
    const rank = (one) => Math.min(...addressesOf(one).map((address) => { const n = addresses.indexOf(address); return n < 0 ? addresses.length : n; }));
    return found.sort((a, b) => rank(a) - rank(b));
  }
  function show(addresses, name) {
    for (const one of facts.querySelectorAll(`.${name}`)) one.classList.remove(name);
    const found = factsAt(addresses);
    for (const one of found) one.classList.add(name);
    return found;
  }
  function ofWord(word, isRevealed) {
    const addresses = addressesOf(word);
    light(article, addresses.length ? [addresses[0].includes(".") ? root(addresses[0]) : addresses[0]] : []);
    word.classList.add("core");
    const found = show(addresses, "lit");
    if (isRevealed && found[0]) soon(() => reveal(found[0]));
  }
  function ofFact(holder, isRevealed) {
    show(addressesOf(holder), "lit");
    const first = light(article, addressesOf(holder));
    if (isRevealed && first) soon(() => reveal(first));
  }
  function back() {
    clearTimeout(timer);
    show(pinned, "lit");
    light(article, pinned);
  }
  function pin(addresses, element = null) {
    pinned = addresses;
    show(addresses, "pinned");
    back();
    onPin(addresses, element);
  }

  article.addEventListener("pointerover", (event) => { const word = wordAt(event); if (word && isPointing(event) && !event.buttons) ofWord(word, true); });
  article.addEventListener("pointerout", (event) => { if (wordAt(event) && isPointing(event)) back(); });
  article.addEventListener("click", (event) => {
    if (!getSelection().isCollapsed) return;
    const word = wordAt(event);
    if (!word) { pin([]); return; }
    pin(addressesOf(word), word);
    ofWord(word, true);
  });
  facts.addEventListener("pointerover", (event) => { const one = holderAt(event); if (one && isPointing(event)) ofFact(one, true); });
  facts.addEventListener("pointerout", (event) => { if (holderAt(event) && isPointing(event)) back(); });
  facts.addEventListener("focusin", (event) => { const one = holderAt(event); if (one && event.target.matches(":focus-visible")) ofFact(one, true); });
  facts.addEventListener("focusout", back);
  facts.addEventListener("click", (event) => {
    const one = holderAt(event), control = event.target.closest("a, button, input, select, textarea, summary, label");
    if (!one || !getSelection().isCollapsed || (control && !control.matches("[data-show]"))) return;
    if (control) event.preventDefault();
    pin(addressesOf(one), one);
    ofFact(one, true);
  });
  rove(article, ofWord, (word) => { pin(addressesOf(word), word); factsAt(addressesOf(word))[0]?.querySelector("a, button")?.focus({ preventScroll: true }); });
  article.addEventListener("focusout", back);
  document.body.classList.add("live");
  return { pin, unpin: () => pin([]), get pinned() { return pinned; } };
}

/** One stop of the Tab key for all words of an article, arrows among them, Enter to keep them lit. */
function rove(article, onFocus, onEnter) {
  const words = [...article.querySelectorAll(".w")].filter((word) => word.textContent.trim());
  for (const word of words) { word.tabIndex = -1; word.setAttribute("role", "button"); }
  if (words.length) words[0].tabIndex = 0;
  article.addEventListener("focusin", (event) => {
    const word = event.target.closest(".w");
    if (!word) return;
    for (const one of article.querySelectorAll(".w[tabindex='0']")) one.tabIndex = -1;
    word.tabIndex = 0;
    if (word.matches(":focus-visible")) onFocus(word, true);
  });
  article.addEventListener("keydown", (event) => {
    const word = event.target.closest(".w");
    if (!word || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = by && words[words.indexOf(word) + by];
    if (next) { next.focus({ preventScroll: true }); reveal(next); }
    else if (event.key === "Enter" || event.key === " ") onEnter(word);
    if (by || event.key === "Enter" || event.key === " ") event.preventDefault();
  });
}

// -- layers ------------------------------------------------------------------------------------------------------------

const KEPT = "wiredesk.layers";

export function layers(article) {
  const chips = [...document.querySelectorAll(`[data-layers-of="${article.id}"] [data-layer]`)];
  const all = chips.map((chip) => chip.dataset.layer);
  let off = (localStorage.getItem(KEPT) ?? "").split(" ").filter((one) => all.includes(one));
  const paint = () => {
    article.dataset.off = off.join(" ");
    localStorage.setItem(KEPT, off.join(" "));
    for (const chip of chips) chip.setAttribute("aria-pressed", String(!off.includes(chip.dataset.layer)));
  };
  const turn = (name) => { off = off.includes(name) ? off.filter((one) => one !== name) : [...off, name]; paint(); };
  for (const chip of chips) chip.addEventListener("click", () => turn(chip.dataset.layer));
  document.addEventListener("keydown", (event) => {
    if (!article.isConnected || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, dialog")) return;
    const chip = chips.find((one) => one.getAttribute("aria-keyshortcuts") === event.key);
    if (chip) turn(chip.dataset.layer);
    else if (event.key === "l") { off = off.length ? [] : all; paint(); }
  });
  paint();
}
