"use strict";
// Elements of the page. What an article says is inserted as text, never as markup. Links lead to http(s) addresses only.

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

function button(text, onclick, attributes = {}) {
  return element("button", { type: "button", onclick, ...attributes }, text);
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

function articleAddress(id) {
  return `#/article/${encodeURIComponent(id)}`;
}

// Replaces the content of the page. After a navigation the focus moves to it, for screen readers and the keyboard.
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

function counted(count, one, many) {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}

// The parts of an ISO 8601 date or time, in its own zone: an article's day is the day at its publisher.
function readMoment(text) {
  const found = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d)?[^Z+-]*(Z|[+-]\d\d:?\d\d)?)?/.exec(text || "");
  if (!found) return null;
  const at = new Date(`${found[1]}T${found[2] || "00:00"}${found[3] || ":00"}Z`);
  if (Number.isNaN(at.valueOf())) return null;
  const zone = !found[4] || found[4] === "Z" || found[4] === "+00:00" ? "UTC" : `UTC${found[4]}`;
  return { at, day: found[1], minute: found[2], zone };
}

function dayOf(moment) {
  return moment.at.toLocaleDateString(undefined, { dateStyle: "long", timeZone: "UTC" });
}

function timeOf(moment, seconds = false) {
  return moment.at.toLocaleTimeString(undefined, { timeStyle: seconds ? "medium" : "short", timeZone: "UTC" });
}

function moment(text, seconds = false) {
  const read = readMoment(text);
  if (!read) return text || "";
  return read.minute ? `${dayOf(read)}, ${timeOf(read, seconds)} ${read.zone}` : dayOf(read);
}

const languageNames = new Intl.DisplayNames(undefined, { type: "language" });
// Lists know a language without its region: a list of English articles includes British English.
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

// Returns the name of a filter's value for people.
function nameOf(kind, value) {
  return kind === "language" ? languageName(languageOf(value)) : ["from", "to"].includes(kind) ? moment(value) : value;
}

// Returns a link to the list of the articles that share *value*, narrowed by the filters of the list shown.
function facet(kind, value) {
  const asked = kind === "language" ? languageOf(value) : value;
  return element("a", { class: "facet", dir: "auto", title: `${kind}: ${value}`, href: listAddress({ ...currentFilters(), [kind]: asked }) }, nameOf(kind, value));
}

function chips(label, kind, values) {
  return element("ul", { class: "chips", "aria-label": label }, [...new Set(values)].map((value) => element("li", {}, facet(kind, value))));
}
