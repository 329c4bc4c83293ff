import { claimKind } from "./kind-claims.ts";
import { feedKind, sitemapKind } from "./kind-feeds.ts";
import { fixedKind, frontKind, scriptKind } from "./kind-fixed.ts";
import { ledgerKind, meterKind, supportKind } from "./kind-funding.ts";
import { archiveKind, authorKind, correctionsKind, sourceKind, topicKind } from "./kind-lists.ts";
import { pictureKind } from "./kind-pictures.ts";
import { reportKind } from "./kind-reports.ts";
import { versionKind } from "./kind-versions.ts";
import type { PageKind } from "./page-kind.ts";

/** Every kind of page there is, in the order in which they are printed: what readers wait for comes first. */
export const PAGE_KINDS: readonly PageKind[] = [
  scriptKind,
  meterKind,
  pictureKind,
  reportKind,
  versionKind,
  frontKind,
  claimKind,
  topicKind,
  sourceKind,
  authorKind,
  archiveKind,
  correctionsKind,
  supportKind,
  ledgerKind,
  feedKind,
  sitemapKind,
  fixedKind,
];
