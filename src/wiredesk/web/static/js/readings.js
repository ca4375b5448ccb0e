// A reading that came into the page: its article and facts light each other. Not for: getting it (htmx does).
import { bind, layers } from "./article.js";

function wake(root) {
  for (const reading of root.querySelectorAll("[data-reading]:not([data-woken])")) {
    const article = reading.querySelector("[data-article]");
    reading.dataset.woken = "";
    if (!article) continue;
    bind(article, reading.querySelector("[data-facts]"));
    layers(article);
  }
}

wake(document);
document.addEventListener("htmx:load", (event) => wake(event.target.parentElement ?? document));
