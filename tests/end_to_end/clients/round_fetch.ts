// One round with a client of openapi-typescript and openapi-fetch: ingest a page, list, read, explain, follow as a feed.
import { readFileSync } from "node:fs";
import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

const [address = "", key = "", page = ""] = process.argv.slice(2);
const api = createClient<paths>({ baseUrl: address, headers: { "x-api-key": key } });
const html = readFileSync(page);
const url = "https://www.harbour-gazette.example/generated/fetch";

type Article = components["schemas"]["Article"];
type Upload = components["schemas"]["Upload"];

/** Returns what was answered, or throws the problem. */
function answered<T>(result: { data?: T; error?: components["schemas"]["Problem"] }): T {
  if (result.error) throw new Error(`${result.error.type}: ${result.error.detail}`);
  if (result.data === undefined) throw new Error("no answer");
  return result.data;
}

async function stored(key: string): Promise<string> {
  for (let tries = 0; tries < 120; tries += 1) {
    const { items } = answered(await api.GET("/v1/ingestions", { params: { query: { key } } }));
    const [ingestion] = items;
    // A page that another client has put before is unchanged.
    const settled = ingestion?.status === "stored" || ingestion?.status === "unchanged";
    if (settled && ingestion.article_id !== null) return ingestion.article_id;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error("the page was not stored");
}

async function main(): Promise<void> {
  const upload: Upload = answered(
    await api.POST("/v1/uploads", { params: { header: { "Idempotency-Key": "fetch-1" } }, body: { size: html.length, url } }),
  );
  const put = await fetch(upload.url, { method: upload.method, headers: upload.headers, body: html });
  if (!put.ok) throw new Error(`upload: ${put.status} ${await put.text()}`);
  const id = await stored(upload.key);

  const list = answered(await api.GET("/v1/articles", { params: { query: { host: ["www.harbour-gazette.example"], sort: "added" } } }));
  const row = list.items.find((item) => item.id === id);
  const read = answered(await api.GET("/v1/articles/{article_id}", { params: { path: { article_id: id } } }));
  if (typeof read === "string" || !("blocks" in read)) throw new Error("not the JSON");
  const article: Article = read;
  const title: string | null = article.title;
  const provenance = answered(await api.GET("/v1/articles/{article_id}/provenance", { params: { path: { article_id: id } } }));
  const rule: string | undefined = provenance.fields["title"]?.rule;
  const feed = answered(await api.GET("/v1/feed.json", { params: { query: { host: ["www.harbour-gazette.example"] } } }));
  const entry = feed.items.find((item) => item.id === `urn:clippings:article:${id}`);
  console.log(JSON.stringify({ id, listed: row?.title, title, rule, entry: entry?.title }));
}

main().catch((trouble: unknown) => {
  console.error(trouble);
  process.exit(1);
});
