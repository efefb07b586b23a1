// Revisions, and two of them side by side with what changed marked.

// Returns the times of revisions in words, with seconds where two would read the same without.
function timesOf(texts) {
  const short = texts.map((text) => moment(text));
  return new Set(short).size === short.length ? short : texts.map((text) => moment(text, true));
}

function revisionsOf(id, page) {
  const known = page.items;
  const firsts = timesOf(known.map((revision) => revision.first_seen));
  const choice = (name, chosen) => element("select", { name }, known.map((revision, place) =>
    element("option", { value: revision.id, selected: place === chosen }, `${revision.number} · ${firsts[place]}`)));
  const list = element("ol", { class: "history", reversed: true, start: known[0].number }, known.map((revision, place) => {
    const first = firsts[place], seconds = first !== moment(revision.first_seen);
    return element("li", {}, revision.captures === 1 ? `Seen once, ${first}${changeOf(revision.changed)}`
      : `Seen ${revision.captures} times, ${first} to ${moment(revision.last_seen, seconds)}${changeOf(revision.changed)}`);
  }));
  const rest = page.next_cursor ? [element("p", { class: "quiet" }, "The API has the older ones.")] : [];
  if (known.length < 2) return [list, element("p", {}, "There is one revision: nothing to compare.")];
  const form = element("form", { onsubmit: (event) => {
    event.preventDefault();
    const asked = new FormData(form);
    location.hash = `#/compare/${encodeURIComponent(id)}/${encodeURIComponent(asked.get("from"))}/${encodeURIComponent(asked.get("to"))}`;
  } }, element("label", {}, element("span", {}, "Older"), choice("from", 1)), element("label", {}, element("span", {}, "Newer"), choice("to", 0)), element("button", { class: "main" }, "Compare"));
  return [list, ...rest, form];
}

function changeOf(changed) {
  if (!changed) return "";
  if (!changed.compared) return "; cut by another version";
  const parts = [["added", "added"], ["removed", "removed"], ["edited", "edited"]].filter(([name]) => changed[name]).map(([name, word]) => `${changed[name]} ${word}`);
  if (changed.headline) parts.unshift("new headline");
  return parts.length ? `; ${parts.join(", ")}${changed.silent ? ", silently" : ""}` : "";
}

const LONGEST_COMPARED = 400; // words: beyond it the table of the comparison is no longer small

function wordsCompared(before, after) {
  const old = before.split(/(?<=\s)/u), fresh = after.split(/(?<=\s)/u);
  if (old.length > LONGEST_COMPARED || fresh.length > LONGEST_COMPARED) return [[element("del", {}, before)], [element("ins", {}, after)]];
  const length = Array.from({ length: old.length + 1 }, () => new Uint16Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      length[i][j] = old[i].trim() === fresh[j].trim() ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
    }
  }
  const left = [], right = [];
  const mark = (side, name, word) => {
    const last = side.at(-1);
    if (last && last.localName === name) last.append(word);
    else side.push(element(name, {}, word));
  };
  for (let i = 0, j = 0; i < old.length || j < fresh.length;) {
    if (i < old.length && j < fresh.length && old[i].trim() === fresh[j].trim()) { left.push(old[i]); right.push(fresh[j]); i += 1; j += 1; }
    else if (j >= fresh.length || (i < old.length && length[i + 1][j] >= length[i][j + 1])) { mark(left, "del", old[i]); i += 1; }
    else { mark(right, "ins", fresh[j]); j += 1; }
  }
  return [left, right];
}

// One row of the comparison for every block of either side; a run of equal ones is folded away.
function rowsOf(before, after, edits) {
  const gone = new Map(edits.filter((edit) => edit.before_id).map((edit) => [edit.before_id, edit]));
  const come = new Map(edits.filter((edit) => edit.after_id).map((edit) => [edit.after_id, edit]));
  const rows = [];
  let same = [];
  const fold = () => {
    if (same.length) rows.push(element("details", { class: "same" }, element("summary", {}, `${same.length} unchanged ${same.length === 1 ? "paragraph" : "paragraphs"}`),
      element("div", {}, same.map((block) => element("p", {}, textOf(block))))));
    same = [];
  };
  const cell = (name, content) => element("p", content === null ? { class: "empty", "aria-hidden": "true" } : { dir: "auto" }, content === null ? null : name ? element(name, {}, content) : content);
  for (let i = 0, j = 0; i < before.length || j < after.length;) {
    const old = i < before.length ? gone.get(before[i].id) : null, fresh = j < after.length ? come.get(after[j].id) : null;
    if (old && old.kind === "removed") { fold(); rows.push(cell("del", textOf(before[i])), cell("", null)); i += 1; }
    else if (fresh && fresh.kind === "added") { fold(); rows.push(cell("", null), cell("ins", textOf(after[j]))); j += 1; }
    else if (old && fresh) { fold(); const sides = wordsCompared(old.before, fresh.after); rows.push(cell("", sides[0]), cell("", sides[1])); i += 1; j += 1; }
    else { same.push(after[j] || before[i]); i += 1; j += 1; }
  }
  fold();
  return rows;
}

function changesOf(difference) {
  const counts = { added: 0, removed: 0, edited: 0 };
  for (const edit of difference.blocks || []) counts[edit.kind] += 1;
  const parts = Object.entries(counts).filter(([, count]) => count).map(([kind, count]) => `${count} ${kind}`);
  if (difference.headline) parts.unshift("new headline");
  return parts.length ? `Paragraphs: ${parts.join(", ")}.` : "The text is the same.";
}

async function showComparison(id, older, newer) {
  say("Loading…");
  const path = `/v1/articles/${encodeURIComponent(id)}`;
  const [before, after, difference] = await Promise.all([call(`${path}/revisions/${encodeURIComponent(older)}`),
    call(`${path}/revisions/${encodeURIComponent(newer)}`), call(`${path}/diff`, { query: { from: older, to: newer } })]);
  const headline = difference.headline ? wordsCompared(before.title || "", after.title || "") : [[before.title || ""], [after.title || ""]];
  const times = timesOf([difference.from.first_seen, difference.to.first_seen]);
  const when = (name, revision, time) => element("p", { class: "when" }, `${name} · revision ${revision.number}, first seen ${time}`);
  show(after.title, element("p", {}, element("a", { href: articleAddress(id) }, "Back to the article")),
    element("h1", { class: "page-title" }, "What changed"),
    element("p", { class: "quiet" }, difference.comparable ? changesOf(difference) : "The two were cut by different versions: no difference is claimed.",
      difference.silent ? " The page’s own date of change did not move." : ""),
    element("div", { class: "sides" }, when("Older", difference.from, times[0]), when("Newer", difference.to, times[1]),
      difference.headline ? headline.map((side) => element("h2", { dir: "auto" }, side)) : element("h2", { class: "both", dir: "auto" }, after.title || "Untitled"),
      rowsOf(before.blocks || [], after.blocks || [], difference.blocks || [])));
  say("");
}
