/**
 * What brings a stored document from one version of the schema to the next, by the version it leaves. Version 2 only
 * added to what a document may hold: tables, pictures, cards and footnotes.
 */
const STEPS: Readonly<Record<number, (doc: unknown) => unknown>> = {
  1: (doc) => doc,
};

/** A stored document's JSON as the present schema has it. It is checked afterwards. */
export function upgradeDocument(doc: unknown, version: number): unknown {
  let upgraded = doc;
  for (let from = version; STEPS[from]; from++) upgraded = STEPS[from]?.(upgraded);
  return upgraded;
}
