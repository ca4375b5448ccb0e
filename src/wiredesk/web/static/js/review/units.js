// What is reviewed at once, a task or a report: taken from the page, fetched ahead, fetched anew. Not for: showing it.

const AHEAD = 2, MOST_PASSED = 300;

/** Read a unit out of its section: its facts, and the node with the article; fields get their choices and hints. */
function unitOf(section, { kinds, forms }) {
  const block = section.querySelector("script[data-unit-facts]");
  const told = JSON.parse(block.textContent);
  block.remove();
  for (const fact of told.facts) for (const field of fact.fields) Object.assign(field, forms[field.form], { choices: kinds[fact.kind]?.[field.name] ?? [] });
  return { ...told, node: section, article: section.querySelector("[data-article]") };
}

async function part(address, vocabulary) {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  if (answer.status === 204) return null;
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  const section = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("section.unit");
  return unitOf(document.adoptNode(section), vocabulary);
}

export class Units {
  /** `filters` are those of the address; `isAlone`: one report, nothing comes after it. */
  constructor(section, { filters, isAlone, kinds, forms }) {
    this.vocabulary = { kinds, forms };
    this.all = section ? [unitOf(section, this.vocabulary)] : [];
    this.filters = filters;
    this.isAlone = isAlone;
    this.isAtEnd = isAlone;
    this.coming = null;
    this.passed = this.all.map((one) => one.key);
  }

  /** Fetch what comes next, so that two units lie ready behind number `at`; told(unit) is called for each. */
  ahead(at, told) {
    if (this.isAtEnd || this.coming || this.all.length > at + AHEAD) return;
    const query = new URLSearchParams({ ...this.filters, passing: this.passed.join(".") });
    this.coming = part(`/review/next?${query}`, this.vocabulary)
      .then((unit) => {
        if (!unit) { this.isAtEnd = true; return; }
        this.passed = [...this.passed, unit.key].slice(-MOST_PASSED);
        this.all.push(unit);
      })
      .catch(() => new Promise((resolve) => { setTimeout(resolve, 2000); }))
      .finally(() => { this.coming = null; told(); this.ahead(at, told); });
  }

  /** Fetch one unit as it stands now; with `address` that fact of it alone. Null when it is gone. */
  anew(key, address = null) {
    return part(`/review/part/${key}${address ? `?${new URLSearchParams({ fact: address })}` : ""}`, this.vocabulary);
  }
}
