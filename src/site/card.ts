import { createHash } from "node:crypto";
import { STANDINGS } from "../sourcing/standing.ts";
import type { FactsCardView, SiteView } from "./views.ts";

/** Raised when cards are drawn otherwise than before, so that each is drawn anew. */
const DESIGN = 1;

/**
 * Where the picture stands by which a report is shared. The address names all that is drawn: a corrected headline makes
 * another one, and whoever keeps pictures by their address never shows an old one.
 */
export function cardHref(site: SiteView, { href, label, headline, language, facts }: FactsCardView): string {
  const counts = [...STANDINGS.map((standing) => facts.byStanding[standing]), facts.unsourcedSentences_count];
  const { claims_count, roots } = facts;
  const drawn = [
    DESIGN,
    site.name,
    site.language,
    label,
    headline,
    language,
    claims_count,
    roots.min,
    roots.max,
    counts,
  ];
  const hash = createHash("sha256").update(JSON.stringify(drawn)).digest("hex").slice(0, 12);
  return `${href}/card-${hash}.png`;
}
