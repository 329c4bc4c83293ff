// Searches over a large archive, in ms, beside a plain ILIKE over the same texts.
//   bin/attribune bench search [100000] [--rounds=5]      (DATABASE_URL: on that server)
import { parseArgs } from "node:util";
import { sql } from "kysely";
import type { App } from "../src/app.ts";
import { loadSearch } from "../src/site/load-search.ts";
import { contentNumber, fillArchive, publishOne, sampleContents } from "./archive.ts";
import { withApp } from "./server.ts";

const { values, positionals } = parseArgs({
  options: { rounds: { type: "string", default: "5" } },
  allowPositionals: true,
});
const reports_count = Number(positionals[0] ?? 100_000);
const rounds = Number(values.rounds);
const BUDGET_MS = 50;
/** Published as ever; the rest of the archive are texts put straight into the tables that a search reads. */
const PUBLISHED = 40;
const CLAIMS_EACH = 3;
const WORDS_EACH = 330;

const QUERIES = [
  "harbour",
  "minister said",
  '"according to"',
  "gov*",
  "council -minister",
  "source:reuters",
  "w17 w230",
  "w4211",
  "w12 before:2020",
  "w3 w5 w8 after:2024-06",
  '"w2 w1"',
  "repotr w77",
  "w90",
  "xqzzyw",
];

await withApp(async (app) => {
  await fillArchive(app, 0, PUBLISHED);
  const began = performance.now();
  await fillTexts(app);
  console.error(`${reports_count} reports filled in ${Math.round((performance.now() - began) / 1000)} s`);

  const ours: number[] = [];
  const plain: number[] = [];
  for (let round = -1; round < rounds; round++) {
    for (const typed of QUERIES) {
      const took_ms = await timed(() => loadSearch(app.db, typed, { page: 1, now: app.clock.now() }));
      if (round >= 0) ours.push(took_ms);
      if (round === 0) console.log(`${typed.padEnd(26)} ${took_ms.toFixed(1).padStart(8)} ms`);
    }
  }
  for (const typed of QUERIES.slice(0, 6)) {
    const word = `%${typed.replaceAll(/[^a-z ]/g, "")}%`;
    plain.push(
      await timed(() =>
        sql`select report_id from search_documents where text ilike ${word} order by published_at desc limit 20`.execute(
          app.db,
        ),
      ),
      await timed(() => sql`select count(*) from search_documents where text ilike ${word}`.execute(app.db)),
    );
  }
  const published = await timePublications(app, 0);
  await sql`alter table reports disable trigger reports_searched`.execute(app.db);
  const unsearched = await timePublications(app, 100);
  const p95 = percentile(ours, 0.95);
  console.log(`${reports_count.toLocaleString("en")} reports, ${QUERIES.length} queries, ${rounds} rounds`);
  console.log(
    `search: p50 ${percentile(ours, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (budget: ${BUDGET_MS} ms; ${(p95 / BUDGET_MS).toFixed(2)} of it)`,
  );
  console.log(
    `plain ILIKE, newest 20 and count: p50 ${percentile(plain, 0.5).toFixed(1)} ms, p95 ${percentile(plain, 0.95).toFixed(1)} ms; ratio at p95: ${(p95 / percentile(plain, 0.95)).toFixed(3)}`,
  );
  console.log(
    `draft and publication: ${published.toFixed(1)} ms, without the index ${unsearched.toFixed(1)} ms (medians of 11); ratio: ${(published / unsearched).toFixed(2)}`,
  );
});

async function timePublications(app: App, from: number): Promise<number> {
  const contents = sampleContents();
  const all_ms: number[] = [];
  for (let i = 0; i < 11; i++) all_ms.push(await timed(() => publishOne(app, contentNumber(contents, from + i))));
  return percentile(all_ms, 0.5);
}

/**
 * Puts in texts by SQL: words of a vocabulary of 20,000 by Zipf's law with real words of a published report among them,
 * so that some words are in nearly every text and most in a few.
 */
async function fillTexts(app: App): Promise<void> {
  const PORTION = 5_000;
  for (let from = PUBLISHED; from < reports_count; from += PORTION) {
    const to = Math.min(reports_count, from + PORTION);
    await sql`
      with given as (
        select row_number() over () - 1 as place, r.*, d.text as sample
        from reports r join search_documents d on d.report_id = r.id where r.ordinal <= ${PUBLISHED}
      ),
      texts as materialized (
        select n, gen_random_uuid() as id, given.latest_revision_id as given_revision, given.language,
          now() - (${reports_count}::int - n) * interval '1 hour' as at,
          left(given.sample, 400) || ' ' || (
            select string_agg('w' || floor(exp(random() * ln(20000)))::int, ' ') from generate_series(1, ${WORDS_EACH} + n * 0)
          ) as text
        from generate_series(${from}::int, ${to - 1}::int) n join given on given.place = n % ${PUBLISHED}
      ),
      ids as materialized (select texts.*, gen_random_uuid() as revision_id from texts),
      rows_put as (
        insert into reports (id, slug, status, language, latest_revision_id, published_revision_id, first_published_at, published_at, ordinal, is_sample, created_at)
        select id, 'filled-' || n, 'published', language, revision_id, revision_id, at, at, 1000000 + n, false, at from ids returning id
      ),
      revisions_put as (
        insert into revisions (id, report_id, number, label, headline, byline, document_version, document, words_count, claims_count,
          confirmed_count, unsourced_count, roots_min, roots_max, created_at, created_by)
        select ids.revision_id, ids.id, 1, 'report', initcap(left(ids.text, 50)), 'Mara Lindqvist', 1, '{"type":"doc"}', 400, 3, 3, 0, 1, 1, at, 'bench' from ids returning id
      )
      insert into search_documents (report_id, stemming, published_at, text, headline_words, words)
      select id, 'english', at, text, to_tsvector('search_english', left(text, 50)),
        setweight(to_tsvector('search_english', left(text, 50)), 'A') || to_tsvector('search_english', text)
          || search_names('s', case n % 9 when 0 then 'Reuters' else 'Corvane Courier ' || n % 500 end)
          || array_to_tsvector(array['l=english'])
      from ids`.execute(app.db);
  }
  await sql`
    insert into claims (id, report_id, number, created_at)
    select gen_random_uuid(), d.report_id, number, d.published_at from search_documents d join reports r on r.id = d.report_id,
      generate_series(1, ${CLAIMS_EACH}) number where r.slug like 'filled-%'`.execute(app.db);
  await sql`
    insert into search_claims (claim_id, report_id, published_at, words)
    select c.id, c.report_id, d.published_at,
      to_tsvector('search_english', substr(d.text, c.number * 110, 110)) || array_to_tsvector(array['l=english'])
    from claims c join search_documents d on d.report_id = c.report_id join reports r on r.id = c.report_id
    where r.slug like 'filled-%'`.execute(app.db);
  // A vocabulary as large as a newspaper's.
  await sql`insert into search_words select distinct substr(translate(md5(n::text), '0123456789', 'ghijklmnop'), 1, 4 + n % 7)
    from generate_series(1, 150000) n on conflict do nothing`.execute(app.db);
  await app.pool.query("vacuum analyze");
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function percentile(all: readonly number[], share: number): number {
  return [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * share))] ?? Number.NaN;
}
