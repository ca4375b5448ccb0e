// Writes src/wiredesk/web/static/vendor: d3 in one module, htmx, fonts, icons, the world's outlines; and axe-core for tests.
import { build } from "esbuild";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const to = "../../src/wiredesk/web/static/vendor";
const from = "node_modules";
mkdirSync(to, { recursive: true });

await build({ entryPoints: ["d3.mjs"], bundle: true, minify: true, format: "esm", target: "es2022", legalComments: "eof", outfile: `${to}/d3.js` });
await build({ entryPoints: [`${from}/htmx-ext-sse/sse.js`], minify: true, target: "es2022", outfile: `${to}/htmx-sse.js` });
cpSync(`${from}/htmx.org/dist/htmx.min.js`, `${to}/htmx.js`);
cpSync(`${from}/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2`, `${to}/inter.woff2`);
cpSync(`${from}/@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2`, `${to}/source-serif.woff2`);
cpSync(`${from}/world-atlas/countries-110m.json`, `${to}/world.json`);
mkdirSync("../../tests/web/vendor", { recursive: true });
cpSync(`${from}/axe-core/axe.min.js`, "../../tests/web/vendor/axe.js");

const names = readFileSync("icons.txt", "utf8").split(/\s+/).filter(Boolean);
const symbols = names.map((name) => {
  const svg = readFileSync(`${from}/lucide-static/icons/${name}.svg`, "utf8");
  const inner = svg.replace(/<!--[\s\S]*?-->/g, "").replace(/^[\s\S]*?<svg[\s\S]*?>/, "").replace(/<\/svg>[\s\S]*$/, "").replace(/\s+/g, " ").trim();
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${inner}</symbol>`;
});
writeFileSync(`${to}/icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);
