// What went wrong, in words, and what can be done about it.

// The page that asked is no longer shown: nobody waits for the answer.
class LeftError extends Error {}

// A problem that the page itself finds, in the form that the API answers.
function problemOf(code, extra = {}) {
  return { type: `urn:clippings:problem:${code}`, ...extra };
}

function codeOf(problem) {
  return String((problem && problem.type) || "").replace("urn:clippings:problem:", "");
}

// Title, words, and whether trying again may help.
const EXPLANATIONS = {
  "no-key": ["No key was given", "Without a key there is nothing to show.", false],
  unreachable: ["The service does not answer", "It may have been stopped, or this device may be offline.", true],
  slow: ["The service takes too long", "There was no answer within 30 seconds.", true],
  "not-understood": ["The answer cannot be read", "Something between this page and the service changed the answer.", true],
  "no-such-article": ["There is no such article", "The address may be mistyped, or the article is not stored yet.", true],
  "no-such-revision": ["There is no such revision", "The article has other revisions: see the list on its page.", false],
  "no-such-page": ["There is nothing here", "The address of this page is mistyped or out of date.", false],
  withdrawn: ["This article was withdrawn", "It was taken down permanently. Its text is not stored any more.", false],
  "right-missing": ["Your key does not allow this", "Ask the people who run the service for a key with this right.", false],
  throttled: ["Too many requests", "Wait some seconds, then try again.", true],
  "quota-exceeded": ["The requests of this day are used up", "The key works again after midnight UTC.", false],
  "not-searchable": ["These words cannot be searched", "Give a longer word: there is only punctuation, a single letter or very common words.", false],
  "invalid-parameter": ["This list cannot be shown", "A filter has a value that it cannot have.", false],
  "invalid-cursor": ["The list has changed", "Open it again from its beginning.", true],
  "answer-too-large": ["The article is too large for this page", "The API has it in other formats.", false],
  "too-large": ["The page is too large", "", false],
  "internal-error": ["Something went wrong in the service", "It is not your doing.", true],
  unavailable: ["The service cannot be reached in part", "Try again in some seconds.", true],
  "no-answer": ["The service takes too long", "Try again in some seconds.", true],
};
// Problems whose own detail says more than the words above.
const DETAILED = ["right-missing", "invalid-parameter", "too-large"];

function explain(problem) {
  const code = codeOf(problem);
  const [title, words, again] = EXPLANATIONS[code] || [problem.title || "That did not work", problem.detail || problem.message || String(problem), true];
  const detail = DETAILED.includes(code) && problem.detail ? problem.detail : "";
  return { code, title, words: [detail, words].filter(Boolean).join(" "), again };
}

function inWords(problem) {
  const { title, words } = explain(problem);
  return `${title}. ${words}`.trim();
}

function problemBox(problem, retry) {
  const { code, title, words, again } = explain(problem);
  const ways = [again || code === "no-key" ? button(code === "no-key" ? "Enter a key" : "Try again", retry) : null,
    code === "right-missing" ? button("Use another key", () => { dropKey(); retry(); }) : null,
    location.hash === "" || location.hash === "#/" ? null : element("a", { href: "#/" }, "Show all articles")];
  return element("div", { class: "problem", role: "alert" }, element("h1", {}, title), element("p", {}, words),
    problem.request_id ? element("p", { class: "quiet" }, `Request ${problem.request_id}`) : null, element("p", { class: "ways" }, ways));
}

function showProblem(problem) {
  if (problem instanceof LeftError) return;
  say("");
  show("Problem", problemBox(problem, () => route({ again: true })));
}
