import { reportHref } from "./load-lines.ts";

/** Where all versions of a report are listed. */
export function versionsHref(slug: string): string {
  return `${reportHref(slug)}/versions`;
}

/** Where an earlier version stands. */
export function versionHref(slug: string, number: number): string {
  return `${versionsHref(slug)}/${number}`;
}

/** Where it says what a version changed in the one before it. */
export function changesHref(slug: string, number: number): string {
  return `${versionHref(slug, number)}/changes`;
}

/** Where it says what changed from the first version to the present one. */
export function allChangesHref(slug: string): string {
  return `${versionsHref(slug)}/changes`;
}
