import type { Db } from "../platform/db.ts";
import type { Files } from "../platform/files.ts";
import type { SiteView } from "./views.ts";

/** What a page is printed with. */
export interface PrintContext {
  readonly db: Db;
  readonly site: SiteView;
  /** The private originals of pictures. */
  readonly pictures: Files;
  readonly now: Date;
}

/** One printed page. */
export interface PrintedPage {
  /** Its address; its ending tells its type ("/meter.svg"), without one it is HTML. */
  readonly path: string;
  /** The unit it is printed with. */
  readonly unit: string;
  readonly body: string | Uint8Array;
  /**
   * What it was made from: `report:ID` (its words or its headline), `claims:ID` (how that report's claims stand),
   * `source:ID`, `record:ID` (how a source's word stood), `list:topic:ID`, `meter:ID`, ... When one of these changes, it
   * is printed anew.
   */
  readonly tags: readonly string[];
}

/**
 * A kind of page: which there are, which a change touches, and how they are printed. A unit is what is printed
 * together, named by an address: a report with its claims' pages, one numbered page of a list.
 */
export interface PageKind {
  readonly name: string;
  /** Its addresses name their content: a unit that stands in the edition is never printed again. */
  readonly isLasting?: boolean;
  /** Somebody waits for it when something new comes: it is printed before all that is not. */
  readonly isAwaited?: boolean;
  /** Slow to make, and no reader waits for it: a whole print leaves what is missing of it to jobs of their own. */
  readonly isUnhurried?: boolean;
  /** The units that these changed tags touch, besides those whose stored tags say so. */
  unitsOf(db: Db, tags: readonly string[], site: SiteView): Promise<string[]>;
  /** Every unit there is, in portions. */
  allUnits(db: Db, site: SiteView): AsyncIterable<string[]>;
  /** Prints units. A unit that is no more is left out, and its pages are taken out of the edition. */
  print(context: PrintContext, units: readonly string[]): Promise<PrintedPage[]>;
}

/** The ids behind a prefix: `idsIn(["report:7", "ledger"], "report:")` gives `["7"]`. */
export function idsIn(tags: readonly string[], prefix: string): string[] {
  return tags.filter((tag) => tag.startsWith(prefix)).map((tag) => tag.slice(prefix.length));
}

/** The slugs of addresses below a prefix: `slugsIn(["/topics/lake"], "/topics/")` gives `["lake"]`. */
export function slugsIn(hrefs: readonly string[], prefix: string): string[] {
  return hrefs.map((href) => href.slice(prefix.length));
}
