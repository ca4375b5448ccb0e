// The fact in question beside its article: what stands there, why it is asked, what is around it. Not for: keys, rulings.

export function el(tag, more = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(more)) {
    if (name === "text") made.textContent = value;
    else if (name === "class") made.className = value;
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((one) => one !== null));
  return made;
}

const VERDICTS = { accepted: "Accepted", corrected: "Corrected", rejected: "Rejected", unsure: "Unsure", added: "Added" };
const slots = new Map();

export function slot(name) {
  if (!slots.has(name)) slots.set(name, document.querySelector(`[data-slot="${name}"]`));
  return slots.get(name);
}

/** What a fact says now, as far as this page knows. */
export const saysOf = (fact) => fact.large || "Nothing was read";

export function fill(unit, fact) {
  slot("group").textContent = fact.group;
  const number = unit.facts.indexOf(fact) + 1, nRuled = unit.facts.filter((one) => one.mine || one.mark).length;
  slot("count").textContent = number ? `${number} of ${unit.facts.length}` : "";
  slot("along").max = unit.facts.length || 1;
  slot("along").value = nRuled;
  slot("asked").textContent = fact.asked;
  slot("large").textContent = saysOf(fact);
  slot("large").classList.toggle("nothing", !fact.large);
  slot("details").replaceChildren(...fact.details.map((one) => el("div", {}, el("dt", { text: one.label }), el("dd", { text: one.words, dir: "auto" }))));
  const mark = fact.mark;
  slot("mark").hidden = !mark;
  if (mark) slot("mark").textContent = `${VERDICTS[mark.verdict] ?? mark.verdict} by ${mark.who}`;
  slot("back").hidden = !fact.refused;
  slot("back").textContent = fact.refused ?? "";
  slot("doubt").value = fact.doubt;
  slot("impact").value = unit.impact;
  const reasons = fact.reasons.length ? fact.reasons : [fact.usual.charAt(0).toUpperCase() + fact.usual.slice(1)];
  slot("reasons").replaceChildren(...reasons.filter(Boolean).map((one) => el("li", { text: one })), ...unit.weighs.slice(0, 2).map((one) => el("li", { class: "soft", text: one })));
  for (const button of slot("buttons").children) button.disabled = !fact.can.includes(button.dataset.do);
  slot("buttons").querySelector("[data-do=accept] span").textContent = fact.large ? "Accept" : "Not stated";
  fillChoices(fact.choice);
  fillNeighbours(unit, fact);
}

export function fillChoices(choice, { chosen = choice?.raw } = {}) {
  const box = slot("choices");
  box.hidden = !choice;
  if (!choice) return;
  box.setAttribute("aria-label", choice.label);
  box.replaceChildren(...choice.choices.map((one, at) => el("button", { type: "button", class: "choice-key", "data-choose": one.value, "aria-pressed": String(one.value === chosen) }, el("kbd", { text: String(at + 1) }), el("span", { text: one.label }))));
}

/** List the facts of a unit, with `fact` as the one in question, null for none. */
export function fillNeighbours(unit, fact) {
  const list = slot("neighbours");
  if (list.dataset.unit !== unit.key || list.children.length !== unit.facts.length) {
    list.dataset.unit = unit.key;
    list.replaceChildren(...unit.facts.map((one) => el("li", {}, el("a", { href: `/review/${unit.report}?${new URLSearchParams({ fact: one.address })}`, "data-fact": one.address }, el("span", { class: "state", "aria-hidden": "true" }), el("span", { class: "neighbour-asked", text: one.name }), " ", el("span", { class: "neighbour-says", dir: "auto" }), el("span", { class: "unseen" })))));
  }
  unit.facts.forEach((one, at) => {
    const link = list.children[at].firstChild, [state, , , says, told] = link.childNodes;
    const verdict = one.mark?.verdict ?? "open", words = one.large || "–";
    if (state.className !== `state ${verdict}`) state.className = `state ${verdict}`;
    if (says.textContent !== words) says.textContent = words;
    const spoken = VERDICTS[verdict]?.toLowerCase() ?? "not ruled on";
    if (told.textContent !== spoken) told.textContent = spoken;
    if (one === fact) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
  const current = list.querySelector("[aria-current]");
  if (current) {
    const top = current.offsetTop - list.offsetTop;
    if (top < list.scrollTop || top > list.scrollTop + list.clientHeight - 40) list.scrollTop = top - list.clientHeight / 2;
  }
}

export function say(words) {
  document.getElementById("said").textContent = words;
}
