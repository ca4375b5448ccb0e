// Keys of a page: what bears data-key="x" is clicked by x; d opens the menu of downloads. Not for: keys of every page (base.js).
import { isTyping } from "./base.js";

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const menu = event.key === "d" ? document.querySelector(".downloads") : null;
  const link = menu ? null : document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (menu) { menu.open = !menu.open; menu.querySelector("summary").focus(); }
  else if (link) link.click();
  else return;
  event.preventDefault();
});
