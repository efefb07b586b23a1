// Lists: filters live in the address, so that back, forward and bookmarks work.

const FILTERS = ["publisher", "author", "tag", "entity", "keyword", "section", "language", "q", "from", "to", "order"];

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
  const facts = [moment(item.published || item.day), item.reading_minutes && `${item.reading_minutes} min`].filter(Boolean);
  const facets = [["publisher", item.publisher], ["section", item.section], ["language", item.language],
    ...(item.authors || []).map((name) => ["author", name])].filter(([, value]) => value);
  return element("li", { lang: item.language },
    element("h2", { dir: "auto" }, element("a", { href: `#/article/${encodeURIComponent(item.id)}` }, item.title || "Untitled")),
    item.standfirst ? element("p", { dir: "auto" }, item.standfirst) : null,
    element("p", { class: "quiet" }, facts.join(" · ") + (item.dated === false ? " (day of capture)" : "")),
    element("ul", { class: "facets", "aria-label": "Show others with" }, facets.map(([kind, value]) => facet(kind, value))));
}

function activeFilters(filters) {
  const chosen = Object.entries(filters).filter(([name]) => name !== "order");
  if (!chosen.length) return null;
  return element("ul", { class: "facets", "aria-label": "Filters" }, chosen.map(([name, value]) => {
    const rest = { ...filters };
    delete rest[name];
    return element("li", {}, element("a", { href: listAddress(rest), "aria-label": `Remove the filter ${name} ${value}` }, `${name}: ${value} ×`));
  }));
}

async function showList() {
  const filters = currentFilters();
  for (const field of document.getElementById("search").elements) if (field.name) field.value = filters[field.name] || (field.name === "order" ? "newest" : "");
  const items = element("ul", { class: "items" });
  const more = element("button", { type: "button", hidden: true, onclick: () => load().catch(showProblem) }, "Older articles");
  if (filters.order === "oldest") more.textContent = "Newer articles";
  let cursor = null;
  async function load() {
    say("Loading…");
    // A page may be empty and have a next one: what was looked at held nothing that fits.
    for (let turns = 0; turns < 10; turns += 1) {
      const page = await call("/v1/articles", { query: { ...filters, limit: "30", cursor } });
      const first = page.items.map(shortForm);
      items.append(...first);
      cursor = page.next_cursor;
      if (page.items.length || !cursor) break;
    }
    more.hidden = !cursor;
    say(items.children.length ? `${items.children.length} articles shown` : "Nothing fits.");
  }
  show("", element("h1", { class: "quiet" }, "Articles"), activeFilters(filters), items, more);
  await load();
}
