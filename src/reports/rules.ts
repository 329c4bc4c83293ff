import { tellingTerms } from "../topics/rules.ts";
import type { FeatureKind } from "./schema.ts";

export interface Feature {
  readonly kind: FeatureKind;
  readonly key: string;
  readonly weight: number;
}

/**
 * What a report is about, weighed for finding what is near it: a shared source tells most, then a topic, then people
 * and places (more where they are spoken of more), then telling words.
 */
export function featuresOf(report: {
  readonly headline: string;
  readonly text: string;
  readonly topicIds: readonly string[];
  readonly sourceIds: readonly string[];
  readonly entities: readonly { readonly id: string; readonly mentions_count: number }[];
}): Feature[] {
  return [
    ...[...new Set(report.sourceIds)].map((key) => ({ kind: "source" as const, key, weight: 3 })),
    ...[...new Set(report.topicIds)].map((key) => ({ kind: "topic" as const, key, weight: 2 })),
    ...report.entities.map(({ id, mentions_count }) => ({
      kind: "entity" as const,
      key: id,
      weight: 1 + Math.min(mentions_count, 5) / 5,
    })),
    ...tellingTerms(report.headline, report.text).map((key) => ({ kind: "term" as const, key, weight: 0.5 })),
  ];
}
