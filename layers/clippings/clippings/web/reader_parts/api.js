// The API under this page's own path, so that it works under a stage, a domain of one's own, or a port of this machine.

const base = location.pathname.replace(/\/+$/, "");
const KEY = "clippings-key";

function askForKey(why) {
  const dialog = document.getElementById("ask");
  const field = document.getElementById("key");
  document.getElementById("ask-why").textContent = why;
  field.value = "";
  if (!dialog.open) dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      if (field.value) sessionStorage.setItem(KEY, field.value);
      field.value = "";
      document.getElementById("forget").hidden = false;
      resolve(sessionStorage.getItem(KEY));
    }, { once: true });
  });
}

let asking = null;
function keyHolder(why) {
  asking ??= askForKey(why).finally(() => { asking = null; });
  return asking;
}

async function call(path, { query = {}, method = "GET", body } = {}) {
  let key = sessionStorage.getItem(KEY) || await keyHolder("");
  for (;;) {
    if (!key) throw new Error("Without a key there is nothing to show. Reload the page to be asked again.");
    const address = new URL(base + path, location.origin);
    for (const [name, value] of Object.entries(query)) if (value) address.searchParams.set(name, value);
    const headers = { "x-api-key": key, accept: "application/json" };
    if (body) headers["content-type"] = "application/json";
    const answer = await fetch(address, { method, headers, body: body && JSON.stringify(body) });
    if (answer.status !== 403) {
      const plain = await answer.json();
      if (!answer.ok) throw plain;
      return plain;
    }
    sessionStorage.removeItem(KEY);
    key = await keyHolder("This key was refused.");
  }
}
