// One article: its history in a line, what can be done with it, its text, and what is known about it on demand.

const DOWNLOADS = [["markdown", "Markdown", "md"], ["html", "HTML", "html"], ["json", "JSON", "json"], ["text", "Text", "txt"]];

function onDemand(id, title, load) {
  const room = element("div");
  const made = element("details", { id }, element("summary", {}, title), room);
  const fill = () => {
    room.replaceChildren(element("p", { class: "quiet" }, "Loading…"));
    load().then((shown) => room.replaceChildren(...[shown].flat().filter(Boolean)), (problem) => {
      if (problem instanceof LeftError) room.replaceChildren();
      else room.replaceChildren(element("p", { role: "alert" }, `${inWords(problem)} `, button("Try again", fill)));
    });
  };
  made.addEventListener("toggle", () => { if (made.open && !room.childNodes.length) fill(); });
  return made;
}

function openDetails(id) {
  const details = document.getElementById(id);
  details.open = true;
  details.querySelector("summary").focus();
  details.scrollIntoView({ block: "start" });
}

// How sure a finding is: a bar only where it is not certain.
function sureness(confidence) {
  const percent = Math.round(Number(confidence) * 100);
  return percent >= 100 ? "certain" : [element("meter", { value: percent, min: 0, max: 100, "aria-label": `${percent} % sure` }), ` ${percent} %`];
}

function findingOf([name, finding]) {
  const rejected = (finding.rejected || []).map((other) => element("p", { class: "quiet" }, `not ${other.rule}: ${other.why}`));
  return element("tr", {}, element("th", { scope: "row" }, name.replaceAll("_", " ")), element("td", {}, String(finding.raw ?? ""), rejected),
    element("td", {}, element("code", {}, finding.rule)), element("td", {}, sureness(finding.confidence)));
}

function provenanceOf(found) {
  const head = ["Field", "What was read", "By which rule", "How sure"].map((text) => element("th", { scope: "col" }, text));
  return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Provenance" },
    element("table", { class: "findings" }, element("thead", {}, element("tr", {}, head)), element("tbody", {}, Object.entries(found.fields).map(findingOf))));
}

function copiesOf(page) {
  if (!page.items.length) return element("p", {}, "None is known.");
  return element("ul", {}, page.items.map((item) => element("li", {}, element("a", { href: articleAddress(item.id), dir: "auto" }, item.title || "Untitled"),
    ` · ${item.publisher || "unknown publisher"} · ${Math.round(item.likeness.similarity * 100)} % alike`, item.original === item.id ? " · likely the original" : "")));
}

function bylineOf(article) {
  const names = (article.authors || []).map((author) => facet("author", author.name));
  const stamps = [["", article.published], ["changed ", article.modified]].filter(([, at]) => at).map(([word, at]) => `${word}${moment(at.instant || at.day)}`);
  const parts = [names.length && element("strong", {}, names.map((name, place) => [place ? ", " : null, name])), ...stamps, article.reading_minutes && `${article.reading_minutes} min`].filter(Boolean);
  return element("p", { class: "byline" }, parts.map((part, place) => [place ? " · " : null, element("bdi", {}, part)]));
}

// When the text changed last: of the same day as its publication the time is enough.
function updatedText(article, latest) {
  const stamp = (at) => at && (at.instant || at.day);
  const read = readMoment(stamp(article.modified) || (latest.number > 1 ? latest.first_seen : ""));
  if (!read) return "";
  const first = readMoment(stamp(article.published));
  if (first && read.day === first.day && read.minute) return first.minute === read.minute && first.zone === read.zone ? "" : `updated ${timeOf(read)}`;
  return `updated ${dayOf(read)}${read.minute ? `, ${timeOf(read)}` : ""}`;
}

// "2 revisions · 3 copies · updated 14:05": each leads to its details.
async function fillStory(room, path, article) {
  const [revisions, copies] = await Promise.all([call(`${path}/revisions`, { query: { limit: "1" }, stays: true }), call(`${path}/duplicates`, { stays: true })]);
  const count = revisions.items[0].number;
  const parts = [count > 1 ? button(counted(count, "revision", "revisions"), () => openDetails("revisions"), { class: "plain" }) : "1 revision",
    copies.items.length ? button(counted(copies.items.length, "copy", "copies"), () => openDetails("copies"), { class: "plain" }) : "no copies", updatedText(article, revisions.items[0])];
  room.replaceChildren(...parts.filter(Boolean).flatMap((part, place) => (place ? [" · ", part] : [part])));
}

async function fillNeighbours(room, id) {
  const { address, before, after } = await neighboursOf(id);
  const back = element("a", { href: address, rel: "up", onclick: () => { returning = id; } }, "Back to the list");
  const step = (to, rel, text) => (to ? element("a", { href: articleAddress(to), rel }, text) : null);
  room.replaceChildren(...[back, step(before, "prev", "Previous"), step(after, "next", "Next")].filter(Boolean));
}

function fileNameOf(article, ending) {
  const words = (article.title || "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/gu, "").slice(0, 60);
  return `${words || article.id}.${ending}`;
}

async function download(path, article, [format, label, ending]) {
  say(`Loading the article as ${label}…`);
  try {
    const answer = await ask(path, { query: { format }, accept: "*/*" });
    const href = URL.createObjectURL(await answer.blob());
    element("a", { href, download: fileNameOf(article, ending) }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
    say(`Downloaded as ${label}.`);
  } catch (problem) {
    if (!(problem instanceof LeftError)) say(inWords(problem));
  }
}

function toolsOf(path, article) {
  return element("div", { class: "tools" }, element("nav", { class: "neighbours", "aria-label": "The list" }),
    element("div", { class: "deeds" }, element("span", { id: "save-as" }, "Save as"), element("div", { role: "group", "aria-labelledby": "save-as" },
      DOWNLOADS.map((form) => button(form[1], () => download(path, article, form), { class: "plain" }))), button("Print", () => print(), { class: "plain" })));
}

function aboutOf(article, address) {
  const groups = [["Authors", "author", (article.authors || []).map((author) => author.name)], ["Tags", "tag", article.tags], ["Keywords", "keyword", article.keywords],
    ["Names", "entity", (article.entities || []).slice(0, 10).map((entity) => entity.name)]];
  return element("dl", { class: "about" }, address ? [element("dt", { class: "source" }, "From"), element("dd", { class: "source" }, webLink(address, address))] : null,
    groups.filter(([, , values]) => values && values.length).map(([label, kind, values]) => [element("dt", {}, label), element("dd", {}, chips(label, kind, values))]));
}

function picturesOf(article) {
  const figures = (article.images || []).filter((image) => !image.lead).map((image) => figureOf(article.id, image)).filter(Boolean);
  return figures.length ? element("section", { class: "pictures", "aria-label": "More pictures" }, element("h2", {}, "More pictures"), figures) : null;
}

async function showArticle(id) {
  say("Loading…");
  const path = `/v1/articles/${encodeURIComponent(id)}`;
  const article = await call(path);
  const heads = [["publisher", article.publisher], ["section", article.section], ["language", article.language]].filter(([, value]) => value);
  const lead = (article.images || []).find((image) => image.lead);
  const address = article.canonical_url || article.url;
  const tools = toolsOf(path, article);
  const story = element("p", { class: "story" });
  show(article.title, tools, element("article", { class: "text", lang: article.language, dir: "auto", "data-original": webAddress(address) },
    element("header", {}, element("div", { class: "kicker head quiet" }, heads.map(([kind, value]) => facet(kind, value))),
      element("h1", { dir: "auto" }, article.title || "Untitled"),
      article.standfirst ? element("p", { class: "standfirst", dir: "auto" }, article.standfirst) : null, bylineOf(article), story),
    lead ? figureOf(article.id, lead) : null, bodyOf(article), picturesOf(article)),
  element("div", { class: "after" }, aboutOf(article, address),
    onDemand("provenance", "Where each field came from", async () => provenanceOf(await call(`${path}/provenance`))),
    onDemand("revisions", "Revisions", async () => revisionsOf(article.id, await call(`${path}/revisions`, { query: { limit: 100 } }))),
    onDemand("copies", "Copies elsewhere", async () => copiesOf(await call(`${path}/duplicates`))),
    withdrawal(path, article.id)));
  say("");
  fillNeighbours(tools.querySelector("nav"), article.id);
  // Where its history cannot be had, the article is there all the same.
  fillStory(story, path, article).catch(() => story.remove());
}
