// Signature Version 4 of AWS for calls by IAM: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html

const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const encoded = (text) => new TextEncoder().encode(text);
const sha256 = async (text) => hex(await crypto.subtle.digest("SHA-256", encoded(text)));

async function hmac(key, text) {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return crypto.subtle.sign("HMAC", imported, encoded(text));
}

// Returns the headers that sign a request without a query. *credentials*: {id, secret, token, region}. *at* is a Date.
async function signed(method, address, body, credentials, at) {
  const time = at.toISOString().replace(/[-:]|\.\d+/gu, "");
  const scope = `${time.slice(0, 8)}/${credentials.region}/execute-api/aws4_request`;
  const signing = { host: address.host, "x-amz-date": time, ...(credentials.token ? { "x-amz-security-token": credentials.token } : {}) };
  const names = Object.keys(signing).sort();
  const canonical = [method, address.pathname, "", ...names.map((name) => `${name}:${signing[name]}`), "", names.join(";"), await sha256(body)].join("\n");
  const text = ["AWS4-HMAC-SHA256", time, scope, await sha256(canonical)].join("\n");
  let key = encoded(`AWS4${credentials.secret}`);
  for (const part of scope.split("/")) key = await hmac(key, part);
  const { host, ...headers } = signing;
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${credentials.id}/${scope}, SignedHeaders=${names.join(";")}, Signature=${hex(await hmac(key, text))}`;
  return headers;
}
