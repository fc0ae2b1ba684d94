// Opens pages in headless Chromium. Reads {chromium, pages: [{file, width, dark, picture}]} as JSON
// from standard input; writes for each page what axe-core finds, how wide it is and where its facts
// begin in windows of several widths, and its requests. With a picture, it is only taken.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDTHS = [320, 390, 700, 1280];
const wanted = JSON.parse(readFileSync(0, "utf8"));

const browser = await chromium.launch({ executablePath: wanted.chromium, args: ["--no-sandbox"] });

async function look({ file, width, dark, picture }) {
  const context = await browser.newContext({
    viewport: { width, height: 1000 },
    colorScheme: dark ? "dark" : "light",
    bypassCSP: true, // axe-core is a script, which the page itself forbids
  });
  const page = await context.newPage();
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  const found = { requests: requests.filter((url) => !url.startsWith("data:")).slice(1) };
  if (picture) {
    await page.screenshot({ path: picture });
  } else {
    await page.addScriptTag({ path: axe });
    const result = await page.evaluate((tags) => axe.run(document, { runOnly: tags }), TAGS);
    found.violations = result.violations.map((rule) => `${rule.id}: ${rule.nodes[0].html.slice(0, 200)}`);
    found.widths = {};
    found.edges = {};
    for (const each of WIDTHS) {
      await page.setViewportSize({ width: each, height: 1000 });
      found.widths[each] = await page.evaluate(() => document.documentElement.scrollWidth);
      found.edges[each] = await page.evaluate(() =>
        [...document.querySelectorAll(".fact")].map((fact) => fact.getBoundingClientRect().left),
      );
    }
  }
  await context.close();
  return found;
}

const found = wanted.pages.map(() => null);
let next = 0;
async function lane() {
  while (next < found.length) {
    const n = next++;
    found[n] = await look(wanted.pages[n]);
  }
}
await Promise.all([lane(), lane()]);
await browser.close();
process.stdout.write(JSON.stringify(found));
