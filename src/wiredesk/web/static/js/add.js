// Adding reports: paste anywhere, drop anywhere, send with progress, readings come in below. Not for: the readings (readings.js).
import { isTyping, notify, token } from "./base.js";

const form = document.getElementById("add");
const text = document.getElementById("text");
const html = document.getElementById("html");
const kinds = document.getElementById("kinds");
const files = document.getElementById("files");
const chosen = document.getElementById("chosen");
const veil = document.getElementById("veil");
const sending = document.getElementById("sending");
const stop = document.getElementById("stop");
const read = document.getElementById("read");
const readings = document.getElementById("readings");
const mostMarkup = 5_000_000;

const size = (n) => (n < 1000 ? `${n} B` : n < 1_000_000 ? `${Math.round(n / 1000)} kB` : `${(n / 1_000_000).toFixed(1)} MB`);

function showChosen() {
  chosen.replaceChildren(...[...files.files].slice(0, 12).map((file) => {
    const one = document.createElement("li");
    one.className = "chip";
    one.textContent = `${file.name} · ${size(file.size)}`;
    return one;
  }));
  if (files.files.length > 12) chosen.insertAdjacentText("beforeend", `and ${files.files.length - 12} more`);
}

function addFiles(more) {
  const all = new DataTransfer();
  for (const file of [...files.files, ...more]) all.items.add(file);
  files.files = all.files;
  showChosen();
}

/** Keep the marked-up page that came along with pasted words; the person says which of the two is read. */
function offerMarkup(markup) {
  const isOffered = markup.length > 0 && markup.length <= mostMarkup;
  html.value = isOffered ? markup : "";
  kinds.hidden = !isOffered;
  form.elements.kind.value = "text";
  document.getElementById("html-size").textContent = isOffered ? `(${size(markup.length)})` : "";
}

function forgetMarkup() { if (html.value) offerMarkup(""); }

document.addEventListener("paste", (event) => {
  const isElsewhere = isTyping(event.target) && event.target !== text;
  const brought = event.clipboardData;
  if (isElsewhere || !brought) return;
  if (brought.files.length) {
    event.preventDefault();
    addFiles(brought.files);
    read.focus();
    return;
  }
  const words = brought.getData("text/plain");
  const markup = brought.getData("text/html");
  if (event.target === text) {
    if (!text.value || text.selectionEnd - text.selectionStart === text.value.length) offerMarkup(markup);
    return;
  }
  if (!words.trim()) return;
  event.preventDefault();
  text.value = words;
  offerMarkup(markup);
  read.focus();
});
text.addEventListener("input", (event) => { if (event.inputType !== "insertFromPaste") forgetMarkup(); });

// -- dropping --------------------------------------------------------------------------------------------------------

const bringsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
let depth = 0;
document.addEventListener("dragenter", (event) => { if (bringsFiles(event)) { depth += 1; veil.hidden = false; } });
document.addEventListener("dragleave", (event) => { if (bringsFiles(event)) { depth = Math.max(0, depth - 1); veil.hidden = depth === 0; } });
document.addEventListener("dragover", (event) => { if (bringsFiles(event)) { event.preventDefault(); event.dataTransfer.dropEffect = "copy"; } });
document.addEventListener("drop", (event) => {
  if (!bringsFiles(event)) return;
  event.preventDefault();
  depth = 0;
  veil.hidden = true;
  addFiles(event.dataTransfer.files);
  form.requestSubmit();
});
files.addEventListener("change", showChosen);

// -- sending ---------------------------------------------------------------------------------------------------------

let request = null;

function isBusy(is) {
  read.disabled = is;
  sending.hidden = !is;
  stop.hidden = !is;
}

/** What the server says is wrong, without its markup. */
function wordsOf(answer) {
  const told = new DOMParser().parseFromString(answer, "text/html").querySelector(".notice p, main p");
  return told?.textContent.trim() || "the server did not take it";
}

function taken(answer) {
  const shell = document.createElement("div");
  shell.innerHTML = answer;  // our own server's template, with everything in it escaped; scripts in it do not run
  const card = shell.querySelector(".job");
  readings.prepend(card);
  window.htmx.process(card);
  form.reset();
  card.scrollIntoView({ block: "nearest", behavior: "smooth" });
}

form.addEventListener("reset", () => { offerMarkup(""); setTimeout(showChosen); });
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (request) return;
  if (!text.value.trim() && !files.files.length && !form.elements.addresses.value.trim()) {
    notify("Paste a report, choose files, or give an address first.", { kind: "wrong" });
    text.focus();
    return;
  }
  const brought = new FormData(form);
  if (brought.get("kind") !== "html") brought.delete("html");
  request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("X-Wiredesk-Token", token());
  request.setRequestHeader("HX-Request", "true");
  request.upload.addEventListener("progress", (told) => { if (told.lengthComputable) sending.value = Math.round((100 * told.loaded) / told.total); });
  request.addEventListener("load", () => {
    if (request.status === 202) taken(request.responseText);
    else notify(wordsOf(request.responseText), { kind: "wrong", stays: true });
  });
  request.addEventListener("error", () => notify("The server cannot be reached, or it refused so large a request.", { kind: "wrong" }));
  request.addEventListener("loadend", () => { request = null; isBusy(false); sending.value = 0; });
  isBusy(true);
  request.send(brought);
});
stop.addEventListener("click", () => request?.abort());

// -- keys ------------------------------------------------------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); return; }
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const goes = { p: () => text.focus(), f: () => files.click(), u: () => form.elements.addresses.focus() }[event.key];
  if (goes) { event.preventDefault(); goes(); }
});
