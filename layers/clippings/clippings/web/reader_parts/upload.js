// Uploads: files and folders are put into the inbox, and their ingestion status is followed.

const ENDED = ["stored", "unchanged", "unpacked", "rejected", "failed"];
const POLL_MS = 1000;
const PATIENCE = 120; // polls
const AT_ONCE = 4;
const PAGES = /\.(?:html?|xhtml|xht|txt|mht|mhtml)(?:\.gz)?$|\.gz$/iu;
// Pages that are refused for what they are, and can be taken all the same.
const ADMISSIBLE = ["error-page", "consent-wall", "paywall-stub", "search-page", "product", "forum", "documentation", "index", "no-article"];
const GOOD = { stored: "stored", unchanged: "known already", unpacked: "unpacked" };
const REFUSED = { empty: "The file is empty.", "not-html": "This is not a page: neither HTML, plain text nor a web archive.", "too-large": "The page is too large.",
  gone: "The upload was deleted before it was read.", withdrawn: "The article was withdrawn, and is not taken again." };

const uploads = { waiting: [], running: 0, results: element("ul", { class: "items upload" }), summary: element("p", { class: "quiet", role: "status" }), states: [] };

function showUpload() {
  const address = element("input", { type: "url", name: "url", placeholder: "https://…" });
  const take = (files, left = 0) => takeFiles(files, address, left);
  const chooser = element("input", { type: "file", multiple: true, accept: ".html,.htm,.xhtml,.txt,.mhtml,.mht,.gz,text/html,text/plain", onchange: () => { take([...chooser.files]); chooser.value = ""; } });
  const folder = element("input", { type: "file", webkitdirectory: true, onchange: () => {
    const all = [...folder.files], pages = all.filter((file) => PAGES.test(file.name));
    take(pages, all.length - pages.length);
    folder.value = "";
  } });
  const zone = element("div", { class: "drop",
    ondragover: (event) => { event.preventDefault(); zone.classList.add("over"); },
    ondragleave: () => zone.classList.remove("over"),
    ondrop: async (event) => {
      event.preventDefault();
      zone.classList.remove("over");
      const { files, left } = await droppedFiles(event.dataTransfer);
      take(files, left);
    } },
  element("p", {}, "Drop saved pages or folders here, or choose them"), element("label", {}, element("span", {}, "Pages: HTML, text, web archives (.mhtml), compressed (.gz) or not"), chooser),
  element("label", {}, element("span", {}, "A folder, with all the pages in it"), folder),
  element("label", {}, element("span", {}, "Where the page came from, if it does not say so itself (for one page)"), address));
  show("Upload", element("h1", { class: "page-title" }, "Upload pages"), zone, uploads.summary, uploads.results);
  say("");
}

// Returns the files that were dropped, those in folders included. Of a folder only what is named like a page is taken.
async function droppedFiles(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
  if (!entries.some((each) => each && each.isDirectory)) return { files: [...transfer.files], left: 0 };
  const found = { files: [], left: 0 };
  for (const each of entries.filter(Boolean)) await walk(each, found, true);
  return found;
}

async function walk(item, found, chosen) {
  if (item.isFile) {
    if (chosen || PAGES.test(item.name)) found.files.push(await new Promise((resolve, reject) => { item.file(resolve, reject); }));
    else found.left += 1;
    return;
  }
  const reader = item.createReader();
  for (;;) {
    const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
    if (!some.length) return;
    for (const each of some) await walk(each, found, false);
  }
}

function takeFiles(files, address, left) {
  const url = files.length === 1 ? address.value.trim() : "";
  uploads.left = left;
  for (const file of files) enqueue(file, { url });
  if (files.length === 1) address.value = "";
  summarize();
}

function enqueue(file, options) {
  const state = element("span", { class: "state" }, "waiting");
  uploads.results.prepend(element("li", {}, element("strong", {}, file.webkitRelativePath || file.name), " ", state));
  const job = { file, options, state, ended: "" };
  uploads.states.push(job);
  uploads.waiting.push(job);
  work();
}

function work() {
  while (uploads.running < AT_ONCE && uploads.waiting.length) {
    const job = uploads.waiting.shift();
    uploads.running += 1;
    upload(job).catch((problem) => {
      job.ended = "failed";
      job.state.className = "state bad";
      job.state.replaceChildren(`did not work: ${inWords(problem)} `);
      offer(job, "Try again", job.options);
    }).finally(() => { uploads.running -= 1; summarize(); work(); });
  }
}

function summarize() {
  const { states, left } = uploads;
  const ended = states.filter((job) => job.ended);
  const told = ENDED.map((status) => [ended.filter((job) => job.ended === status).length, GOOD[status] || status]).filter(([count]) => count);
  uploads.summary.textContent = [states.length > 1 ? `${ended.length} of ${states.length} done${told.length ? `: ${told.map(([count, word]) => `${count} ${word}`).join(", ")}` : ""}.` : "",
    left ? `${counted(left, "file", "files")} of the folder left out: not named like a page.` : ""].filter(Boolean).join(" ");
}

function offer(job, text, options) {
  job.state.after(" ", button(text, (event) => {
    event.target.remove();
    enqueue(job.file, options);
    summarize();
  }));
}

function typeOf(file) {
  return ["application/xhtml+xml", "text/plain"].includes(file.type) ? file.type : "text/html";
}

async function upload(job) {
  const { file, options, state } = job;
  if (!file.size) throw new Error("The file is empty");
  state.textContent = "asking where to put it";
  const body = { size: file.size, content_type: typeOf(file) };
  for (const [name, value] of Object.entries(options)) if (value) body[name] = value;
  const made = await call("/v1/uploads", { method: "POST", body, stays: true });
  state.textContent = "uploading";
  const answer = await fetch(made.url, { method: made.method, headers: made.headers, body: file }).catch(() => { throw problemOf("unreachable"); });
  if (!answer.ok) throw new Error(`The inbox answered ${answer.status}`);
  state.textContent = "uploaded; waiting for it to be read";
  const query = Object.fromEntries(new URL(made.ingestion, location.origin).searchParams);
  for (let polls = 0; polls < PATIENCE; polls += 1) {
    const [latest] = (await call("/v1/ingestions", { query, stays: true })).items;
    if (latest) showState(job, latest);
    if (job.ended) return;
    await new Promise((resolve) => { setTimeout(resolve, POLL_MS); });
  }
  throw new Error("No result arrived within two minutes. It may be stored later");
}

function showState(job, latest) {
  const { state } = job;
  state.className = GOOD[latest.status] ? "state good" : ENDED.includes(latest.status) ? "state bad" : "state";
  const why = latest.reason ? `: ${REFUSED[latest.reason] || latest.detail || latest.reason}` : "";
  state.textContent = `${latest.status === "rejected" ? "not taken" : GOOD[latest.status] || latest.status}${why}`;
  if (ENDED.includes(latest.status) && !job.ended) {
    job.ended = latest.status;
    if (latest.article_id && latest.status !== "rejected") state.after(" ", element("a", { href: articleAddress(latest.article_id) }, "Read it"));
    if (ADMISSIBLE.includes(latest.reason)) offer(job, "Take it anyway", { ...job.options, admit: "everything" });
  }
}
