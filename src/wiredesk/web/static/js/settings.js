// The pages of settings: copying a new key. Not for: anything that does not work without a script.
import { notify } from "./base.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copies);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    notify("Copied.");
  } catch {
    notify("The browser does not let a page copy here; the key is marked, press Ctrl+C.", { kind: "wrong" });
  }
});
