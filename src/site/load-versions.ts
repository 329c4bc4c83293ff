import { sql } from "kysely";
import { readDocument } from "../document/schema.ts";
import { toParagraphs } from "../document/to-text.ts";
import type { Db } from "../platform/db.ts";
import { differenceOf, type VersionText } from "../reports/difference.ts";
import { loadCorrections } from "./load-corrections.ts";
import { reportHref } from "./load-lines.ts";
import { allChangesHref, changesHref, versionHref, versionsHref } from "./version-paths.ts";
import type { ChangesView, VersionsView, VersionView } from "./views.ts";

/** A report's versions, and what lies between any two of them. */
export interface LoadedVersions {
  readonly reportId: string;
  readonly view: VersionsView;
  /** The numbers of the first version that readers may see, and of the present one. */
  readonly first: number;
  readonly last: number;
  /** What changed from one version to another. */
  changes(from: number, to: number): Promise<ChangesView>;
}

interface VersionRow {
  number: number;
  published_at: Date;
  headline: string;
  byline: string | null;
}

/** The versions of a published report; null where there is only one, for then there is nothing to list. */
export async function loadVersions(
  db: Db,
  report: { readonly id: string; readonly slug: string },
): Promise<LoadedVersions | null> {
  const { id, slug } = report;
  const [{ rows }, corrections, language] = await Promise.all([
    sql<VersionRow>`
      select p.number, p.published_at, v.headline, v.byline from publications p join revisions v on v.id = p.revision_id
      where p.report_id = ${id}
        and not exists (select 1 from withdrawals w where w.report_id = p.report_id and w.withdrawn_at >= p.published_at)
      order by p.number desc`.execute(db),
    loadCorrections(db, { reportIds: [id] }),
    db.selectFrom("reports").select("language").where("id", "=", id).executeTakeFirstOrThrow(),
  ]);
  const present = rows[0];
  const first = rows.at(-1);
  if (!present || !first || rows.length < 2) return null;
  const versions = rows.map(
    (row): VersionView => ({
      number: row.number,
      href: row.number === present.number ? reportHref(slug) : versionHref(slug, row.number),
      publishedAt: row.published_at,
      headline: row.headline,
      byline: row.byline,
      corrections: (corrections.get(id) ?? []).filter((correction) => correction.version === row.number),
    }),
  );
  const link = { title: present.headline, href: reportHref(slug) };
  const view: VersionsView = {
    report: link,
    language: language.language,
    href: versionsHref(slug),
    versions,
    allChangesHref: rows.length > 2 ? allChangesHref(slug) : null,
  };
  const versionOf = (number: number) => {
    const version = versions.find((each) => each.number === number);
    if (!version) throw new Error(`broken invariant: report ${id} has no version ${number}`);
    return version;
  };
  const changes = async (from: number, to: number): Promise<ChangesView> => {
    const [older, newer] = await Promise.all([loadVersionText(db, id, from), loadVersionText(db, id, to)]);
    const isStep = to - from === 1;
    return {
      report: link,
      language: view.language,
      href: isStep ? changesHref(slug, to) : allChangesHref(slug),
      from: versionOf(from),
      to: versionOf(to),
      isPresent: to === present.number,
      passages: differenceOf(older, newer, view.language),
      versionsHref: view.href,
      olderHref: isStep && from > first.number ? changesHref(slug, from) : null,
      newerHref: to < present.number ? changesHref(slug, to + 1) : null,
    };
  };
  return { reportId: id, view, first: first.number, last: present.number, changes };
}

async function loadVersionText(db: Db, reportId: string, number: number): Promise<VersionText> {
  const row = await db
    .selectFrom("publications")
    .innerJoin("revisions", "revisions.id", "publications.revision_id")
    .select(["headline", "standfirst", "document", "document_version"])
    .where("publications.report_id", "=", reportId)
    .where("publications.number", "=", number)
    .executeTakeFirstOrThrow();
  const doc = readDocument({ version: row.document_version, doc: row.document });
  return { headline: row.headline, standfirst: row.standfirst, paragraphs: toParagraphs(doc) };
}
