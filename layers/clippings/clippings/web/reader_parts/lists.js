// Lists: filters live in the address, so that back, forward and bookmarks work.

// FACETS comes from the service's one definition of them: {name, label, narrows}.
const FILTERS = [...FACETS.map((facet) => facet.name), "q", "from", "to", "order"];
const FILTER_NAMES = { q: "words", ...Object.fromEntries(FACETS.map((facet) => [facet.name, facet.label.toLowerCase()])) };
const NARROWING = Object.fromEntries(FACETS.filter((facet) => facet.narrows).map((facet) => [facet.name, facet.label]));
const SHOWN_OF_A_KIND = 6;
const RIGHT_TO_LEFT = /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u; // by the first letter, as browsers do

function currentFilters() {
  const [path, query] = location.hash.slice(1).split("?");
  const given = new URLSearchParams(path === "/" ? query : "");
  return Object.fromEntries(FILTERS.filter((name) => given.get(name)).map((name) => [name, given.get(name)]));
}

function listAddress(filters) {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value)).toString();
  return query ? `#/?${query}` : "#/";
}

function shortForm(item) {
  const told = [item.dated === false ? "no date of its own; captured on this day" : "", item.reading_minutes && `${item.reading_minutes} min`].filter(Boolean).join(" · ");
  const heads = [["publisher", item.publisher], ["section", item.section], ["language", item.language]].filter(([, value]) => value);
  return element("li", {}, element("div", { class: "clip" }, element("div", { class: "words", lang: item.language, dir: RIGHT_TO_LEFT.test(item.title) ? "rtl" : "ltr" },
    element("div", { class: "kicker head quiet" }, heads.map(([kind, value]) => facet(kind, value))),
    element("h2", { dir: "auto" }, element("a", { href: `#/article/${encodeURIComponent(item.id)}` }, item.title || "Untitled")),
    item.standfirst ? element("p", { dir: "auto" }, item.standfirst) : null,
    element("div", { class: "kicker quiet" }, (item.authors || []).map((name) => facet("author", name)), told ? element("span", {}, told) : null)),
  picture(item.image, { alt: "" })));
}

function activeFilters(filters) {
  const chosen = Object.entries(filters).filter(([name]) => name !== "order");
  if (!chosen.length) return null;
  return element("ul", { class: "chips", "aria-label": "Filters" }, chosen.map(([name, value]) => {
    const rest = { ...filters };
    delete rest[name];
    const label = `${FILTER_NAMES[name] || name}: ${nameOf(name, value)}`;
    return element("li", {}, element("a", { href: listAddress(rest), "aria-label": `Remove the filter ${label}` }, label, element("span", { "aria-hidden": "true" }, " ✕")));
  }));
}

function valuesOf(item, kind) {
  if (kind === "author") return item.authors || [];
  if (kind === "language") return item.language ? [languageOf(item.language)] : [];
  return item[kind] ? [item[kind]] : [];
}

// Facets of what is shown, by how often they occur there: what else there is, a click finds out.
function narrowing(shown, filters) {
  const groups = Object.entries(NARROWING).filter(([kind]) => !filters[kind]).map(([kind, label]) => {
    const counts = new Map();
    for (const item of shown) for (const value of valuesOf(item, kind)) counts.set(value, (counts.get(value) || 0) + 1);
    const most = [...counts].sort((one, other) => other[1] - one[1]).slice(0, SHOWN_OF_A_KIND);
    return most.length < 2 ? null : [element("h2", {}, label), element("ul", {}, most.map(([value, count]) => element("li", {}, facet(kind, value), element("span", {}, String(count)))))];
  });
  return groups.flat().filter(Boolean);
}

async function showList() {
  const filters = currentFilters();
  for (const field of document.getElementById("search").elements) if (field.name) field.value = filters[field.name] || (field.name === "order" ? "newest" : "");
  const items = element("ul", { class: "items" });
  const groups = element("div");
  const sidebar = element("details", { class: "narrow", open: matchMedia("(min-width: 60rem)").matches, hidden: true }, element("summary", {}, "Narrow the list"), groups);
  const more = element("button", { type: "button", hidden: true, onclick: () => load().catch(showProblem) }, filters.order === "oldest" ? "Newer articles" : "Older articles");
  const shown = [];
  let cursor = null;
  async function load() {
    say("Loading…");
    // A page may be empty and have a next one: what was looked at held nothing that fits.
    for (let turns = 0; turns < 10; turns += 1) {
      const page = await call("/v1/articles", { query: { ...filters, limit: "30", cursor } });
      for (const item of page.items) {
        if (!shown.length || shown.at(-1).day !== item.day) items.append(element("li", { class: "day" }, moment(item.day)));
        items.append(shortForm(item));
        shown.push(item);
      }
      cursor = page.next_cursor;
      if (page.items.length || !cursor) break;
    }
    more.hidden = !cursor;
    groups.replaceChildren(...narrowing(shown, filters));
    sidebar.hidden = !groups.childNodes.length;
    if (shown.length) say(`${shown.length} ${shown.length === 1 ? "article" : "articles"} shown${cursor ? ", and there may be more" : ""}`);
    else say(Object.keys(filters).length ? "Nothing fits these filters." : "The archive is empty: put pages into the inbox, or upload one.");
  }
  show("", element("h1", { class: "unseen" }, "Articles"), activeFilters(filters), element("div", { class: "columns" }, element("div", {}, items, more), sidebar));
  await load();
}
