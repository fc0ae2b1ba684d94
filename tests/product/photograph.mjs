// Takes pictures of a desk. Reads {chromium, address, shots: [{width, height, dark, keys, picture}]} as
// JSON from standard input; every key is pressed once the page has done what the one before asked.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const { chromium: executablePath, address, shots } = JSON.parse(readFileSync(0, "utf8"));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const context = await browser.newContext();
const page = await context.newPage();
await page.goto(address);
for (const { width, height, dark, keys, picture } of shots) {
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
  await page.goto(new URL("/", address).href);
  await page.waitForSelector("#item .acts");
  await page.waitForSelector("#draft iframe:not(.coming)");
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(500);
  }
  await page.waitForTimeout(500);
  await page.screenshot({ path: picture });
}
await browser.close();
