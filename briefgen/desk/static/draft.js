// Shows the draft in a frame in which nothing runs, and marks in it what is being looked at.

const MARKED = "border-radius: .2rem; outline: .16rem solid #b0452c; outline-offset: .3rem;";
const place = document.getElementById("draft");
let frame = null;
let anchor = "";
let chosen = () => {};

/** Says whom to tell which anchors lie around a click in the draft. */
export function onChoose(tell) {
  chosen = tell;
}

/** Loads a draft behind the one that is seen, and shows it at the same place. */
export function show(number) {
  const coming = document.createElement("iframe");
  coming.title = "The draft as it will be";
  coming.className = "coming";
  coming.setAttribute("sandbox", "allow-same-origin");
  coming.src = `/draft/brief.html?number=${number}`;
  coming.addEventListener("load", () => {
    if (coming.dataset.listening) return;
    coming.dataset.listening = "yes";
    listen(coming);
    const before = frame;
    const at = before?.contentWindow.scrollY ?? 0;
    coming.contentWindow.scrollTo(0, at);
    coming.className = "";
    frame = coming;
    before?.remove();
    mark(anchor);
  });
  for (const left of place.querySelectorAll("iframe.coming")) left.remove();
  place.append(coming);
}

/** Marks the element with this anchor, and brings it into sight where it is not. */
export function mark(wanted) {
  anchor = wanted;
  const page = frame?.contentDocument;
  if (!page?.body) return;
  for (const marked of page.querySelectorAll("[data-desk]")) {
    marked.removeAttribute("style");
    marked.removeAttribute("data-desk");
  }
  const target = wanted ? page.getElementById(wanted) : null;
  if (!target) return;
  target.setAttribute("data-desk", "");
  target.style.cssText = MARKED;
  const box = target.getBoundingClientRect();
  const view = frame.contentWindow;
  if (box.top < 40 || box.bottom > view.innerHeight - 40) {
    view.scrollTo(0, view.scrollY + box.top - view.innerHeight / 4);
  }
}

function listen(coming) {
  const page = coming.contentDocument;
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && !link.getAttribute("href").startsWith("#")) {
      event.preventDefault();
      window.open(link.href, "_blank", "noopener");
      return;
    }
    if (link || event.target.closest("button, summary, [popover]")) return;
    const anchors = [];
    for (let at = event.target; at; at = at.parentElement) if (at.id) anchors.push(at.id);
    chosen(anchors);
  });
  page.addEventListener("keydown", (event) => {
    const copy = new KeyboardEvent("keydown", { key: event.key, ctrlKey: event.ctrlKey, metaKey: event.metaKey, altKey: event.altKey, bubbles: true });
    document.body.dispatchEvent(copy);
  });
}
