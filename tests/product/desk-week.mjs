// Decides at a desk in headless Chromium as a person does, in all ways that the page offers. Reads
// {chromium, address} as JSON from standard input; writes what was decided, and how, in order. What
// is decided on is found on the page itself, so any folder of sources will do.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const { chromium: executablePath, address } = JSON.parse(readFileSync(0, "utf8"));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
const found = { errors: [], done: [], refused: [], missed: [], slowest: 0 };
page.on("pageerror", (error) => found.errors.push(error.message));

const used = new Set();
let pressed = 0;

async function until(true_, argument = null) {
  for (let n = 0; n < 6000; n++) {
    const told = await page.evaluate(true_, argument);
    if (told) return told;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited in vain for ${true_}`);
}

/** Waits until the page shows the draft with all that was decided. */
async function fresh() {
  const number = await until(async () => {
    const told = await (await fetch("/news?known=")).json();
    return told.kind === "" && told.draft;
  });
  await until((n) => document.querySelector("#draft iframe:not(.coming)")?.src.endsWith(`number=${n}`), number);
  await until(() => document.querySelector("#fresh").className.trim() === "fresh");
  await page.waitForTimeout(120);
}

const ids = (start) =>
  page.$$eval(`#queue [data-task^="${start}"]`, (rows) => rows.map((row) => row.dataset.task));
const group = (name) =>
  page.$$eval("#queue h3", (heads, wanted) => {
    const head = heads.find((one) => one.textContent === wanted);
    return [...(head?.nextElementSibling.querySelectorAll("button") ?? [])].map((row) => row.dataset.task);
  }, name);

/** What an item goes on being called: the id of a source says what is known of it. */
const nameOf = (task) =>
  page.$eval(`#queue [data-task="${task}"]`, (row) => (row.dataset.task.startsWith("source-") ? row.querySelector(".label").textContent : row.dataset.task)).catch(() => task);

async function open(task) {
  await page.click(`#queue [data-task="${task}"]`);
  await until((id) => document.querySelector('#queue [aria-current="true"]')?.dataset.task === id, task);
  await until(() => document.querySelector("#item .acts") !== null);
  await page.waitForTimeout(60);
}

/** Presses what the page has for an act: its key and its button in turns, where it has a key. */
async function press(selector) {
  const button = await page.$(`#item .acts button${selector}`);
  if (!button || (await button.getAttribute("aria-disabled"))) return false;
  const key = await button.getAttribute("aria-keyshortcuts");
  if (key && pressed++ % 2) await page.keyboard.press(key);
  else await button.click();
  return true;
}

/** Waits for what the page says of a decision, then for the draft with it. */
async function settled(act, task, choice = "") {
  const before = Date.now();
  const said = await until(() => document.querySelector("#chooser").open ? document.querySelector("#errors")?.textContent : document.querySelector("#said").textContent);
  if (/^(Not done|Kept, but|That is|The page)/.test(said)) {
    found.refused.push({ act, task, choice, said });
    await page.keyboard.press("Escape");
    return false;
  }
  await fresh();
  found.slowest = Math.max(found.slowest, Date.now() - before);
  found.done.push({ act, task, choice, said, ms: Date.now() - before });
  return true;
}
const silence = () => page.evaluate(() => (document.querySelector("#said").textContent = ""));

/** Decides so of an item, and chooses: the first choice that `fits`, or words of one's own. */
async function decide(act, task, selector, { fits = null, words = null, way = null, more = null } = {}) {
  await open(task);
  await silence();
  if (!(await press(selector))) return false;
  let choice = "";
  if (fits || words !== null) {
    await page.waitForSelector("#chooser[open] h2");
    if (way) await page.check(`#chooser input[value="${way}"]`);
    if (more) {
      await page.fill("#title", more.title);
      if (more.place) await page.selectOption("#place", more.place);
    }
    if (words !== null) {
      const own = (await page.textContent("#item .statement")).trim().split(/\s+/).at(-1);
      await page.fill("#free", words || own);
      await page.click("#chooser [data-free]");
    } else {
      const all = await page.$$eval("#chooser .choices li button", (buttons) =>
        buttons.map((one) => ({ value: one.dataset.value, as: one.dataset.as, words: one.innerText, aside: one.querySelector(".told")?.textContent ?? "" })));
      const at = all.findIndex((one) => fits(one) && ![...used].some((id) => one.value && id.endsWith(`-${one.value}`)));
      if (at < 0) {
        await page.keyboard.press("Escape");
        return false;
      }
      choice = all[at].value;
      if (at < 9 && pressed++ % 2) await page.keyboard.press(String(at + 1));
      else await page.click(`#chooser .choices li:nth-child(${at + 1}) button`);
    }
  }
  used.add(await nameOf(task));
  if (/^[0-9a-f]{12}$/.test(choice)) used.add(`fact-${choice}`).add(`actor-${choice}`);
  return settled(act, task, choice || words || "");
}

/** Decides so of so many items that were not decided on yet, the last ones first where `back`. */
async function each(act, most, tasks, selector, how = {}, back = false) {
  let made = 0;
  const tried = new Set();
  while (made < most) {
    const all = await tasks();
    let task = "";
    for (const one of back ? all.reverse() : all) {
      const name = await nameOf(one);
      if (used.has(name) || tried.has(name)) continue;
      tried.add(name);
      task = one;
      break;
    }
    if (!task) break;
    made += await decide(act, task, selector, typeof how === "function" ? how(made) : how);
  }
  if (made < most) found.missed.push({ act, wanted: most, made });
}

const of = (act) => `[data-act="${act}"]`;
const facts = async () => [...(await group("Bottom line")), ...(await group("Key facts"))].filter((id) => id.startsWith("fact-"));
const below = () => group("Just below the line");
const said = () => ids("quotation-");
const any = { fits: () => true };

await page.goto(address);
await page.waitForSelector("#queue button", { timeout: 240000 });
await fresh();
found.title = await page.title();

// What must not leave the desk, and what sources are, before all that is found in them.
await each("hide_source", 1, () => ids("source-"), of("hide_source"), any);
await each("hide_passage", 2, below, of("hide_passage"), any, true);
await each("title", 1, () => ids("source-"), of("title"), { words: "A title of the desk's own" });
await each("publisher", 2, () => ids("source-"), of("publisher"), (n) => ({ words: `Publisher ${n}` }), true);
await each("published", 1, () => ids("source-"), of("published"), { words: "2024-09-27" }, true);
await each("genre", 1, () => ids("source-"), of("genre"), { fits: (one) => one.value === "opinion" }, true);
// Who is who: by a name that the source has, and by the last word of the whole one.
await each("part", 1, () => ids("actor-"), of("part"), any);
await each("name", 2, () => ids("actor-"), of("name"), { words: "" }, true);
await each("kind", 2, () => ids("actor-"), of("kind"), (n) => ({ fits: (one) => one.value === ["group", "organisation"][n] }));
await each("role", 2, () => ids("actor-"), of("role"), any, true);
await each("join", 2, () => ids("actor-"), of("join"), { fits: (one) => one.aside !== "place" }, true);
// What is the same, and what is not.
await each("not_same_fact", 3, facts, of("not_same_event"), { fits: (one) => one.as === "not_same_fact" });
await each("not_same_event", 3, facts, of("not_same_event"), { fits: (one) => one.as !== "not_same_fact" });
await each("same_event", 3, below, of("same_event"), { ...any, way: "same_event" }, true);
await each("same_fact", 2, below, of("same_event"), { ...any, way: "same_fact" }, true);
await each("not_a_disagreement", 1, () => ids("disagreement-"), of("not_a_disagreement"));
// When it was, and who says it.
await each("day", 3, () => ids("event-"), of("day"), any);
await each("day", 2, below, of("day"), { words: "2024-09-24" }, true);
await each("speaker", 2, said, of("speaker"), { fits: (one) => one.as === "" });
await each("no_speaker", 2, said, of("speaker"), { fits: (one) => one.as === "no_speaker" }, true);
// What is shown, and where.
await each("show", 3, below, of("show"));
await each("hide", 3, below, of("hide"), {}, true);
await each("hide", 1, () => ids("title-"), of("hide"));
await each("hide", 1, said, of("hide"), {}, true);
await each("above", 3, () => group("Key facts"), '[data-choice="up"]', {}, true);
await each("above", 1, () => group("Key facts"), '[data-choice="down"]');
await each("above", 1, said, '[data-choice="up"]', {}, true);
await each("pin", 1, said, of("pin"), {}, true);
await each("pin", 1, facts, of("pin"), {}, true);
// The desk's own words.
for (const [act, words] of [["headline", "What the desk makes of the week"], ["bottom_line", "Watch the border.\nAsk again on Monday."]]) {
  await decide(act, `text-${act}`, of(act), { words });
}
for (const [title, place] of [["Outlook", "after key_facts"], ["", ""], ["What we do not know", "before sources"]]) {
  await decide("assessment", "text-assessment", of("assessment"), { words: `We judge that it lasts: ${title || "so far"}.`, more: { title, place } });
}
found.sections = (await ids("text-assessment-")).length;
await decide("assessment", (await ids("text-assessment-"))[0], of("assessment"), { words: "We judge that it will end soon.", more: { title: "Outlook for the week", place: "" } });

// What was decided last is taken back, by the key and by the buttons.
async function undo(does) {
  await silence();
  await does();
  await settled("undo", "");
}
const [spare, other] = [...(await facts()), ...(await below())].filter((id) => !used.has(id));
for (const [task, does] of [
  [spare, () => page.keyboard.press("z")],
  [spare, () => page.click('.foot [data-key="z"]')],
  [other, async () => { await open(other); await page.click("#item [data-undo]"); }],
]) {
  if (!task) continue;
  if (await decide("pin", task, of("pin"))) await undo(does);
}
await silence();
await page.click("#make");
found.made = await until(() => /^The files|^Not|rror/.test(document.querySelector("#said").textContent) && document.querySelector("#said").textContent);
await browser.close();
process.stdout.write(JSON.stringify(found));
