// Lists. Their filters are in the address, so that back, forward and bookmarks work.

// FACETS comes from the service's one definition of them: {name, label, narrows}.
const FILTERS = [...FACETS.map((facet) => facet.name), "q", "from", "to", "order"];
const FILTER_NAMES = { q: "words", ...Object.fromEntries(FACETS.map((facet) => [facet.name, facet.label.toLowerCase()])) };
const NARROWING = Object.fromEntries(FACETS.filter((facet) => facet.narrows).map((facet) => [facet.name, facet.label]));
const PAGE_ROWS = 30;
const SHOWN_OF_A_KIND = 6;
const READING = "clippings-reading"; // the rows of the list that was shown last: {address, ids}
const RIGHT_TO_LEFT = /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u; // by the first letter, as browsers do

// The list that was shown last: its rows, and how to load more of them.
let listing = null;

function currentFilters() {
  const [path, query] = location.hash.slice(1).split("?");
  const given = new URLSearchParams(path === "/" ? query : "");
  return Object.fromEntries(FILTERS.filter((name) => given.get(name)).map((name) => [name, given.get(name)]));
}

function listAddress(filters) {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value)).toString();
  return query ? `#/?${query}` : "#/";
}

function fillSearch(filters) {
  for (const field of document.getElementById("search").elements) if (field.name) field.value = filters[field.name] || "";
}

function shortForm(item, withDay) {
  const told = [withDay ? moment(item.day) : "", item.dated === false ? "no date of its own; captured on this day" : "", item.reading_minutes && `${item.reading_minutes} min`].filter(Boolean).join(" · ");
  const heads = [["publisher", item.publisher], ["section", item.section], ["language", item.language]].filter(([, value]) => value);
  return element("li", { "data-id": item.id }, element("div", { class: "clip" }, element("div", { class: "words", lang: item.language, dir: RIGHT_TO_LEFT.test(item.title) ? "rtl" : "ltr" },
    element("div", { class: "kicker head quiet" }, heads.map(([kind, value]) => facet(kind, value))),
    element("h2", { dir: "auto" }, element("a", { href: articleAddress(item.id) }, item.title || "Untitled")),
    item.standfirst ? element("p", { dir: "auto" }, item.standfirst) : null,
    element("div", { class: "kicker quiet" }, (item.authors || []).map((name) => facet("author", name)), told ? element("span", {}, told) : null)),
  thumbnail(item.image)));
}

function labelOf(name, value) {
  return `${FILTER_NAMES[name] || name}: ${nameOf(name, value)}`;
}

function chosenFilters(filters) {
  return Object.entries(filters).filter(([name]) => name !== "order");
}

function activeFilters(filters) {
  const chosen = chosenFilters(filters);
  if (!chosen.length) return null;
  return element("ul", { class: "chips", "aria-label": "Filters" }, chosen.map(([name, value]) => {
    const label = labelOf(name, value);
    return element("li", {}, element("a", { href: listAddress({ ...filters, [name]: "" }), "aria-label": `Remove the filter ${label}` }, label, element("span", { "aria-hidden": "true" }, " ✕")));
  }));
}

function valuesOf(item, kind) {
  if (kind === "author") return item.authors || [];
  if (kind === "language") return item.language ? [languageOf(item.language)] : [];
  return item[kind] ? [item[kind]] : [];
}

function countsOf(shown, kind) {
  const counts = new Map();
  for (const item of shown) for (const value of valuesOf(item, kind)) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1]);
}

// The commonest values: of all that was found where the engine counts, else of the rows that are shown. Which it is, is said.
function narrowing({ items, facets }, filters) {
  const groups = Object.entries(NARROWING).filter(([kind]) => !filters[kind]).map(([kind, label]) => {
    const counts = facets ? (facets[kind] || []).map(({ value, count }) => [value, count]) : countsOf(items, kind);
    const most = counts.slice(0, SHOWN_OF_A_KIND);
    return most.length < 2 ? null : [element("h2", {}, label), element("ul", {}, most.map(([value, count]) => element("li", {}, facet(kind, value), element("span", {}, String(count)))))];
  }).flat().filter(Boolean);
  return groups.length ? [element("p", { class: "quiet" }, facets ? "Counted in all that was found." : `Counted in the ${counted(items.length, "article", "articles")} shown.`), ...groups] : [];
}

function summaryOf({ items, total, exact, cursor, dropped }) {
  const left = dropped.length ? ` Not searched for: ${dropped.join(", ")}.` : "";
  if (!items.length) return `Nothing found.${left}`;
  if (Number.isInteger(total) && total > items.length) return `${items.length.toLocaleString()} of ${exact ? "" : "more than "}${counted(total, "article", "articles")} shown.${left}`;
  const all = exact && total === items.length;
  return `${counted(items.length, "article", "articles")} shown${cursor && !all ? ", and there may be more" : ""}.${left}`;
}

// What was searched where nothing was found, and the ways to search less narrowly.
function nothingFound(filters) {
  const chosen = chosenFilters(filters);
  if (!chosen.length) {
    return element("div", { class: "nothing" }, element("h2", {}, "The archive is empty"), element("p", {}, "Put saved pages into the inbox, or ",
      element("a", { href: "#/upload" }, "upload some here"), ". An article appears a moment after its page."));
  }
  return element("div", { class: "nothing" }, element("h2", {}, "No article fits"),
    element("p", {}, `Searched with ${chosen.map(([name, value]) => labelOf(name, value)).join("; ")}.`),
    element("ul", {}, chosen.length > 1 ? chosen.map(([name, value]) => element("li", {}, element("a", { href: listAddress({ ...filters, [name]: "" }) }, `Without ${labelOf(name, value)}`))) : null,
      element("li", {}, element("a", { href: "#/" }, "Show all articles"))));
}

class Listing {
  constructor(filters) {
    Object.assign(this, { filters, address: location.hash || "#/", items: [], cursor: null, total: null, exact: true, facets: null, dropped: [], busy: null });
    this.rows = element("ul", { class: "items" });
    this.rest = element("div");
    this.groups = element("div");
    this.sidebar = element("details", { class: "narrow", open: matchMedia("(min-width: 60rem)").matches, hidden: true }, element("summary", {}, "Narrow the list"), this.groups);
    this.more = button(filters.order === "oldest" ? "Newer articles" : "Older articles", () => this.goOn(), { hidden: true });
    // Scrolling near the end of the list loads its next page.
    new IntersectionObserver(([seen]) => { if (seen.isIntersecting && scrollY > 0) this.goOn(); }, { rootMargin: "600px" }).observe(this.more);
  }

  // Loads the next page, and shows a failure below the rows that are there.
  goOn() {
    return this.load().catch((problem) => {
      if (problem instanceof LeftError) return;
      this.say("");
      this.rest.replaceChildren(problemBox(problem, () => this.goOn()));
    });
  }

  load(rows = 0) {
    this.busy ??= this.loadPages(rows).finally(() => { this.busy = null; });
    return this.busy;
  }

  // Says something of this list, unless the reader went on to another page while it was loaded.
  say(text) {
    if (shownAddress === this.address) say(text);
  }

  async loadPages(rows) {
    this.say("Loading…");
    this.rest.replaceChildren();
    const wanted = Math.max(rows, this.items.length + 1);
    // A page may be empty and have a next one: what was looked at held nothing that fits.
    for (let turns = 0; turns < 10 || this.items.length < rows; turns += 1) {
      const limit = String(Math.min(100, Math.max(PAGE_ROWS, wanted - this.items.length)));
      const facets = this.cursor ? "" : Object.keys(NARROWING).join(",");
      this.append(await call("/v1/articles", { query: { ...this.filters, facets, limit, cursor: this.cursor } }));
      if (!this.cursor || this.items.length >= wanted) break;
    }
    this.more.hidden = !this.cursor;
    this.groups.replaceChildren(...narrowing(this, this.filters));
    this.sidebar.hidden = !this.groups.childNodes.length;
    if (!this.items.length && !this.cursor) this.rest.replaceChildren(nothingFound(this.filters));
    store(tab, READING, { address: this.address, ids: this.items.map((item) => item.id) });
    this.say(summaryOf(this));
  }

  append(page) {
    // By relevance, days do not follow one another: each row tells its own.
    const byDay = page.sort !== "relevance";
    for (const item of page.items) {
      if (byDay && (!this.items.length || this.items.at(-1).day !== item.day)) this.rows.append(element("li", { class: "day" }, moment(item.day)));
      this.rows.append(shortForm(item, !byDay));
      this.items.push(item);
    }
    this.cursor = page.next_cursor;
    this.total = page.total;
    this.facets = page.facets || this.facets;
    this.exact = page.total_is_exact !== false;
    this.dropped = page.dropped || [];
  }
}

async function showList(place) {
  const filters = currentFilters();
  fillSearch(filters);
  listing = new Listing(filters);
  const { rows, rest, more, sidebar } = listing;
  show("", element("h1", { class: "unseen" }, "Articles"), activeFilters(filters),
    element("div", { class: "columns" }, element("div", {}, rows, rest, more), element("div", { class: "side" }, sidebar, subscription(filters))));
  await listing.load(place ? place.rows : 0);
  if (place) scrollTo(0, place.top);
}

// The rows before and after an article in the list that was shown last; loads more of the list at its end.
async function neighboursOf(id) {
  const { address, ids } = readStored(tab, READING, { address: "#/", ids: [] });
  const at = ids.indexOf(id);
  const known = listing && listing.address === address;
  if (known && at === ids.length - 1 && listing.cursor) {
    await listing.load().catch(() => {});
    const more = readStored(tab, READING, { ids }).ids;
    return { address, before: ids[at - 1], after: more[at + 1] };
  }
  return at < 0 ? { address: known ? address : "#/" } : { address, before: ids[at - 1], after: ids[at + 1] };
}
