// Today, live: what comes in while the page is open stands on top after one click, or at once while nobody reads further down.
import { isTyping } from "./base.js";
import { pointsOf } from "./pictures/pictures.js";

const root = document.querySelector("[data-today]");
let waiting = 0;
let isLoading = false;

function notice() {
  let box = document.querySelector(".live-notice");
  if (!box) {
    box = document.createElement("p");
    box.className = "live-notice";
    box.setAttribute("role", "status");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "primary";
    button.addEventListener("click", () => show(true));
    box.append(button);
    root.prepend(box);
  }
  box.querySelector("button").textContent = `${waiting} new ${waiting === 1 ? "report" : "reports"} · show`;
}

/** Put the newest of the page in place of what stands there, without moving what somebody works with. */
async function show(isAsked) {
  if (isLoading) return;
  isLoading = true;
  try {
    const answer = await fetch("/", { credentials: "same-origin", headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place(page);
    document.querySelector(".live-notice")?.remove();
    waiting = 0;
    if (isAsked) document.getElementById("came")?.scrollIntoView({ block: "nearest" });
  } finally {
    isLoading = false;
  }
}

function place(page) {
  const fresh = page.querySelector("[data-today]");
  const list = document.getElementById("came");
  const came = page.getElementById("came");
  if (!fresh || !list || !came) { location.reload(); return; }
  const known = new Set([...list.querySelectorAll("[data-report]")].map((one) => one.dataset.report));
  for (const one of came.querySelectorAll("[data-report]")) if (!known.has(one.dataset.report)) one.classList.add("slides-in", "is-new");
  list.replaceChildren(...came.children);
  for (const selector of [".strip", ".today-side", "#wanted"]) {
    const [old, next] = [root.querySelector(selector), fresh.querySelector(selector)];
    if (old && next && !old.contains(document.activeElement)) old.replaceChildren(...next.children);
  }
  root.dataset.newest = fresh.dataset.newest;
  for (const figure of document.querySelectorAll("figure[data-picture]")) {
    const next = page.getElementById(figure.id);
    if (next) figure.dispatchEvent(new CustomEvent("wiredesk:points", { detail: { points: pointsOf(next) } }));
  }
  for (const one of document.querySelectorAll("[data-filtered]")) one.dispatchEvent(new CustomEvent("wiredesk:changed"));
}

function arrived(n) {
  waiting += n;
  const isAtTop = scrollY < 400 && !document.querySelector("dialog[open]") && !isTyping(document.activeElement ?? document.body);
  if (document.getElementById("came") === null) location.reload();
  else if (isAtTop && waiting <= 3) show(false);
  else notice();
}

if (root) {
  document.addEventListener("wiredesk:news", ({ detail: { name, told } }) => {
    if (name === "reports") arrived(told.n);
    else if (name === "hello" && told.newest > Number(root.dataset.newest)) arrived(told.newest - Number(root.dataset.newest));
    else if (name === "behind" || name === "alert" || name === "rulings") { if (!waiting) show(false); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "n" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (waiting) show(true);
  });
}
