// The page: shows an item and the draft, hears keys and buttons, and asks the server for the rest.

import * as draft from "./draft.js";
import { fill, fragment, news, send } from "./talk.js";

const deciding = document.body.dataset.deciding === "yes";
const $ = (id) => document.getElementById(id);
const KEYS_OFF = "keys-off";
const state = { number: "", shown: "", draft: "", seen: "", task: "", choosing: "", pending: null };

// What is said

function say(words, wrong = false) {
  $("said").textContent = "";
  $("said").className = wrong ? "wrong" : "";
  requestAnimationFrame(() => ($("said").textContent = words));
}

function freshness(words, kind) {
  $("fresh-words").textContent = words;
  $("fresh").className = `fresh ${kind}`;
}

// What is seen

const rows = () => [...$("queue").querySelectorAll("button[data-task]")];
const rowOf = (task) => rows().find((row) => row.dataset.task === task);

function look(view) {
  document.body.dataset.view = view;
  for (const button of document.querySelectorAll(".views button")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === view));
  }
}

async function open(task, { focus = true } = {}) {
  if (!task) return;
  const other = task !== state.task;
  state.task = task;
  let html = "";
  try {
    html = await fragment(`/item/${encodeURIComponent(task)}`);
  } catch (error) {
    if (error instanceof TypeError) throw error; // the server has ended
    return say("That is not in the draft any more.", true);
  }
  if (state.task !== task) return;
  const at = $("item").querySelector(".reading")?.scrollTop ?? 0;
  fill($("item"), html);
  $("item").querySelector(".reading").scrollTop = other ? 0 : at;
  markRow();
  if (focus) $("item").focus({ preventScroll: true });
}

function markRow() {
  for (const row of rows()) row.removeAttribute("aria-current");
  const row = rowOf(state.task);
  if (!row) return;
  row.setAttribute("aria-current", "true");
  const list = $("queue");
  const top = row.offsetTop - list.offsetTop;
  if (top < list.scrollTop || top + row.offsetHeight > list.scrollTop + list.clientHeight) {
    list.scrollTop = top - list.clientHeight / 3;
  }
  draft.mark(row.dataset.anchor);
}

function beside(step, wanted = () => true) {
  const all = rows();
  const at = all.findIndex((row) => row.dataset.task === state.task);
  for (let n = at + step; n >= 0 && n < all.length; n += step) {
    if (wanted(all[n])) return all[n].dataset.task;
  }
  return "";
}

const nextOpen = () => beside(1, (row) => row.classList.contains("open")) || beside(1);

function go(step) {
  const task = beside(step);
  if (task) open(task).then(() => look(document.body.dataset.view === "draft" ? "draft" : "item"));
  else say(step > 0 ? "This is the last item." : "This is the first item.");
}

/** Waits until nothing is pressed: what is put in another's place then is not clicked. */
let pressed = false;
async function released() {
  const ended = new Promise((resolve) => document.addEventListener("pointerup", () => setTimeout(resolve), { once: true }));
  const patience = new Promise((resolve) => setTimeout(resolve, 1000));
  if (pressed) await Promise.race([ended, patience]);
}

async function refresh() {
  const [queue, notices] = await Promise.all([deciding ? fragment("/queue") : "", fragment("/notices")]);
  await released();
  const read = $("notices").querySelector("details")?.open;
  fill($("notices"), notices);
  if (read || !deciding) $("notices").querySelector("details")?.setAttribute("open", "");
  if (!deciding) return;
  const order = rows().map((row) => row.dataset.task);
  const scrolled = $("queue").scrollTop;
  fill($("queue"), queue);
  $("queue").scrollTop = scrolled;
  let task = state.task;
  if (!rowOf(task)) {
    const after = order.slice(order.indexOf(task) + 1);
    task = after.find(rowOf) ?? rows()[0]?.dataset.task ?? "";
  }
  const inside = document.activeElement === document.body || $("item").contains(document.activeElement);
  await open(task, { focus: inside });
}

// What is decided

/** Has something decided, and tells whether it came to anything: kept, or asked back. */
async function decide(act, choice = "", more = {}) {
  const task = state.task;
  if (!task) return true;
  try {
    const told = await send("/decide", { task, act, choice, seen: state.seen, ...more });
    state.pending = told.ask ? { act, choice, more } : null;
    if ($("chooser").open) {
      if (!told.kept && !told.ask && !told.notice) {
        $("errors").textContent = told.said;
        return false;
      }
      $("chooser").close();
    }
    heard(told);
    if (told.kept && told.onward) {
      const next = nextOpen();
      rowOf(task)?.classList.replace("open", told.onward);
      if (next) await open(next);
    }
  } catch (error) {
    say(error.message, true);
    freshness(error.message, "wrong");
  }
  return true;
}

/** Takes in what the server says of something sent: what it did, or what it has to ask. */
function heard(told) {
  say(told.said, !told.kept && !told.ask);
  if (told.seen) state.seen = told.seen;
  if (told.ask === "who") $("who").showModal();
  if (told.notice) refresh();
}

async function undo(decision = "") {
  heard(await send("/undo", { decision, seen: state.seen }));
}

async function choose(act) {
  state.choosing = act;
  fill($("chooser"), await fragment(`/choices/${encodeURIComponent(state.task)}/${act}`));
  $("chooser").showModal();
  // Where there is anything to choose, digits choose it; a line of one's own is one step away.
  ($("chooser").querySelector("li button") ?? $("chooser").querySelector("textarea, input:not([type=search], [type=radio])"))?.focus();
}

let searched = 0;
async function search(words) {
  const mine = ++searched;
  const path = `/choices/${encodeURIComponent(state.task)}/${state.choosing}?sought=${encodeURIComponent(words)}`;
  const found = document.createElement("div");
  fill(found, await fragment(path));
  if (mine === searched) $("chooser").querySelector(".choices").replaceWith(found.querySelector(".choices"));
}

function chosen(value, act = "") {
  const as = act || ($("chooser").querySelector("input[name=as]:checked")?.value ?? state.choosing);
  const more = $("place") ? { title: $("title").value, place: $("place").value } : {};
  return decide(as, value, more);
}

function press(button) {
  const { act } = button.dataset;
  if (button.getAttribute("aria-disabled")) return say(`${button.firstChild.textContent.trim()}: not possible here.`);
  return "chooses" in button.dataset ? choose(act) : decide(act, button.dataset.choice ?? "");
}

// What is heard

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  o: () => $("item").querySelector("a[data-source]")?.click(),
  z: () => undo(),
  "?": () => $("help").showModal(),
  Escape: () => $("notices").querySelector("details")?.removeAttribute("open"),
};

function onKey(event) {
  if (event.key === "Enter" && event.target.matches("dialog input:not([type=radio], [type=checkbox])")) {
    event.preventDefault();
    const first = event.target.matches("[data-sought]") ? "li button" : "button.main";
    event.target.closest("dialog").querySelector(first)?.click();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if ($("chooser").open) {
    const nth = $("chooser").querySelectorAll("li button")[Number(event.key) - 1];
    if (nth && !event.target.matches("input:not([type=radio], [type=checkbox]), select, textarea")) {
      event.preventDefault();
      nth.click();
    }
    return;
  }
  if (document.querySelector("dialog[open]") || event.target.matches("input, textarea, select")) return;
  if (localStorage.getItem(KEYS_OFF) && event.key !== "?") return;
  const button = $("item").querySelector(`button[aria-keyshortcuts="${CSS.escape(event.key)}"]`);
  const does = KEYS[event.key] ?? (button ? () => press(button) : null);
  if (does) {
    event.preventDefault();
    does();
  }
}

function onClick(event) {
  const button = event.target.closest("button");
  if (!button) return;
  const { act, undo: undone, task, value, as, held, answer, view, key } = button.dataset;
  if (view) look(view);
  else if (key) KEYS[key]();
  else if (act) press(button);
  else if (undone) undo(undone);
  else if (task) open(task).then(() => look("item"));
  else if (value !== undefined) chosen(value, as);
  else if ("free" in button.dataset) chosen($("free").value);
  else if (held) send("/answer", { held, answer }).then(heard);
  else if ("close" in button.dataset) button.closest("dialog").close();
}

let asked = 0;
async function check(field) {
  const mine = ++asked;
  const told = await send("/check", { task: state.task, text: field.value });
  if (mine === asked) $("chooser").querySelector(".errors").textContent = told.errors.join("\n");
}

async function listen() {
  for (;;) {
    try {
      const told = await news(state.number);
      const redrawn = told.draft !== state.draft;
      const changed = told.shown !== state.shown;
      Object.assign(state, { number: told.number, shown: told.shown, draft: told.draft, seen: told.seen });
      if (told.kind) freshness(told.words, told.kind);
      $("make").disabled = !told.draft;
      if (redrawn && told.draft) draft.show(told.draft);
      if (changed) await refresh();
      freshness(told.words, told.kind);
    } catch (error) {
      freshness("The server has ended", "wrong");
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}

document.addEventListener("click", onClick);
document.addEventListener("pointerdown", () => (pressed = true));
document.addEventListener("pointerup", () => (pressed = false));
$("make").addEventListener("click", () => send("/make", {}).then(heard, (error) => say(error.message, true)));
if (deciding) {
  document.addEventListener("keydown", onKey);
  $("ask-help").addEventListener("click", () => $("help").showModal());
  $("keys-on").checked = !localStorage.getItem(KEYS_OFF);
  $("keys-on").addEventListener("change", (event) => {
    if (event.target.checked) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "yes");
  });
  $("who-keep").addEventListener("click", async () => {
    const told = await send("/who", { name: $("who-name").value });
    say(told.said);
    if (!told.kept) return;
    $("who").close();
    if (state.pending) await decide(state.pending.act, state.pending.choice, state.pending.more);
  });
  $("chooser").addEventListener("input", (event) => {
    if (event.target.matches("[data-check]")) check(event.target);
    if (event.target.matches("[data-sought]")) search(event.target.value);
  });
  $("chooser").addEventListener("submit", (event) => event.preventDefault());
  draft.onChoose((anchors) => {
    const row = rows().find((one) => anchors.includes(one.dataset.anchor));
    if (row) open(row.dataset.task).then(() => look("item"));
  });
}
listen();
