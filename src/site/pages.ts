import { claimKind } from "./kind-claims.ts";
import { entityKind } from "./kind-entities.ts";
import { cardKind, factsKind } from "./kind-facts.ts";
import { feedKind, partFeedKind } from "./kind-feeds.ts";
import { fixedKind, frontKind, scriptKind } from "./kind-fixed.ts";
import { ledgerKind, meterKind, supportKind } from "./kind-funding.ts";
import { goneKind, movedKind } from "./kind-gone.ts";
import { archiveKind, authorKind, correctionsKind, sourceKind, topicKind } from "./kind-lists.ts";
import { machineFileKind } from "./kind-machine-files.ts";
import { pictureKind } from "./kind-pictures.ts";
import { policyKind } from "./kind-policies.ts";
import { provenanceKind } from "./kind-provenance.ts";
import { reportKind } from "./kind-reports.ts";
import { sitemapKind } from "./kind-sitemaps.ts";
import { themeKind } from "./kind-theme.ts";
import { versionKind } from "./kind-versions.ts";
import type { PageKind } from "./page-kind.ts";

/** Every kind of page there is, in the order in which they are printed: what readers wait for comes first. */
export const PAGE_KINDS: readonly PageKind[] = [
  scriptKind,
  meterKind,
  themeKind,
  pictureKind,
  reportKind,
  movedKind,
  goneKind,
  versionKind,
  frontKind,
  claimKind,
  topicKind,
  sourceKind,
  entityKind,
  authorKind,
  archiveKind,
  correctionsKind,
  supportKind,
  ledgerKind,
  feedKind,
  partFeedKind,
  sitemapKind,
  policyKind,
  fixedKind,
  machineFileKind,
  provenanceKind,
  factsKind,
  cardKind,
];
