// Goes through a page with the keyboard alone, without any script. Reads {chromium, file} as JSON from
// standard input; writes what happens at the first citation: whether its focus is seen, and what
// Enter and Escape do.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const MOST_STEPS = 40;
const { chromium: executablePath, file } = JSON.parse(readFileSync(0, "utf8"));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage({ javaScriptEnabled: false });
await page.goto(pathToFileURL(file).href);

const focused = () =>
  page.evaluate(() => {
    const at = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    return {
      name: at.textContent.trim(),
      mark: at.matches("button.mark"),
      inside: at.closest("[popover]")?.id ?? null,
      outline: outlineStyle !== "none" && parseFloat(outlineWidth) > 0,
      hidden: at === document.body,
    };
  });
const open = () => page.evaluate(() => document.querySelector("[popover]:popover-open")?.textContent ?? "");

const found = { steps: 0, unseen: [] };
for (; found.steps < MOST_STEPS; found.steps++) {
  await page.keyboard.press("Tab");
  const at = await focused();
  if (!at.outline) found.unseen.push(at.name);
  if (at.mark) {
    found.mark = at.name;
    break;
  }
}
await page.keyboard.press("Enter");
found.opened = await open();
await page.keyboard.press("Tab");
found.next = await focused();
await page.keyboard.press("Escape");
found.closed = (await open()) === "";
found.back = (await focused()).name;
await browser.close();
process.stdout.write(JSON.stringify(found));
