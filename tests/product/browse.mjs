// Opens pages in headless Chromium. Reads {chromium, pages: [{file, width, dark, picture}]} as JSON
// from standard input; writes for each page what axe-core finds, its width and its requests.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const wanted = JSON.parse(readFileSync(0, "utf8"));

const browser = await chromium.launch({ executablePath: wanted.chromium, args: ["--no-sandbox"] });
const found = [];
for (const { file, width, dark, picture } of wanted.pages) {
  const context = await browser.newContext({
    viewport: { width, height: 1000 },
    colorScheme: dark ? "dark" : "light",
    bypassCSP: true, // axe-core is a script, which the page itself forbids
  });
  const page = await context.newPage();
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  const asked = requests.filter((url) => !url.startsWith("data:")).slice(1);
  if (picture) await page.screenshot({ path: picture });
  await page.addScriptTag({ path: axe });
  const result = await page.evaluate((tags) => axe.run(document, { runOnly: tags }), TAGS);
  found.push({
    violations: result.violations.map((rule) => `${rule.id}: ${rule.nodes[0].html.slice(0, 200)}`),
    width: await page.evaluate(() => document.documentElement.scrollWidth),
    requests: asked,
  });
  await context.close();
}
await browser.close();
process.stdout.write(JSON.stringify(found));
