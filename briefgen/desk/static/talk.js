// Talks to the server the page came from: fragments of HTML, and decisions as JSON.

// The entrance hands over a key, which what changes anything has to carry. It is kept for this port.
const KEY = "key";
if (location.hash.startsWith("#key=")) {
  localStorage.setItem(KEY, location.hash.slice(5));
  history.replaceState(null, "", "/");
}

const policy = window.trustedTypes
  ? window.trustedTypes.createPolicy("desk", { createHTML: (html) => html })
  : { createHTML: (html) => html };

/** Puts a fragment, which the server has escaped, into an element. */
export function fill(element, html) {
  element.innerHTML = policy.createHTML(html);
}

export async function fragment(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.text();
}

export async function news(known) {
  const answer = await fetch(`/news?known=${known}`);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

/** Sends something to be kept, and returns what the server says of it, as it stands in JSON. */
export async function send(path, value) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Desk-Key": localStorage.getItem(KEY) ?? "" },
    body: JSON.stringify(value),
  });
  const words = await answer.text();
  if (answer.headers.get("Content-Type")?.startsWith("application/json")) return JSON.parse(words);
  throw new Error(words);
}
