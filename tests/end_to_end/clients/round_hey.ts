// One round with a client of @hey-api/openapi-ts: ingest a page, list, read, explain, follow as a feed.
import { readFileSync } from "node:fs";
import { client } from "./hey/client.gen";
import { getArticle, getJsonFeed, getProvenance, listArticles, listIngestions, makeUpload } from "./hey/sdk.gen";
import type { Article, Upload } from "./hey/types.gen";

const [address = "", key = "", page = ""] = process.argv.slice(2);
client.setConfig({ baseUrl: address, headers: { "x-api-key": key } });
const html = readFileSync(page);
const url = "https://www.harbour-gazette.example/generated/hey";
const throwOnError = true;

async function stored(key: string): Promise<string> {
  for (let tries = 0; tries < 120; tries += 1) {
    const { data } = await listIngestions({ query: { key }, throwOnError });
    const [ingestion] = data.items;
    // A page that another client has put before is unchanged.
    const settled = ingestion?.status === "stored" || ingestion?.status === "unchanged";
    if (settled && ingestion.article_id !== null) return ingestion.article_id;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error("the page was not stored");
}

async function main(): Promise<void> {
  const upload: Upload = (
    await makeUpload({ headers: { "Idempotency-Key": "hey-1" }, body: { size: html.length, url }, throwOnError })
  ).data;
  const put = await fetch(upload.url, { method: upload.method, headers: upload.headers, body: html });
  if (!put.ok) throw new Error(`upload: ${put.status} ${await put.text()}`);
  const id = await stored(upload.key);

  const list = (await listArticles({ query: { host: ["www.harbour-gazette.example"], sort: "added" }, throwOnError })).data;
  const row = list.items.find((item) => item.id === id);
  const read = (await getArticle({ path: { article_id: id }, throwOnError })).data;
  if (typeof read === "string" || !("blocks" in read)) throw new Error("not the JSON");
  const article: Article = read;
  const title: string | null = article.title;
  const provenance = (await getProvenance({ path: { article_id: id }, throwOnError })).data;
  const rule: string | undefined = provenance.fields["title"]?.rule;
  const feed = (await getJsonFeed({ query: { host: ["www.harbour-gazette.example"] }, throwOnError })).data;
  const entry = feed.items.find((item) => item.id === `urn:clippings:article:${id}`);
  console.log(JSON.stringify({ id, listed: row?.title, title, rule, entry: entry?.title }));
}

main().catch((trouble: unknown) => {
  console.error(trouble);
  process.exit(1);
});
