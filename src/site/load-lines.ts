import { sql } from "kysely";
import { listPictures } from "../media/queries.ts";
import { variantsOf } from "../media/variants.ts";
import type { Db, Row } from "../platform/db.ts";
import type { Link, PictureView, ReportLineView } from "./views.ts";

interface LineRow {
  report_id: string;
  slug: string;
  language: string;
  first_published_at: Date;
  headline: string;
  standfirst: string | null;
  label: ReportLineView["label"];
  byline: string | null;
  claims_count: number;
  roots_min: number;
  roots_max: number;
  picture_id: string | null;
  picture_alt: string | null;
  picture_caption: string | null;
  picture_credit: string | null;
  topic_name: string | null;
  topic_slug: string | null;
  retraction: string | null;
}

/** The published reports of these ids as lines of a list, by id; what isn't published is left out. */
export async function loadLines(db: Db, reportIds: readonly string[]): Promise<Map<string, ReportLineView>> {
  const ids = [...new Set(reportIds)];
  if (ids.length === 0) return new Map();
  const { rows } = await sql<LineRow>`
    select r.id as report_id, r.slug, r.language, r.first_published_at, v.headline, v.standfirst, v.label, v.byline, v.claims_count,
      v.roots_min, v.roots_max, v.picture_id, v.picture_alt, v.picture_caption, v.picture_credit, t.name as topic_name, t.slug as topic_slug,
      (select c.note from corrections c where c.report_id = r.id and c.kind = 'retraction' and c.claim_id is null
        order by c.published_at desc, c.id desc limit 1) as retraction
    from reports r
    join revisions v on v.id = r.published_revision_id
    left join report_topics rt on rt.report_id = r.id and rt.position = 0
    left join topics t on t.id = rt.topic_id
    where r.id = any(${ids}::uuid[])`.execute(db);
  const pictures = await loadPictures(db, rows);
  return new Map(
    rows.map((row) => [
      row.report_id,
      {
        headline: row.headline,
        href: reportHref(row.slug),
        label: row.label,
        standfirst: row.standfirst,
        byline: row.byline,
        publishedAt: row.first_published_at,
        topic:
          row.topic_name === null || row.topic_slug === null
            ? null
            : { title: row.topic_name, href: `/topics/${row.topic_slug}` },
        picture: pictures(row),
        claims_count: row.claims_count,
        roots: { min: row.roots_min, max: row.roots_max },
        language: row.language,
        retraction: row.retraction,
      },
    ]),
  );
}

/** These reports' lines in the given order. */
export async function loadLineList(db: Db, reportIds: readonly string[]): Promise<ReportLineView[]> {
  const lines = await loadLines(db, reportIds);
  return reportIds.flatMap((id) => lines.get(id) ?? []);
}

type PictureOf = Pick<Row<"revisions">, "picture_id" | "picture_alt" | "picture_caption" | "picture_credit">;

/** Fetches the pictures of many revisions at once; gives what turns a revision into its picture. */
export async function loadPictures(
  db: Db,
  revisions: readonly PictureOf[],
): Promise<(revision: PictureOf) => PictureView | null> {
  const sizes = await loadPictureSizes(
    db,
    revisions.map((revision) => revision.picture_id).filter((id) => id !== null),
  );
  return (revision) => {
    const picture = revision.picture_id === null ? undefined : sizes.get(revision.picture_id);
    if (!picture) return null;
    const { picture_alt, picture_caption, picture_credit } = revision;
    return { alt: picture_alt ?? "", caption: picture_caption, credit: picture_credit, ...picture };
  };
}

/** A picture's measures and its printed sizes. */
export type PictureSizes = Pick<PictureView, "width" | "height" | "variants">;

/** These pictures' sizes, by their ids. */
export async function loadPictureSizes(db: Db, pictureIds: readonly string[]): Promise<Map<string, PictureSizes>> {
  const pictures = await listPictures(db, [...new Set(pictureIds)]);
  return new Map(
    pictures.map((picture) => {
      const byType = Map.groupBy(variantsOf(picture), (variant) => variant.type);
      const variants = [...byType].map(([type, sizes]) => ({
        type,
        sizes: sizes.map(({ href, width }) => ({ href, width })),
      }));
      return [picture.id, { width: picture.width, height: picture.height, variants }];
    }),
  );
}

/** Where a report stands. */
export function reportHref(slug: string): string {
  return `/reports/${slug}`;
}

/** Where what is said of a person, a place or a body stands. */
export function entityHref(slug: string): string {
  return `/entities/${slug}`;
}

/** Where a claim stands: below its report, under its number. */
export function claimHref(slug: string, number: number): string {
  return `/reports/${slug}/claims/${number}`;
}

/** The slug, headline and language of reports, published or not, by id; those that were withdrawn are left out. */
export async function loadReportLinks(
  db: Db,
  reportIds: readonly string[],
): Promise<Map<string, Link & { readonly slug: string }>> {
  const ids = [...new Set(reportIds)];
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; slug: string; headline: string }>`
    select r.id, r.slug, v.headline from reports r join revisions v on v.id = coalesce(r.published_revision_id, r.latest_revision_id)
    where r.id = any(${ids}::uuid[]) and r.status <> 'withdrawn'`.execute(db);
  return new Map(rows.map((row) => [row.id, { slug: row.slug, title: row.headline, href: reportHref(row.slug) }]));
}
