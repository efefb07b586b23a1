// Taking an article down. It needs AWS credentials, which are used once and kept nowhere; an API key is not enough.

const FIELDS_OF_CREDENTIALS = [["id", "Access key id", "text", true], ["secret", "Secret access key", "password", true], ["token", "Session token, of temporary credentials", "password", false]];

function withdrawal(path, id) {
  const region = (/\.execute-api\.([a-z0-9-]+)\./u.exec(location.host) || [])[1] || "";
  const said = element("div", { role: "status" });
  const field = ([name, label, type, required]) => element("label", {}, element("span", {}, label), element("input", { name, type, required, autocomplete: "off", spellcheck: "false" }));
  const form = element("form", { class: "withdraw", onsubmit: (event) => {
    event.preventDefault();
    withdraw(`${path.replace("/v1/", "/v1/admin/")}/withdrawal`, Object.fromEntries(new FormData(form)), said).catch((problem) => {
      said.replaceChildren(element("p", { class: "refused" }, inWords(problem)));
    });
    for (const kept of ["secret", "token"]) form.elements[kept].value = "";
  } }, element("label", {}, element("span", {}, "Reason"), element("input", { name: "reason", required: true, maxlength: 500 })),
  element("label", { class: "tick" }, element("input", { name: "copies", type: "checkbox" }), element("span", {}, "Its copies too, and its text under any address")),
  FIELDS_OF_CREDENTIALS.map(field), element("label", {}, element("span", {}, "AWS region"), element("input", { name: "region", required: true, value: region })),
  element("button", { class: "main" }, "Withdraw permanently"));
  return element("details", { id: "withdraw" }, element("summary", {}, "Withdraw this article"), element("div", {},
    element("p", {}, "For those who run the service. The text, its revisions and its uploads are deleted, and no later upload brings it back. With AWS credentials at hand: ",
      element("code", {}, `clippings admin withdraw ${id} --reason '…'`), ". Or here, with credentials that may ", element("code", {}, "execute-api:Invoke"), ": they sign this one request and are kept nowhere."),
    form, said));
}

async function withdraw(path, { reason, copies, ...credentials }, said) {
  if (!globalThis.crypto || !crypto.subtle) throw new Error("Browsers sign over HTTPS and on this machine only: use the command");
  const address = new URL(base + path, location.origin);
  const body = JSON.stringify({ reason, copies: copies === "on" });
  for (let done = false; !done;) {
    said.replaceChildren("Withdrawing…");
    const headers = await signed("POST", address, body, credentials, new Date());
    const answer = await reach(address, { method: "POST", headers: { ...headers, "content-type": "application/json" }, body }, true);
    const plain = await readJson(answer);
    if (!answer.ok) throw plain;
    done = plain.done;
  }
  // What this page and the browser's cache hold of the article goes, too.
  views.clear();
  await ask(path.replace("/v1/admin/", "/v1/").replace(/\/withdrawal$/u, ""), { cache: "reload", stays: true }).catch(() => {});
  said.replaceChildren(element("p", {}, "It is withdrawn. ", element("a", { href: "#/" }, "Show all articles")));
}
