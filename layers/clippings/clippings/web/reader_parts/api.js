// The API under this page's own path: under a stage, under a domain of one's own, or on a port of this machine.

const base = location.pathname.replace(/\/+$/, "");
const PATIENCE_MS = 30_000;
// How often a request that was one too many in its second is sent again.
const THROTTLED_RETRIES = 3;

let leaving = new AbortController();

// Ends the requests of the page that is left.
function leave() {
  leaving.abort(new LeftError());
  leaving = new AbortController();
}

function askForKey(why) {
  const dialog = document.getElementById("ask");
  const field = document.getElementById("key");
  document.getElementById("ask-why").textContent = why;
  field.value = dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      if (dialog.returnValue && field.value.trim()) holdKey(field.value.trim(), document.getElementById("remember").checked);
      field.value = "";
      resolve(heldKey());
    }, { once: true });
  });
}

let asking = null;
function keyHolder(why) {
  asking ??= askForKey(why).finally(() => { asking = null; });
  return asking;
}

async function reach(address, options, stays) {
  const slow = AbortSignal.timeout(PATIENCE_MS);
  try {
    return await fetch(address, { ...options, signal: stays ? slow : AbortSignal.any([leaving.signal, slow]) });
  } catch (failed) {
    if (failed instanceof LeftError) throw failed;
    throw problemOf(slow.aborted ? "slow" : "unreachable");
  }
}

async function readJson(answer) {
  try {
    return await answer.json();
  } catch (failed) {
    if (failed instanceof LeftError) throw failed;
    throw problemOf("not-understood");
  }
}

// Returns the response to a request with the key; asks for the key where there is none, or where it is refused.
async function ask(path, { query = {}, method = "GET", body, accept = "application/json", cache = "default", stays = false } = {}) {
  const left = leaving.signal;
  let key = heldKey() || await keyHolder("");
  for (let retries = 0; ;) {
    if (!key) throw problemOf("no-key");
    const address = new URL(base + path, location.origin);
    for (const [name, value] of Object.entries(query)) if (value) address.searchParams.set(name, value);
    const headers = { "x-api-key": key, accept };
    if (body) headers["content-type"] = "application/json";
    const answer = await reach(address, { method, headers, cache, body: body && JSON.stringify(body) }, stays);
    if (answer.ok) return answer;
    const problem = await readJson(answer);
    if (codeOf(problem) === "throttled" && retries < THROTTLED_RETRIES) {
      retries += 1;
      await new Promise((resolve) => { setTimeout(resolve, 1000 * (Number(answer.headers.get("retry-after")) || 1)); });
      if (left.aborted && !stays) throw new LeftError();
      continue;
    }
    if (answer.status !== 403 || codeOf(problem) === "right-missing") throw problem;
    if (heldKey() === key) dropKey();
    key = heldKey() || await keyHolder("This key was refused: it may be mistyped, disabled or of another service.");
  }
}

async function call(path, options) {
  return readJson(await ask(path, options));
}
