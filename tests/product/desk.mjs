// Works at a desk in headless Chromium, with the keyboard alone. Reads {chromium, address, hostile} as
// JSON from standard input; writes what was heard and seen: what keys do, what axe-core finds in
// every state of the page, how wide it is, what moves by itself, and what a page of another port got.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const { chromium: executablePath, address, hostile } = JSON.parse(readFileSync(0, "utf8"));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, bypassCSP: false });
const page = await context.newPage();
const found = { errors: [], requests: [], steps: {}, violations: {}, widths: {}, small: {}, whole: {} };
page.on("pageerror", (error) => found.errors.push(error.message));
// What Playwright itself asks a frame in which nothing may run is no error of the page, nor is that
// a decision was refused, which the browser tells of by its number.
const own = (words) => (words.startsWith("Blocked script execution in") && words.includes("/draft/")) || words.includes("status of 409");
page.on("console", (line) => line.type() === "error" && !own(line.text()) && found.errors.push(line.text()));
page.on("request", (request) => {
  const asked = new URL(request.url());
  // The browser is led in by a file; pictures in the page are no requests to anybody.
  if (!["file:", "data:"].includes(asked.protocol)) found.requests.push(asked.origin);
});
page.on("dialog", (dialog) => found.errors.push(dialog.message()) && dialog.dismiss());

const said = () => page.textContent("#said");
const current = () => page.getAttribute('#queue [aria-current="true"]', "data-task");

// Playwright's own way of waiting is refused by what the page may run.
async function until(true_, argument = null, where = page) {
  for (let n = 0; n < 600; n++) {
    if (await where.evaluate(true_, argument)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited in vain for ${true_}`);
}
const fresh = () => until(() => document.querySelector("#fresh").className.trim() === "fresh");
const frame = () => page.frames().find((one) => one.url().includes("/draft/brief.html"));

/** Tells whether all of an element is seen: inside the window, and nothing lies over its middle. */
const inSight = (selector, where = page) =>
  where.evaluate((sought) => {
    const element = document.querySelector(sought);
    const box = element.getBoundingClientRect();
    const inside = box.width > 0 && box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
    const over = document.elementFromPoint(box.left + Math.min(box.width, 9) / 2, (box.top + box.bottom) / 2);
    return inside && (over === element || element.contains(over) || over.contains(element));
  }, selector);

async function press(key, wanted = null) {
  const before = await said();
  await page.keyboard.press(key);
  if (wanted) await until((words) => document.querySelector("#said").textContent.includes(words), wanted);
  else await page.waitForTimeout(150);
  return { before, said: await said(), task: await current() };
}

await page.goto(address);
await page.waitForSelector("#queue button");
await fresh();
found.address = new URL(page.url()).pathname;
found.first = await current();
found.order = await page.$$eval("#queue button", (rows) => rows.map((row) => row.dataset.task));
found.title = await frame().title();

// What keys do
const place = async () => page.$eval(".acts", (acts) => acts.getBoundingClientRect().bottom);
const at = await place();
found.proof = await inSight("#item .passage mark");
found.noticed = await page.textContent("#notices summary");
found.steps.accept = await press("a", "Accepted");
found.told = await inSight("#said");
await page.waitForTimeout(300);
found.steps.next = await current();
found.steps.focus = await page.evaluate(() => document.activeElement.id);
const started = Date.now();
found.steps.hide = await press("h", "Hidden");
await fresh();
found.fresh = Date.now() - started;
found.steps.pin = await press("p", "Pinned");
await fresh();
found.steps.undo = await press("z", "Taken back");
await fresh();
found.steps.down = await press("d", "Moved");
found.steps.up = await press("u");
await page.waitForTimeout(400);
await fresh();
// The draft comes anew behind each decision: where it was read is found again once it is there.
let stayed = await place();
for (let n = 0; n < 50 && stayed !== at; n += 1) {
  await page.waitForTimeout(200);
  stayed = await place();
}
found.stays = [at, stayed];
await page.click('#queue [data-task^="quotation-"]');
await page.waitForTimeout(300);
const asked = async (key) => {
  await page.keyboard.press(key);
  await page.waitForSelector("#chooser[open]");
  return page.$$eval("#chooser li button", (all) => all.map((one) => one.innerText));
};
found.speakers = await asked("s");
found.choosing = await page.evaluate(() => document.activeElement.closest("#chooser") !== null);
await page.keyboard.press("Escape");
found.back = await page.evaluate(() => document.querySelector("#chooser").open);
found.roles = await asked("r");
await page.keyboard.press("Escape");
await page.click('#queue [data-task^="fact-"]');
await page.waitForTimeout(300);
found.partners = await asked("m");
await page.fill("#sought", "roscosmos");
await until(() => [...document.querySelectorAll("#chooser .choices li")].every((one) => /roscosmos/i.test(one.textContent)));
found.sought = await page.$$eval("#chooser .choices li", (all) => all.map((one) => one.innerText));
await page.keyboard.press("Escape");
await page.click('#queue [data-task^="event-"]');
await page.waitForTimeout(300);
found.days = await asked("y");
found.digits = await page.evaluate(() => document.activeElement.closest("li") !== null);
await page.keyboard.press("Escape");
await page.click('#queue [data-task^="fact-"]');
await page.waitForTimeout(300);
found.splits = await asked("x");
await page.keyboard.press("Escape");
found.marked = await page.$$eval("#item mark", (all) => all.map((one) => one.textContent));
found.neighbours = await page.$$eval("#item .neighbour", (all) => all.length);
found.outlined = await frame().$$eval("[data-desk]", (all) => all.length);
await frame().click(".actors td.name");
await page.waitForTimeout(400);
found.clicked = await current();
const [opened] = await Promise.all([context.waitForEvent("page"), page.keyboard.press("o")]);
await opened.waitForLoadState();
found.source = new URL(opened.url()).pathname;
await opened.close();
await page.click('#queue [data-task="text-assessment"]');
await page.waitForTimeout(200);
await page.keyboard.press("e");
await page.waitForSelector("#chooser[open] textarea");
await page.click("#chooser textarea");
await page.keyboard.type("We judge that it will hold [S77 ¶3].");
await until(() => document.querySelector("#errors").textContent !== "");
found.wrong = await page.textContent("#errors");
await page.click("#chooser [data-free]");
await until(() => document.querySelector("#errors").textContent.startsWith("Not done"));
found.refused = await page.inputValue("#chooser textarea");
await page.keyboard.press("Escape");
found.moved = await page.evaluate(
  () => new Promise((resolve) => {
    let moved = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) moved += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(moved), 200);
  }),
);

// The keyboard alone reaches everything, and is seen
await page.click('#queue [data-task^="fact-"]');
await page.waitForTimeout(300);
await page.click("h1");
found.reached = [];
for (let n = 0; n < 24; n++) {
  await page.keyboard.press("Tab");
  found.reached.push(
    await page.evaluate(() => {
      const here = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(here);
      return [here.tagName, here.innerText?.split("\n")[0] ?? "", outlineStyle !== "none" && parseFloat(outlineWidth) > 0];
    }),
  );
}

// What a page of another port can do
const other = await context.newPage();
await other.goto(hostile);
await until(() => document.title === "done", null, other);
found.hostile = await other.evaluate(() => window.found);
await other.close();

// How it looks and is read in each state: axe-core is a script, which the page itself forbids
const cookies = await context.cookies();
const home = new URL("/", page.url()).href;
await context.close();
const STATES = {
  item: [],
  notices: [["click", "#notices summary"]],
  quotation: [["click", '#queue [data-task^="quotation-"]']],
  chooser: [["click", '#queue [data-task^="fact-"]'], ["press", "m"]],
  writing: [["click", '#queue [data-task="text-assessment"]'], ["press", "e"]],
  help: [["press", "?"]],
  queue: [["click", '.views [data-view="queue"]']],
  draft: [["click", '.views [data-view="draft"]']],
};
for (const dark of [false, true]) {
  for (const width of [1280, 390]) {
    const looking = await browser.newContext({ viewport: { width, height: 844 }, colorScheme: dark ? "dark" : "light", bypassCSP: true });
    await looking.addCookies(cookies);
    for (const [name, steps] of Object.entries(STATES)) {
      if (width === 1280 && ["queue", "draft"].includes(name)) continue;
      const view = await looking.newPage();
      await view.goto(home);
      await until(() => document.querySelector("#item .acts") !== null, null, view);
      for (const [does, what] of steps) {
        if (does === "press") await view.keyboard.press(what);
        else {
          if (width === 390 && what.startsWith("#queue")) await view.click('.views [data-view="queue"]');
          await view.click(what);
        }
        await view.waitForTimeout(300);
      }
      if (width === 390) {
        const small = await view.$$eval("button, summary, select, dialog[open] input:not([type=radio], [type=checkbox])", (all) =>
          all.filter((one) => one.offsetParent && one.getBoundingClientRect().height < 43.9).map((one) => one.textContent.trim() || one.id));
        found.small[`${name} ${dark}`] = small;
      }
      if (name === "notices") found.whole[`${width} ${dark}`] = await inSight("#notices [data-undo]", view);
      await view.addScriptTag({ path: axe });
      const result = await view.evaluate((tags) => axe.run(document, { runOnly: tags, iframes: false }), TAGS);
      const where = `${name} ${width} ${dark ? "dark" : "light"}`;
      found.violations[where] = result.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
      found.widths[where] = [];
      for (const each of width === 390 ? [320, 390, 700] : [1024, 1280]) {
        await view.setViewportSize({ width: each, height: 844 });
        found.widths[where].push((await view.evaluate(() => document.documentElement.scrollWidth)) - each);
      }
      await view.close();
    }
    await looking.close();
  }
}
await browser.close();
process.stdout.write(JSON.stringify(found));
