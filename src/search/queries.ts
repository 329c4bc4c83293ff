import { type RawBuilder, sql } from "kysely";
import type { Db, Trx } from "../platform/db.ts";
import type { SearchQuery, Term } from "./rules.ts";
import { STEMMINGS, type Stemming } from "./schema.ts";

/** Of each kind of match (in the headline, anywhere) the newest are ranked: the work is bounded, whatever the archive. */
const CANDIDATES_MAX = 250;
const CLAIM_CANDIDATES_MAX = 60;
/** Around what matches in a snippet; of Unicode's private use, so that no text holds them (they are taken out of it). */
export const FOUND_START = "\uE000";
export const FOUND_END = "\uE001";

/** The reports that match, best first, all that were ranked. Full matches in the headline and newer ones weigh more. */
export async function findReports(
  db: Db,
  query: SearchQuery,
  stemmings: readonly Stemming[],
  now: Date,
): Promise<string[]> {
  const wanted = tsqueryOf(query.terms, stemmings);
  const inTime = sql`${query.after}::timestamptz is null or published_at >= ${query.after}) and (${query.before}::timestamptz is null or published_at < ${query.before}`;
  // Without terms there are only dates, and the newest come first.
  const matches = (column: string) => (wanted === null ? sql`true` : sql`${sql.ref(column)} @@ ${wanted}`);
  const rank =
    wanted === null
      ? sql`0`
      : sql`ts_rank(words, ${wanted}, 1) + case when headline_words @@ ${wanted} then 0.3 else 0 end`;
  const { rows } = await sql<{ report_id: string }>`
    with candidates as (
      (select report_id from search_documents where ${matches("words")} and (${inTime})
        order by published_at desc limit ${CANDIDATES_MAX})
      union
      (select report_id from search_documents where ${matches("headline_words")} and (${inTime})
        order by published_at desc limit ${CANDIDATES_MAX})
    )
    select report_id from search_documents join candidates using (report_id)
    where ${matches("words")}
    order by (${rank}) * (0.6 + 0.4 * exp(-greatest(0, extract(epoch from ${now}::timestamptz - published_at)) / 31557600)) desc,
      published_at desc, report_id`.execute(db);
  return rows.map((row) => row.report_id);
}

/** Where the query's words stand in these reports' texts, as plain text with `FOUND_START` and `FOUND_END` around them. */
export async function readSnippets(
  db: Db,
  query: SearchQuery,
  reportIds: readonly string[],
): Promise<Map<string, string>> {
  const shown = query.terms.filter((term) => !term.isExcluded && !isName(term));
  if (reportIds.length === 0 || shown.length === 0) return new Map();
  const options = `StartSel=${FOUND_START}, StopSel=${FOUND_END}, MaxFragments=2, MaxWords=28, MinWords=10, FragmentDelimiter=" … "`;
  const wanted = (stemming: Stemming) =>
    sql`when ${stemming} then ${all(shown.map((term) => termQuery(term, stemming)))}`;
  const { rows } = await sql<{ report_id: string; snippet: string }>`
    select report_id, ts_headline(('search_' || stemming)::regconfig, translate(left(text, 60000), ${FOUND_START + FOUND_END}, ''),
      case stemming ${sql.join(STEMMINGS.map(wanted), sql` `)} end, ${options}) as snippet
    from search_documents where report_id = any(${reportIds}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.report_id, row.snippet]));
}

/** The published claims whose words match, best first. Names and dates are asked of their reports. */
export async function findClaims(
  db: Db,
  query: SearchQuery,
  stemmings: readonly Stemming[],
  claims_max: number,
): Promise<string[]> {
  if (!query.terms.some((term) => !term.isExcluded && !isName(term))) return [];
  const wanted = tsqueryOf(
    query.terms.filter((term) => !isName(term)),
    stemmings,
  );
  const names = query.terms.filter(isName);
  const named =
    names.length === 0
      ? sql`true`
      : sql`exists (select from search_documents d where d.report_id = c.report_id and d.words @@ ${tsqueryOf(names, [])})`;
  const { rows } = await sql<{ claim_id: string }>`
    select claim_id from (
      select claim_id, words, published_at from search_claims c
      where words @@ ${wanted} and ${named}
        and (${query.after}::timestamptz is null or published_at >= ${query.after})
        and (${query.before}::timestamptz is null or published_at < ${query.before})
      order by published_at desc limit ${CLAIM_CANDIDATES_MAX}
    ) newest
    order by ts_rank(words, ${wanted}, 1) desc, published_at desc, claim_id limit ${claims_max}`.execute(db);
  return rows.map((row) => row.claim_id);
}

export interface FoundSource {
  readonly slug: string;
  readonly name: string;
  readonly role: string | null;
  readonly claims_count: number;
}

/** Sources with a page of their own whose names have all the words, those that told most first. */
export async function findSources(db: Db, query: SearchQuery, sources_max: number): Promise<FoundSource[]> {
  const terms = query.terms
    .filter((term) => !term.isExcluded && term.kind !== "topic" && term.kind !== "author")
    .map((term) => (term.kind === "source" ? { ...term, kind: "phrase" as const } : term));
  if (terms.length === 0) return [];
  const { rows } = await sql<FoundSource>`
    select s.slug, s.name, s.role, r.claims as claims_count from sources s join source_records r on r.source_id = s.id
    where s.slug is not null and r.reports > 0
      and to_tsvector('search_simple', s.name) @@ ${all(terms.map((term) => termQuery(term, "simple")))}
    order by r.claims desc, s.slug limit ${sources_max}`.execute(db);
  return rows;
}

/** The stemmings that some published report has. */
export async function listStemmings(db: Db): Promise<Stemming[]> {
  const { rows } = await sql<{ stemming: Stemming }>`
    select stemming from unnest(${STEMMINGS}::text[]) as known(stemming)
    where exists (select from search_documents d where d.stemming = known.stemming)`.execute(db);
  return rows.map((row) => row.stemming);
}

/** For each word that nobody published, the published words that look like it, the most alike first. */
export async function listAlike(db: Db, words: readonly string[], alike_max: number): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ typed: string; alike: string[] }>`
    select t.typed, array(
      select s.word from search_words s
      where s.word % t.typed and abs(length(s.word) - length(t.typed)) <= 3
      order by similarity(s.word, t.typed) desc, s.word limit ${alike_max}
    ) as alike
    from unnest(${words}::text[]) as t(typed)
    where not exists (select from search_words where word = t.typed)`.execute(db);
  return new Map(rows.map((row) => [row.typed, row.alike]));
}

/** The published reports whose slugs look most like this one. */
export async function listSlugsAlike(
  db: Db,
  slug: string,
  slugs_max: number,
): Promise<{ slug: string; headline: string }[]> {
  const { rows } = await sql<{ slug: string; headline: string }>`
    select r.slug, v.headline from reports r join revisions v on v.id = r.published_revision_id
    where r.published_revision_id is not null and r.slug % ${slug}
    order by similarity(r.slug, ${slug}) desc, r.slug limit ${slugs_max}`.execute(db);
  return rows;
}

/** Puts every published report into the index anew; gives how many. */
export async function rebuildIndex(trx: Trx): Promise<number> {
  await sql`lock table search_documents in share row exclusive mode`.execute(trx);
  await sql`delete from search_claims`.execute(trx);
  await sql`delete from search_documents`.execute(trx);
  await sql`delete from search_words`.execute(trx);
  const { rows } = await sql<{ indexed: bigint }>`
    select count(*) as indexed from (select index_report(id) from reports where published_revision_id is not null offset 0) done`.execute(
    trx,
  );
  return Number(rows[0]?.indexed ?? 0);
}

/** No search may keep the database busy for longer; what takes more is given up. */
export async function limitTime(trx: Trx, ms_max: number): Promise<void> {
  await sql`select set_config('statement_timeout', ${String(ms_max)}, true)`.execute(trx);
}

type Tsquery = RawBuilder<unknown>;

/** All terms, in each of these stemmings for the reports that are stemmed so; null where there are no terms. */
function tsqueryOf(terms: readonly Term[], stemmings: readonly Stemming[]): Tsquery | null {
  if (terms.length === 0) return null;
  const only = stemmings[0] ?? "simple";
  if (stemmings.length <= 1) return all(terms.map((term) => termQuery(term, only)));
  const each = stemmings.map(
    (stemming) => sql`(${all(terms.map((term) => termQuery(term, stemming)))} && ${`'l=${stemming}'`}::tsquery)`,
  );
  return sql`(${sql.join(each, sql` || `)})`;
}

function all(queries: readonly Tsquery[]): Tsquery {
  return sql`(${sql.join(queries, sql` && `)})`;
}

function termQuery(term: Term, stemming: Stemming): Tsquery {
  const query = positiveQuery(term, sql`${`search_${stemming}`}::text::regconfig`);
  return term.isExcluded ? sql`(!! ${query})` : query;
}

/** Built by PostgreSQL's own functions, which take any text; only plain letters and digits reach `to_tsquery`. */
function positiveQuery(term: Term, configuration: RawBuilder<unknown>): Tsquery {
  switch (term.kind) {
    case "source":
    case "topic":
    case "author":
      return sql`search_name_query(${term.kind.charAt(0)}, ${term.text})`;
    case "prefix":
      return sql`to_tsquery(${configuration}, ${`'${term.text}':*`})`;
    case "last":
      return sql`(phraseto_tsquery(${configuration}, ${term.text}) || to_tsquery(${configuration}, ${`'${term.text}':*`}))`;
    default:
      return sql`phraseto_tsquery(${configuration}, ${term.text})`;
  }
}

function isName(term: Term): boolean {
  return term.kind === "source" || term.kind === "topic" || term.kind === "author";
}
