// Uploads: files are dropped or chosen, put into the inbox, and their ingestion status is followed.

const ENDED = ["stored", "unchanged", "rejected", "failed"];
const POLL_MS = 1000;
const PATIENCE = 120; // polls

function showUpload() {
  const results = element("ul", { class: "items upload", "aria-live": "polite" });
  const address = element("input", { type: "url", name: "url", placeholder: "https://…" });
  const take = (files) => { for (const file of files) results.prepend(followed(file, address.value.trim())); };
  const chooser = element("input", { type: "file", multiple: true, accept: ".html,.htm,.xhtml,.txt,text/html", onchange: () => { take(chooser.files); chooser.value = ""; } });
  const zone = element("div", { class: "drop",
    ondragover: (event) => { event.preventDefault(); zone.classList.add("over"); },
    ondragleave: () => zone.classList.remove("over"),
    ondrop: (event) => { event.preventDefault(); zone.classList.remove("over"); take(event.dataTransfer.files); } },
  element("p", {}, "Drop saved pages here, or choose them"), element("label", {}, element("span", {}, "Pages"), chooser),
  element("label", {}, element("span", {}, "Where the page came from, if it does not say so itself"), address));
  show("Upload", element("h1", { class: "page-title" }, "Upload pages"), zone, results);
  say("");
}

function followed(file, url) {
  const state = element("span", { class: "state" }, "waiting");
  const entry = element("li", {}, element("strong", {}, file.name), " ", state);
  upload(file, url, state).catch((problem) => { state.className = "state bad"; state.textContent = `did not work: ${problem.detail || problem.message || problem}`; });
  return entry;
}

function typeOf(file) {
  return ["text/html", "application/xhtml+xml", "text/plain"].includes(file.type) ? file.type : "text/html";
}

async function upload(file, url, state) {
  state.textContent = "asking where to put it";
  const body = { size: file.size, content_type: typeOf(file) };
  if (url) body.url = url;
  const made = await call("/v1/uploads", { method: "POST", body });
  state.textContent = "uploading";
  const answer = await fetch(made.url, { method: made.method, headers: made.headers, body: file });
  if (!answer.ok) throw new Error(`the inbox answered ${answer.status}`);
  state.textContent = "uploaded; waiting for it to be read";
  const query = Object.fromEntries(new URL(made.ingestion, location.origin).searchParams);
  for (let polls = 0; polls < PATIENCE; polls += 1) {
    const [latest] = (await call("/v1/ingestions", { query })).items;
    if (latest) showState(state, latest);
    if (latest && ENDED.includes(latest.status)) return;
    await new Promise((resolve) => { setTimeout(resolve, POLL_MS); });
  }
  throw new Error("no result arrived within two minutes");
}

function showState(state, latest) {
  state.className = { stored: "state good", unchanged: "state good", rejected: "state bad", failed: "state bad" }[latest.status] || "state";
  state.replaceChildren(latest.status, latest.reason ? `: ${latest.reason}. ${latest.detail || ""}` : "");
  if (latest.article_id && latest.status !== "rejected") state.after(" ", element("a", { href: `#/article/${encodeURIComponent(latest.article_id)}` }, "Read it"));
}
