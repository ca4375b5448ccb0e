// Bind facts and words: pointing at one lights the other. The page is complete without this.
(() => {
  "use strict";
  const all = (what, from = document) => [...from.querySelectorAll(what)];
  const words = all(".w"), facts = all(".fact"), panel = document.getElementById("facts");
  const tray = document.getElementById("tray"), help = document.getElementById("help");
  const byId = new Map(facts.map((fact) => [fact.dataset.fact, fact]));
  const ids = new Map(words.map((word) => [word, word.dataset.f.split(" ")]));
  const places = new Map();             // fact id -> runs of neighbouring words
  const read = document.getElementById("read");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const narrow = matchMedia("(max-width: 60rem)");
  const step = new Map();
  let pinned = [], timer = 0;

  words.forEach((word, n) => {
    const parts = word.dataset.p.split(" "), follows = n > 0 && word.previousSibling === words[n - 1];
    ids.get(word).forEach((id, k) => {
      const runs = places.get(id) || places.set(id, []).get(id), last = runs[runs.length - 1];
      const goesOn = follows && last && last.words[last.words.length - 1] === words[n - 1] && last.part === parts[k];
      goesOn ? last.words.push(word) : runs.push({ part: parts[k], words: [word] });
    });
  });
  facts.forEach((fact) => {
    const n = (places.get(fact.dataset.fact) || []).length;
    if (n < 2) return;
    const count = document.createElement("span");
    count.className = "count";
    count.textContent = n + " passages";
    fact.querySelector(".what").append(count);
  });

  const dark = () => all(".lit, .core").forEach((one) => one.classList.remove("lit", "core"));
  // Every fact of `which` is lit; the words of the first alone, the narrowest, or a long passage would drown them.
  function light(which) {
    dark();
    which.forEach((id) => byId.has(id) && byId.get(id).classList.add("lit"));
    for (const id of which.slice(0, 1)) {
      for (const run of places.get(id) || [])
        for (const word of run.words) word.classList.add("lit", ...(run.part === "evidence" || run.part === "content" ? [] : ["core"]));
    }
  }
  function pin(which) {
    pinned = which;
    all(".pinned").forEach((one) => one.classList.remove("pinned"));
    which.forEach((id) => byId.has(id) && byId.get(id).classList.add("pinned"));
    light(which);
  }
  const manner = () => (still.matches ? "auto" : "smooth");
  function isSeen(node, top, bottom) {
    const box = node.getBoundingClientRect();
    return box.top >= top && box.bottom <= bottom;
  }
  function toWord(word) {
    if (!word) return;
    const box = narrow.matches ? { top: 0, bottom: innerHeight } : read.getBoundingClientRect();
    if (!isSeen(word, box.top + 10, box.bottom - 30)) word.scrollIntoView({ block: "center", behavior: manner() });
  }
  function toFact(fact) {
    if (narrow.matches || !panel.contains(fact)) return;
    const box = panel.getBoundingClientRect();
    if (isSeen(fact, box.top, box.bottom)) return;
    panel.scrollTo({ top: panel.scrollTop + fact.getBoundingClientRect().top - box.top - 60, behavior: manner() });
  }
  const soon = (what) => { clearTimeout(timer); timer = setTimeout(what, 140); };
  const bestRun = (id) => {
    const runs = places.get(id) || [];
    return runs.find((run) => run.part === "content") || runs.find((run) => run.part !== "evidence") || runs[0];
  };
  const firstWord = (id) => { const run = bestRun(id); return run && run.words[0]; };

  function tellTray(which) {
    tray.replaceChildren(...which.filter((id) => byId.has(id)).map((id) => {
      const fact = byId.get(id), link = document.createElement("a"), kind = document.createElement("small");
      const part = fact.closest(".part");
      link.href = "#f-" + id;
      link.className = [...fact.classList].find((name) => name.startsWith("s-")) || "";
      kind.textContent = part ? part.querySelector("h2").firstChild.textContent.trim() : "Published";
      link.append(kind, (fact.querySelector(".go") || fact.querySelector(".what")).textContent);
      const words = fact.querySelector("blockquote"), said = document.createElement("small");
      if (words) { said.textContent = words.textContent; link.append(said); }
      return link;
    }));
    tray.hidden = !tray.childElementCount;
  }
  function liftAboveTray(word) {
    const over = tray.hidden ? 0 : word.getBoundingClientRect().bottom - tray.getBoundingClientRect().top + 12;
    if (narrow.matches && over > 0) scrollBy({ top: over, behavior: manner() });
  }

  // facts
  facts.forEach((fact) => {
    const id = fact.dataset.fact, go = fact.querySelector(".go");
    fact.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "mouse") return;
      light([id]);
      if (!narrow.matches) soon(() => toWord(firstWord(id)));
    });
    fact.addEventListener("pointerleave", () => { clearTimeout(timer); light(pinned); });
    fact.addEventListener("focusin", () => { light([id]); if (!narrow.matches) toWord(firstWord(id)); });
    fact.addEventListener("focusout", () => light(pinned));
    if (!go) return;
    fact.addEventListener("click", (event) => {
      if (event.target.closest("a") !== go && String(getSelection())) return;
      event.preventDefault();
      const again = pinned.length === 1 && pinned[0] === id;
      pin([id]);
      if (narrow.matches) tellTray([id]);
      again ? turn(id, 1) : (step.delete(id), toWord(firstWord(id)));
    });
  });
  function turn(id, by) {
    const runs = places.get(id) || [];
    if (!runs.length) return;
    const now = step.has(id) ? step.get(id) : runs.indexOf(bestRun(id)), next = (now + by + runs.length) % runs.length;
    step.set(id, next);
    runs[next].words[0].scrollIntoView({ block: "center", behavior: manner() });
    const count = byId.get(id).querySelector(".count");
    if (count) count.textContent = next + 1 + " of " + runs.length + " passages";
  }

  // words
  const article = document.getElementById("article");
  const wordOf = (event) => event.target.closest && event.target.closest(".w");
  article.addEventListener("mouseover", (event) => {
    const word = wordOf(event);
    if (!word || narrow.matches) return;
    light(ids.get(word));
    soon(() => { const fact = ids.get(word).map((id) => byId.get(id)).find((one) => one && panel.contains(one)); if (fact) toFact(fact); });
  });
  article.addEventListener("mouseout", (event) => { if (wordOf(event)) { clearTimeout(timer); light(pinned); } });
  article.addEventListener("click", (event) => {
    const word = wordOf(event);
    if (String(getSelection())) return;
    if (!word) { pin([]); tellTray([]); return; }
    keep(word);
  });
  function keep(word) {
    pin(ids.get(word));
    tellTray(ids.get(word));
    liftAboveTray(word);
    const fact = ids.get(word).map((id) => byId.get(id)).find((one) => one && panel.contains(one));
    if (fact) toFact(fact);
    return fact;
  }
  article.addEventListener("focusin", (event) => { const word = wordOf(event); if (word) { rove(words, word); light(ids.get(word)); } });
  article.addEventListener("focusout", () => light(pinned));

  // keys: one stop for the words, one for the facts, arrows inside
  const gos = facts.map((fact) => fact.querySelector(".go")).filter(Boolean);
  const rove = (row, to) => row.forEach((one) => (one.tabIndex = one === to ? 0 : -1));
  words.forEach((word) => word.setAttribute("role", "button"));
  const inPanel = gos.filter((go) => panel.contains(go));
  if (words.length) rove(words, words[0]);
  if (inPanel.length) rove(inPanel, inPanel[0]);
  inPanel.forEach((go) => go.addEventListener("focus", () => rove(inPanel, go)));
  const move = (row, from, by) => { const next = row[row.indexOf(from) + by]; if (next) next.focus({ preventScroll: true }); return next; };
  function onFact(event, go) {
    const id = go.closest(".fact").dataset.fact, by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) { const next = move(gos, go, by); if (next) { narrow.matches ? next.scrollIntoView({ block: "center" }) : toFact(next.closest(".fact")); } }
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") turn(id, event.key === "ArrowRight" ? 1 : -1);
    else return;
    event.preventDefault();
  }
  function onWord(event, word) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by) { const next = move(words, word, by); if (next) { toWord(next); const fact = byId.get(ids.get(next)[0]); if (fact) toFact(fact); } }
    else if (event.key === "Enter" || event.key === " ") { const fact = keep(word), go = fact && fact.querySelector(".go"); if (go) go.focus({ preventScroll: !narrow.matches }); }
    else return;
    event.preventDefault();
  }
  const chips = all(".chip");
  const paint = (chip) => {
    const isOn = chip.getAttribute("aria-pressed") === "true";
    chip.setAttribute("aria-pressed", String(!isOn));
    document.body.classList.toggle("off-" + chip.dataset.section, isOn);
  };
  chips.forEach((chip) => chip.addEventListener("click", () => paint(chip)));
  const plain = {
    "?": () => (help.open ? help.close() : help.showModal()),
    Escape: () => { pin([]); tellTray([]); },
    f: () => inPanel.length && (inPanel.find((go) => go.tabIndex === 0) || inPanel[0]).focus({ preventScroll: !narrow.matches }),
    w: () => words.length && words.find((word) => word.tabIndex === 0).focus(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = document.activeElement, go = at && at.closest && at.closest(".go"), word = at && at.closest && at.closest(".w");
    if (help.open && event.key !== "?") return;
    if (/^[1-9]$/.test(event.key) && chips[event.key - 1]) paint(chips[event.key - 1]);
    else if (Object.hasOwn(plain, event.key)) { plain[event.key](); if (event.key !== "Escape") event.preventDefault(); }
    else if (go) onFact(event, go);
    else if (word) onWord(event, word);
  });
  document.getElementById("ask").addEventListener("click", () => help.showModal());
  document.getElementById("close").addEventListener("click", () => help.close());
  document.getElementById("save").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([document.getElementById("report").textContent.trim() + "\n"], { type: "application/json" }));
    link.download = "report.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  document.body.classList.add("live");
  read.tabIndex = -1;
  if (!narrow.matches && !location.hash) read.focus({ preventScroll: true });   // so that space and arrows scroll the article
})();
