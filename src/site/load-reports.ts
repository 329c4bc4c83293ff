import { sql } from "kysely";
import { isRich, picturesIn, readDocument } from "../document/schema.ts";
import { toBlocks } from "../document/to-html.ts";
import type { Db, Row } from "../platform/db.ts";
import { invariant } from "../platform/errors.ts";
import { NEAR_MAX } from "../reports/publish.ts";
import { findNear, listTranslations, type NearReport, type Translation } from "../reports/queries.ts";
import { findSingleOrigins } from "../sourcing/rules.ts";
import { STANDINGS, type Standing } from "../sourcing/standing.ts";
import { type LoadedClaim, loadClaims } from "./load-claims.ts";
import { isRetraction, loadCorrections } from "./load-corrections.ts";
import { entityHref, loadLines, loadPictureSizes, loadPictures, reportHref } from "./load-lines.ts";
import { wordsOf } from "./messages.ts";
import { surroundingsOf } from "./surroundings.ts";
import { versionHref, versionsHref } from "./version-paths.ts";
import type { FactsView, Link, RelatedView, ReportView } from "./views.ts";

/** A report's page together with what it was made from. */
export interface LoadedReport {
  readonly reportId: string;
  readonly revisionId: string;
  readonly view: ReportView;
  readonly claims: readonly LoadedClaim[];
  /** What the page shows of others: when one of these changes, the page is reprinted. */
  readonly sourceIds: readonly string[];
  readonly topicIds: readonly string[];
  readonly nearIds: readonly string[];
}

interface ReportRow extends Row<"revisions"> {
  slug: string;
  language: string;
  first_published_at: Date;
  published_at: Date;
  page: unknown;
}

/** The pages of these published reports, in the order given; what isn't published is left out. */
export async function loadReports(db: Db, reportIds: readonly string[]): Promise<LoadedReport[]> {
  if (reportIds.length === 0) return [];
  // What is near takes longest to find: all else is read meanwhile.
  const near = findNear(db, reportIds, NEAR_MAX);
  near.catch(() => {});
  const { rows } = await sql<ReportRow>`
    select v.*, r.slug, r.language, r.first_published_at, r.published_at, i.page
    from reports r join revisions v on v.id = r.published_revision_id left join intakes i on i.report_id = r.id
    where r.id = any(${reportIds}::uuid[])`.execute(db);
  const loaded = new Map((await assemble(db, rows, near)).map((report) => [report.reportId, report]));
  return reportIds.flatMap((id) => loaded.get(id) ?? []);
}

/** A version that readers saw, as it stands at its own address once another has its place; null: there is none of that number. */
export async function loadEarlierVersion(db: Db, reportId: string, number: number): Promise<LoadedReport | null> {
  const { rows } = await sql<ReportRow & { publication_at: Date }>`
    select v.*, r.slug, r.language, r.first_published_at, r.published_at, i.page, p.published_at as publication_at
    from publications p join reports r on r.id = p.report_id join revisions v on v.id = p.revision_id left join intakes i on i.report_id = r.id
    where p.report_id = ${reportId} and p.number = ${number}`.execute(db);
  const row = rows[0];
  if (!row) return null;
  const [report] = await assemble(db, [row], Promise.resolve([]));
  if (!report) return null;
  const earlierVersion = { number, publishedAt: row.publication_at, presentHref: reportHref(row.slug) };
  return {
    ...report,
    view: {
      ...report.view,
      href: versionHref(row.slug, number),
      updatedAt: null,
      corrections: [],
      ...translationsIn([]),
      earlierVersion,
    },
  };
}

async function assemble(
  db: Db,
  rows: readonly ReportRow[],
  finding: Promise<readonly NearReport[]>,
): Promise<LoadedReport[]> {
  const reportIds = rows.map((row) => row.report_id);
  const revisionIds = rows.map((row) => row.id);
  const docs = new Map(rows.map((row) => [row.id, readDocument({ version: row.document_version, doc: row.document })]));
  const [claims, pictures, inText, topics, authors, entities, corrections, { near, lines, names }, translations] =
    await Promise.all([
      loadClaims(db, revisionIds),
      loadPictures(db, rows),
      loadPictureSizes(db, [...docs.values()].flatMap(picturesIn)),
      loadTopics(db, reportIds),
      loadAuthors(db, revisionIds),
      loadEntities(db, reportIds),
      loadCorrections(db, { reportIds }),
      finding.then((near) => loadNear(db, near)),
      listTranslations(db, reportIds),
    ]);
  const translationsOf = Map.groupBy(translations, (other) => other.of);
  const nearOf = Map.groupBy(near, (other) => other.report_id);
  return rows.map((row) => {
    const own = claims.get(row.id) ?? [];
    const byNumber = new Map(own.map((claim) => [claim.view.number, claim.view]));
    const doc = docs.get(row.id);
    invariant(doc, "every revision's document was read");
    const blocks = toBlocks(
      doc,
      new Map(own.map(({ row: claim, view }) => [claim.claim_id, { number: view.number, standing: view.standing }])),
      surroundingsOf(wordsOf(row.language), inText, "page"),
    );
    const picture = pictures(row);
    const reportTopics = topics.get(row.report_id) ?? [];
    const nearest = nearOf.get(row.report_id) ?? [];
    const related = nearest.flatMap((other): RelatedView[] => {
      const line = lines.get(other.near_id);
      return line
        ? [
            {
              ...line,
              why: {
                kind: other.why_kind === "term" ? "text" : other.why_kind,
                name: names.get(other.why_key) ?? null,
              },
            },
          ]
        : [];
    });
    const view: ReportView = {
      href: reportHref(row.slug),
      slug: row.slug,
      label: row.label,
      headline: row.headline,
      standfirst: row.standfirst,
      byline: row.byline,
      authors: authors.get(row.id) ?? [],
      dateline: row.dateline,
      language: row.language,
      ...translationsIn(translationsOf.get(row.report_id) ?? []),
      publishedAt: row.first_published_at,
      updatedAt: row.published_at.getTime() > row.first_published_at.getTime() ? row.published_at : null,
      topics: reportTopics.map(({ title, href }) => ({ title, href })),
      entities: entities.get(row.report_id) ?? [],
      picture,
      missingPicture:
        picture === null && (row.picture_caption || row.picture_credit)
          ? { caption: row.picture_caption, credit: row.picture_credit }
          : null,
      blocks: blocks.map((block) => ({
        html: block.html,
        claims: block.claimNumbers.flatMap((number) => byNumber.get(number) ?? []),
      })),
      facts: factsOf(row, own),
      corrections: corrections.get(row.report_id) ?? [],
      retraction: (corrections.get(row.report_id) ?? []).find(isRetraction) ?? null,
      versionsHref: (corrections.get(row.report_id) ?? []).length > 0 ? versionsHref(row.slug) : null,
      related,
      relatedElsewhere: relatedElsewhere(row.page, related),
      supportCall: row.support_call,
      earlierVersion: null,
      words_count: row.words_count,
      isRich: isRich(doc),
    };
    const sourceIds = [...new Set(own.flatMap((claim) => claim.chain))];
    return {
      reportId: row.report_id,
      revisionId: row.id,
      view,
      claims: own,
      sourceIds,
      topicIds: reportTopics.map((topic) => topic.id),
      nearIds: nearest.map((other) => other.near_id),
    };
  });
}

async function loadNear(db: Db, near: readonly NearReport[]) {
  const nearIds = near.map((other) => other.near_id);
  const [lines, names] = await Promise.all([loadLines(db, nearIds), loadNames(db, near)]);
  return { near, lines, names };
}

/** Those of a report's translations that readers see, and where the original is among them. */
function translationsIn(others: readonly Translation[]): Pick<ReportView, "translations" | "originalHref"> {
  const published = others.filter((other) => other.isPublished);
  const original = published.find((other) => other.translationOf === null);
  return {
    translations: published.map(({ language, slug }) => ({ language, href: reportHref(slug) })),
    originalHref: original ? reportHref(original.slug) : null,
  };
}

function factsOf(row: ReportRow, claims: readonly LoadedClaim[]): FactsView {
  const byStanding = Object.fromEntries(STANDINGS.map((standing) => [standing, 0])) as Record<Standing, number>;
  const hops = new Map(claims.flatMap((claim) => claim.hops.map((hop) => [hop.id, hop])));
  for (const claim of claims) byStanding[claim.view.standing] += 1;
  const kinds = new Map([...hops].map(([id, hop]) => [id, hop.kind]));
  const numbers = new Map(claims.map((claim) => [claim.row.claim_id, claim.view.number]));
  const origins = findSingleOrigins(
    claims.map((claim) => ({ id: claim.row.claim_id, chain: claim.chain })),
    kinds,
  );
  const nameOf = (id: string) => hops.get(id)?.name ?? "";
  return {
    claims_count: row.claims_count,
    roots: { min: row.roots_min, max: row.roots_max },
    byStanding,
    unsourcedSentences_count: row.unsourced_count,
    anonymous: [...hops.values()]
      .filter((hop) => hop.kind === "anonymous")
      .map((hop) => ({ name: hop.name, reason: hop.reason_for_anonymity })),
    singleOrigins: origins.map((origin) => ({
      outlets: origin.outlets.map(nameOf),
      root: nameOf(origin.root),
      claimNumbers: origin.claimIds.flatMap((id) => numbers.get(id) ?? []),
    })),
    circularClaimNumbers: claims.filter((claim) => claim.row.is_circular).map((claim) => claim.view.number),
    confirmed_count: row.confirmed_count,
  };
}

/** The page we took the report from named headlines of its own; they are shown where we have no report of that name. */
function relatedElsewhere(page: unknown, related: readonly RelatedView[]): string[] {
  if (typeof page !== "object" || page === null || !("related" in page) || !Array.isArray(page.related)) return [];
  const ours = new Set(related.map((line) => line.headline.toLowerCase()));
  return page.related
    .filter((title): title is string => typeof title === "string" && !ours.has(title.toLowerCase()))
    .slice(0, 10);
}

async function loadTopics(db: Db, reportIds: readonly string[]): Promise<Map<string, (Link & { id: string })[]>> {
  const rows = await db
    .selectFrom("report_topics")
    .innerJoin("topics", "topics.id", "report_topics.topic_id")
    .select(["report_topics.report_id", "topics.id", "topics.name", "topics.slug"])
    .where("report_topics.report_id", "in", reportIds)
    .orderBy("report_topics.position")
    .execute();
  const links = rows.map((row) => ({
    report: row.report_id,
    link: { id: row.id, title: row.name, href: `/topics/${row.slug}` },
  }));
  return mapValues(
    Map.groupBy(links, (row) => row.report),
    (group) => group.map((row) => row.link),
  );
}

/** The entities in whose lists these reports stand, the most named first. */
async function loadEntities(db: Db, reportIds: readonly string[]): Promise<Map<string, Link[]>> {
  const { rows } = await sql<{ report_id: string; name: string; slug: string }>`
    select re.report_id, e.name, e.slug from report_entities re join entities e on e.id = re.entity_id
    join list_items i on i.list = 'entity:' || e.id and i.item_id = re.report_id
    where re.report_id = any(${reportIds}::uuid[]) order by re.mentions_count desc, e.name`.execute(db);
  return mapValues(
    Map.groupBy(rows, (row) => row.report_id),
    (group) => group.map((row) => ({ title: row.name, href: entityHref(row.slug) })),
  );
}

async function loadAuthors(db: Db, revisionIds: readonly string[]): Promise<Map<string, Link[]>> {
  const rows = await db
    .selectFrom("revision_authors")
    .innerJoin("authors", "authors.id", "revision_authors.author_id")
    .select(["revision_authors.revision_id", "authors.name", "authors.slug"])
    .where("revision_authors.revision_id", "in", revisionIds)
    .orderBy("revision_authors.position")
    .execute();
  return mapValues(
    Map.groupBy(rows, (row) => row.revision_id),
    (group) => group.map((row) => ({ title: row.name, href: `/authors/${row.slug}` })),
  );
}

/** The names of what makes reports related: a source's, a topic's, an entity's; telling words have none. */
async function loadNames(db: Db, near: readonly NearReport[]): Promise<Map<string, string>> {
  const ids = near.filter((other) => other.why_kind !== "term").map((other) => other.why_key);
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select id::text, name from sources where id = any(${ids}::uuid[])
    union all select id::text, name from topics where id = any(${ids}::uuid[])
    union all select id::text, name from entities where id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.name]));
}

function mapValues<Key, Value, Result>(
  map: ReadonlyMap<Key, Value>,
  change: (value: Value) => Result,
): Map<Key, Result> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
