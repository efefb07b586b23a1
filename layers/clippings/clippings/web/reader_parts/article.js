// One article in clean type, made of its blocks.

const MARKS = { strong: "strong", emphasis: "em", code: "code", subscript: "sub", superscript: "sup", deleted: "s", highlight: "mark" };

function inline(content) {
  return (content || []).map((run) => {
    let made = run.href ? webLink(run.href, run.text) : document.createTextNode(run.text);
    for (const mark of run.marks || []) if (MARKS[mark]) made = element(MARKS[mark], {}, made);
    return made;
  });
}

function tableOf(rows) {
  return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table" }, element("table", {}, rows.map((row) =>
    element("tr", {}, row.map((cell) => element(cell.header ? "th" : "td", { colspan: cell.columns, rowspan: cell.rows }, inline(cell.content)))))));
}

function blockOf(block) {
  const content = inline(block.content);
  switch (block.role) {
    case "heading": return element(`h${Math.min(6, Math.max(2, block.level || 2))}`, {}, content);
    case "quote": return element("blockquote", {}, content);
    case "code": return element("pre", {}, element("code", {}, content));
    case "table": return tableOf(block.rows || []);
    case "live_entry": return element("p", {}, block.time ? element("strong", {}, `${moment(block.time)} `) : null, content);
    case "paragraph": return element("p", {}, content);
    default: return null;
  }
}

function bodyOf(blocks) {
  const shown = [];
  let list = null;
  for (const block of blocks || []) {
    if (block.role === "list_item") {
      const name = block.place && block.place.ordinal !== null && block.place.ordinal !== undefined ? "ol" : "ul";
      if (!list || list.localName !== name) shown.push(list = element(name));
      list.append(element("li", {}, inline(block.content)));
      continue;
    }
    list = null;
    shown.push(blockOf(block));
  }
  return shown;
}

function figureOf(image) {
  const src = image && webAddress(image.url);
  if (!src) return null;
  const words = [image.caption, image.credit].filter(Boolean).join(" · ");
  return element("figure", {}, element("img", { src, alt: image.alt || "", loading: "lazy", referrerpolicy: "no-referrer" }),
    words ? element("figcaption", {}, words) : null);
}

function onDemand(title, load) {
  const room = element("div");
  const made = element("details", {}, element("summary", {}, title), room);
  made.addEventListener("toggle", () => {
    if (!made.open || room.childNodes.length) return;
    room.append("Loading…");
    load().then((shown) => room.replaceChildren(...[shown].flat()), (problem) => { room.replaceChildren(problem.detail || String(problem)); });
  });
  return made;
}

function provenanceOf(found) {
  const rows = Object.entries(found.fields).map(([name, finding]) => element("tr", {}, element("th", { scope: "row" }, name),
    element("td", {}, finding.rule), element("td", {}, String(finding.raw ?? "")), element("td", {}, Number(finding.confidence).toFixed(2)),
    element("td", {}, (finding.rejected || []).map((other) => element("p", {}, `${other.rule}: ${other.why}`)))));
  const head = ["Field", "Rule", "What it read", "Confidence", "Turned down"].map((text) => element("th", { scope: "col" }, text));
  return element("div", { class: "scroll" }, element("table", {}, element("tr", {}, head), rows));
}

function copiesOf(page) {
  if (!page.items.length) return element("p", {}, "None is known.");
  return element("ul", {}, page.items.map((item) => element("li", {}, element("a", { href: `#/article/${encodeURIComponent(item.id)}` }, item.title || "Untitled"),
    ` · ${item.publisher || "unknown"} · ${Math.round(item.likeness.similarity * 100)} % alike`, item.original === item.id ? " · likely the original" : "")));
}

async function showArticle(id) {
  say("Loading…");
  const path = `/v1/articles/${encodeURIComponent(id)}`;
  const article = await call(path);
  const stamps = [["Published", article.published], ["Changed", article.modified]].filter(([, at]) => at)
    .map(([word, at]) => `${word} ${moment(at.instant || at.day)}`);
  const lead = (article.images || []).find((image) => image.lead);
  const facets = [["publisher", article.publisher], ["section", article.section], ["language", article.language],
    ...(article.tags || []).map((tag) => ["tag", tag]), ...(article.keywords || []).map((word) => ["keyword", word]),
    ...(article.entities || []).slice(0, 8).map((entity) => ["entity", entity.name])].filter(([, value]) => value);
  const address = article.canonical_url || article.url;
  const begun = (article.blocks || []).slice(0, 3).some((block) => block.role === "standfirst");
  show(article.title, element("article", { class: "text", lang: article.language, dir: "auto" },
    element("h1", {}, article.title || "Untitled"),
    article.standfirst && !begun ? element("p", { class: "standfirst" }, article.standfirst) : null,
    element("p", { class: "quiet" }, [(article.authors || []).map((author) => author.name).join(", "), ...stamps, article.reading_minutes && `${article.reading_minutes} min`].filter(Boolean).join(" · ")),
    figureOf(lead), bodyOf(article.blocks),
    address ? element("p", { class: "quiet" }, "From ", webLink(address, address)) : null),
  element("ul", { class: "facets", "aria-label": "Show others with" }, facets.map(([kind, value]) => facet(kind, value))),
  onDemand("Where each field came from", async () => provenanceOf(await call(`${path}/provenance`))),
  onDemand("Revisions", async () => revisionsOf(article.id, await call(`${path}/revisions`))),
  onDemand("Copies elsewhere", async () => copiesOf(await call(`${path}/duplicates`))));
  say("");
}
