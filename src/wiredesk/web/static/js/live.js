// News of the desk: one stream for all tabs of a browser, told to the page as `wiredesk:news`; a badge counts new reports.
import { notify } from "./base.js";

const channel = "BroadcastChannel" in window ? new BroadcastChannel("wiredesk news") : null;
let source = null;
let nUnseen = 0;

/** Tell this page, and the other tabs, what came. Details: {name, told}; names: hello, behind, reports, rulings, alert. */
function tell(name, told) {
  document.dispatchEvent(new CustomEvent("wiredesk:news", { detail: { name, told } }));
}

function listen() {
  if (source) return;
  source = new EventSource("/events");
  for (const name of ["hello", "behind", "reports", "rulings", "alert"]) {
    source.addEventListener(name, (event) => {
      const told = JSON.parse(event.data);
      tell(name, told);
      channel?.postMessage({ name, told });
    });
  }
  source.addEventListener("error", () => {
    if (source?.readyState !== EventSource.CLOSED) return;
    leave();
    setTimeout(begin, 60000);
  });
}

function leave() {
  source?.close();
  source = null;
}

// Browsers open six connections to a server at most, so that only one tab may hold the stream: the one that has the lock, or
// where there are no locks (plain http) the one that is seen.
function begin() {
  if (source) return;
  if (navigator.locks && channel) {
    navigator.locks.request("wiredesk news", () => new Promise(() => listen())).catch(() => {});
  } else if (document.visibilityState === "visible") listen();
}

if (channel) channel.addEventListener("message", (event) => tell(event.data.name, event.data.told));
if (!(navigator.locks && channel)) {
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") begin(); else leave(); });
}
addEventListener("pagehide", leave);
addEventListener("pageshow", (event) => { if (event.persisted) begin(); });

document.addEventListener("wiredesk:news", ({ detail: { name, told } }) => {
  if (name === "alert") notify(`Alert ${told.watch}: ${told.title}`, { stays: false });
  if (name !== "reports" || document.querySelector("[data-today]")) return;
  nUnseen += told.n;
  const badge = document.querySelector("[data-live-badge]");
  if (!badge) return;
  badge.hidden = false;
  badge.textContent = nUnseen > 99 ? "99+" : String(nUnseen);
  badge.setAttribute("aria-label", `${nUnseen} new ${nUnseen === 1 ? "report" : "reports"}`);
});

/** Say on the page of a record that somebody else ruled on it; its facts stay as they are under whoever works with them. */
document.addEventListener("wiredesk:news", ({ detail: { name, told } }) => {
  if (name !== "rulings") return;
  const here = location.pathname.match(/^\/(?:reports|incidents|entities|review)\/([rie]\d+)$/)?.[1];
  const me = document.querySelector(".me-name")?.textContent.trim();
  const other = told.about.find((one) => one.about === here && one.who !== me);
  if (other) notify(`${other.who} ruled on this meanwhile. Load the page again to see it.`);
});

if (document.readyState === "complete") begin();
else addEventListener("load", begin);
