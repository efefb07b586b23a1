"use strict";
// Elements of the page. Whatever an article says goes in as text, never as markup, and a link leads to the web or nowhere.

const main = document.getElementById("main");
const statusLine = document.getElementById("status");

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

function webAddress(text) {
  try {
    const url = new URL(text);
    return ["http:", "https:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function webLink(address, text) {
  const href = webAddress(address);
  return href ? element("a", { href, rel: "noopener noreferrer nofollow", target: "_blank" }, text) : document.createTextNode(text);
}

// A picture that cannot be had leaves no hole.
function picture(address, attributes) {
  const src = webAddress(address);
  if (!src) return null;
  const made = element("img", { src, loading: "lazy", referrerpolicy: "no-referrer", ...attributes });
  made.addEventListener("error", () => (made.closest("figure") || made).remove());
  return made;
}

// When the address changes, the focus moves to the new content, for screen readers and keyboards; a page that opens begins at its top.
let opened = false;
function show(title, ...children) {
  document.title = title ? `${title} · Clippings` : "Clippings";
  main.replaceChildren(...children.flat().filter(Boolean));
  if (opened) main.focus({ preventScroll: true });
  opened = true;
  scrollTo(0, 0);
}

function say(text) {
  statusLine.textContent = text;
}

function showProblem(problem) {
  const words = problem.detail || problem.message || String(problem);
  say("");
  show("Problem", element("div", { class: "problem", role: "alert" }, element("h1", {}, problem.title || "That did not work"),
    element("p", {}, words), problem.request_id ? element("p", { class: "quiet" }, `Request ${problem.request_id}`) : null,
    element("p", {}, element("a", { href: "#/" }, "Back to the articles"))));
}

// A moment by the clock that wrote it: an article's day is its publisher's day.
function moment(text) {
  const found = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)[^Z+-]*(Z|[+-]\d\d:?\d\d)?)?/.exec(text || "");
  if (!found) return text || "";
  const at = new Date(`${found[1]}T${found[2] || "00:00"}Z`);
  if (Number.isNaN(at.valueOf())) return text;
  const day = at.toLocaleDateString(undefined, { dateStyle: "long", timeZone: "UTC" });
  if (!found[2]) return day;
  const zone = !found[3] || found[3] === "Z" || found[3] === "+00:00" ? "UTC" : `UTC${found[3]}`;
  return `${day}, ${at.toLocaleTimeString(undefined, { timeStyle: "short", timeZone: "UTC" })} ${zone}`;
}

const languageNames = new Intl.DisplayNames(undefined, { type: "language" });
// A language is listed without its region: who asks for English gets British English, too.
function languageOf(tag) {
  return tag.split(/[-_]/u)[0].toLowerCase();
}

function languageName(tag) {
  try {
    return languageNames.of(tag);
  } catch {
    return tag;
  }
}

// What a value of a kind is called, by people.
function nameOf(kind, value) {
  return kind === "language" ? languageName(languageOf(value)) : ["from", "to"].includes(kind) ? moment(value) : value;
}

function facet(kind, value) {
  const asked = kind === "language" ? languageOf(value) : value;
  return element("button", { type: "button", class: "facet", dir: "auto", title: `${kind}: ${value}`,
    onclick: () => { location.hash = listAddress({ ...currentFilters(), [kind]: asked }); } }, nameOf(kind, value));
}

function chips(label, kind, values) {
  return element("ul", { class: "chips", "aria-label": label }, [...new Set(values)].map((value) => element("li", {}, facet(kind, value))));
}
