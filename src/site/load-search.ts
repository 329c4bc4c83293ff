import type { Db } from "../platform/db.ts";
import { type Found, search } from "../search/commands.ts";
import { loadClaimItems, sourceHref } from "./load-claims.ts";
import { loadLines } from "./load-lines.ts";
import type { SearchView } from "./views.ts";

/** What a reader's query finds, for its page. Throws where the database doesn't answer. */
export async function loadSearch(
  db: Db,
  typed: string,
  options: { readonly page: number; readonly now: Date },
): Promise<SearchView> {
  const found = await search(db, typed, options);
  // Nothing is found as it was typed: what may have been meant is shown at once.
  const isCorrected = found.reports_count === 0 && found.meant !== null && found.sources.length === 0;
  const shown = isCorrected && found.meant !== null ? await search(db, found.meant, options) : found;
  return viewOf(db, { typed: found.query.text, meant: found.meant, isCorrected, shown });
}

async function viewOf(
  db: Db,
  answer: {
    readonly typed: string;
    readonly meant: string | null;
    readonly isCorrected: boolean;
    readonly shown: Found;
  },
): Promise<SearchView> {
  const { shown } = answer;
  const [lines, claims] = await Promise.all([
    loadLines(
      db,
      shown.reports.map((report) => report.id),
    ),
    loadClaimItems(db, shown.claimIds),
  ]);
  return {
    typed: answer.typed,
    shown: shown.query.text,
    meant: answer.meant,
    isCorrected: answer.isCorrected,
    reports: shown.reports.flatMap(({ id, snippet }) => {
      const line = lines.get(id);
      return line ? [{ line, snippet }] : [];
    }),
    reports_count: shown.reports_count,
    page: shown.page,
    pages_count: shown.pages_count,
    claims: shown.claimIds.flatMap((id) => claims.get(id) ?? []),
    sources: shown.sources.map(({ slug, name, role, claims_count }) => ({
      name,
      role,
      href: sourceHref(slug),
      claims_count,
    })),
  };
}
