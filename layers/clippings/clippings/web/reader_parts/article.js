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
    case "standfirst": return element("p", { class: "standfirst" }, content);
    case "paragraph": return element("p", {}, content);
    default: return null;
  }
}

function textOf(block) {
  return block.rows && block.rows.length ? block.rows.map((row) => row.map((cell) => cell.content.map((run) => run.text).join("")).join("\t")).join("\n")
    : (block.content || []).map((run) => run.text).join("");
}

// The standfirst stands above the text already; where the body begins with it, it is not shown again.
function bodyOf(article) {
  const said = (text) => (text || "").replace(/\s+/gu, " ").trim();
  const again = (block, place) => article.standfirst && place < 3
    && (block.role === "standfirst" || (place === 0 && said(textOf(block)) === said(article.standfirst)));
  const shown = [];
  let list = null;
  for (const block of (article.blocks || []).filter((block, place) => !again(block, place))) {
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
  const shown = image && picture(image.url, { alt: image.alt || "" });
  if (!shown) return null;
  const words = [image.caption, image.credit].filter(Boolean).join(" · ");
  return element("figure", {}, shown, words ? element("figcaption", {}, words) : null);
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

function findingOf([name, finding]) {
  const sure = Number(finding.confidence);
  const rejected = (finding.rejected || []).map((other) => element("p", { class: "quiet" }, `not ${other.rule}: ${other.why}`));
  return element("tr", {}, element("th", { scope: "row" }, name.replaceAll("_", " ")),
    element("td", {}, String(finding.raw ?? ""), rejected), element("td", {}, element("code", {}, finding.rule)),
    element("td", {}, element("meter", { value: sure, min: 0, max: 1, "aria-label": `${Math.round(sure * 100)} % sure` }), ` ${sure.toFixed(2)}`));
}

function provenanceOf(found) {
  const head = ["Field", "What was read", "By which rule", "How sure"].map((text) => element("th", { scope: "col" }, text));
  return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Provenance" },
    element("table", { class: "findings" }, element("thead", {}, element("tr", {}, head)), element("tbody", {}, Object.entries(found.fields).map(findingOf))));
}

function copiesOf(page) {
  if (!page.items.length) return element("p", {}, "None is known.");
  return element("ul", {}, page.items.map((item) => element("li", {}, element("a", { href: `#/article/${encodeURIComponent(item.id)}`, dir: "auto" }, item.title || "Untitled"),
    ` · ${item.publisher || "unknown publisher"} · ${Math.round(item.likeness.similarity * 100)} % alike`, item.original === item.id ? " · likely the original" : "")));
}

function bylineOf(article) {
  const names = (article.authors || []).map((author) => author.name);
  const stamps = [["", article.published], ["changed ", article.modified]].filter(([, at]) => at).map(([word, at]) => `${word}${moment(at.instant || at.day)}`);
  const parts = [names.length && element("strong", {}, names.join(", ")), ...stamps, article.reading_minutes && `${article.reading_minutes} min`].filter(Boolean);
  return element("p", { class: "byline" }, parts.map((part, place) => [place ? " · " : null, element("bdi", {}, part)]));
}

function aboutOf(article, address) {
  const groups = [["Tags", "tag", article.tags], ["Keywords", "keyword", article.keywords], ["Names", "entity", (article.entities || []).slice(0, 10).map((entity) => entity.name)]];
  return element("dl", { class: "about" }, address ? [element("dt", {}, "From"), element("dd", {}, webLink(address, address))] : null,
    groups.filter(([, , values]) => values && values.length).map(([label, kind, values]) => [element("dt", {}, label), element("dd", {}, chips(label, kind, values))]));
}

async function showArticle(id) {
  say("Loading…");
  const path = `/v1/articles/${encodeURIComponent(id)}`;
  const article = await call(path);
  const heads = [["publisher", article.publisher], ["section", article.section], ["language", article.language]].filter(([, value]) => value);
  const address = article.canonical_url || article.url;
  show(article.title, element("article", { class: "text", lang: article.language, dir: "auto" },
    element("header", {}, element("div", { class: "kicker head quiet" }, heads.map(([kind, value]) => facet(kind, value))),
      element("h1", { dir: "auto" }, article.title || "Untitled"),
      article.standfirst ? element("p", { class: "standfirst", dir: "auto" }, article.standfirst) : null, bylineOf(article)),
    figureOf((article.images || []).find((image) => image.lead)), bodyOf(article).flat().filter(Boolean)),
  element("div", { class: "after" }, aboutOf(article, address),
    onDemand("Where each field came from", async () => provenanceOf(await call(`${path}/provenance`))),
    onDemand("Revisions", async () => revisionsOf(article.id, await call(`${path}/revisions`, { query: { limit: 100 } }))),
    onDemand("Copies elsewhere", async () => copiesOf(await call(`${path}/duplicates`)))));
  say("");
}
