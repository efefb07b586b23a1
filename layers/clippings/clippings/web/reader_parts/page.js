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
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
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

function show(title, ...children) {
  document.title = title ? `${title} · Clippings` : "Clippings";
  main.classList.remove("wide");
  main.replaceChildren(...children.flat().filter(Boolean));
  main.focus({ preventScroll: true });
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

function moment(text) {
  if (!text) return "";
  if (!text.includes("T")) return text;
  const at = new Date(text);
  return Number.isNaN(at.valueOf()) ? text : at.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

function facet(kind, value) {
  return element("li", {}, element("button", { type: "button", class: "facet", title: `${kind}: ${value}`,
    onclick: () => { location.hash = listAddress({ ...currentFilters(), [kind]: value }); } }, value));
}
