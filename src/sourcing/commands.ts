import type { Form, RelationType, SourceKind, Stance } from "../attribution/types.ts";
import type { Clock } from "../platform/clock.ts";
import type { Row, Trx } from "../platform/db.ts";
import { invariant } from "../platform/errors.ts";
import { newId } from "../platform/ids.ts";
import { freeSlugs } from "../platform/slugs.ts";
import { foldName } from "../topics/rules.ts";
import {
  fillSourceRole,
  insertClaims,
  insertSources,
  listClaimNumbers,
  listSourceSlugs,
  matchSources,
} from "./queries.ts";
import { isCircular, isShared } from "./rules.ts";
import { standingOf } from "./standing.ts";

export interface SourceInput {
  /** How the claims' chains name it within this call. */
  readonly key: string;
  readonly kind: SourceKind;
  readonly name: string;
  readonly role: string | null;
  readonly reasonForAnonymity: string | null;
}

export interface ClaimInput {
  /** The claim's id: that of an earlier revision's claim, or a new one. */
  readonly id: string;
  readonly text: string;
  readonly form: Form;
  readonly stance: Stance;
  readonly cue: string | null;
  readonly sourceText: string | null;
  /** Keys of sources, nearest first, root last. */
  readonly chain: readonly string[];
  readonly relations: readonly { readonly type: RelationType; readonly toClaimId: string }[];
  /** 0 to 1: how sure the machine is; 1 where a person made it. */
  readonly confidence: number;
  /** A person has looked at it. */
  readonly isConfirmed: boolean;
}

/**
 * The registry's ids of these sources. A shared source that the registry knows by name (and kind) is that one, in
 * whichever report; others are made. Gives the id for each key.
 */
export async function ensureSources(
  trx: Trx,
  clock: Clock,
  sources: readonly SourceInput[],
): Promise<Map<string, string>> {
  const nameOf = (source: SourceInput) => (isShared(source.kind, source.name) ? foldName(source.name) : null);
  const keyOf = (folded: string, isPerson: boolean) => `${isPerson ? "person" : "body"} ${folded}`;
  const names = sources.map(nameOf).filter((name) => name !== null);
  const known = new Map(
    (await matchSources(trx, names)).map((alias) => [keyOf(alias.folded, alias.is_person), alias.source_id]),
  );
  const ids = new Map<string, string>();
  const roles: { id: string; role: string }[] = [];
  const made: { row: Row<"sources">; folded: string | null }[] = [];
  for (const source of sources) {
    const folded = nameOf(source);
    const key = folded === null ? null : keyOf(folded, source.kind === "person");
    const match = key === null ? undefined : known.get(key);
    const id = match ?? newId(clock);
    ids.set(source.key, id);
    if (match !== undefined) {
      if (source.role) roles.push({ id, role: source.role });
      continue;
    }
    if (key !== null) known.set(key, id);
    const { kind, name, role, reasonForAnonymity } = source;
    made.push({
      folded,
      row: { id, slug: null, kind, name, role, reason_for_anonymity: reasonForAnonymity, created_at: clock.now() },
    });
  }
  const withPages = made.filter((source) => source.folded !== null);
  const slugs = await freeSlugs(
    withPages.map((source) => source.row.name),
    "source",
    (candidates) => listSourceSlugs(trx, candidates),
  );
  withPages.forEach((source, i) => {
    source.row = { ...source.row, slug: slugs[i] ?? null };
  });
  await insertSources(trx, made);
  for (const { id, role } of roles) await fillSourceRole(trx, id, role);
  return ids;
}

/**
 * Stores the claims of a revision, in the order of its text. A claim keeps the number it got when it first stood in
 * its report; new ones follow. The standing comes from the chain's root, by rule.
 */
export async function saveClaims(
  trx: Trx,
  clock: Clock,
  input: {
    readonly reportId: string;
    readonly revisionId: string;
    readonly sources: readonly SourceInput[];
    readonly claims: readonly ClaimInput[];
  },
): Promise<void> {
  const sourceIds = await ensureSources(trx, clock, input.sources);
  const kinds = new Map(input.sources.map((source) => [source.key, source.kind]));
  const numbered = await listClaimNumbers(trx, input.reportId);
  const known = new Set(numbered.map((claim) => claim.id));
  let last = numbered.at(-1)?.number ?? 0;

  const claims: Row<"claims">[] = [];
  const versions: Row<"claim_versions">[] = [];
  const hops: Row<"claim_hops">[] = [];
  const relations: Row<"claim_relations">[] = [];
  input.claims.forEach((claim, position) => {
    if (!known.has(claim.id)) {
      last += 1;
      claims.push({ id: claim.id, report_id: input.reportId, number: last, created_at: clock.now() });
    }
    const ids = claim.chain.map((key) => sourceIds.get(key));
    const root = claim.chain.at(-1);
    const rootKind = root === undefined ? null : kinds.get(root);
    invariant(
      rootKind !== undefined && ids.every((id) => id !== undefined),
      "a claim's chain names sources of the same call",
    );
    const key = { revision_id: input.revisionId, claim_id: claim.id };
    versions.push({
      ...key,
      position,
      text: claim.text,
      form: claim.form,
      stance: claim.stance,
      cue: claim.cue,
      source_text: claim.sourceText,
      standing: standingOf(rootKind),
      root_source_id: ids.at(-1) ?? null,
      is_circular: isCircular(claim.chain),
      confidence: claim.confidence,
      is_confirmed: claim.isConfirmed,
    });
    ids.forEach((source_id, at) => {
      if (source_id !== undefined) hops.push({ ...key, position: at, source_id });
    });
    for (const relation of claim.relations)
      relations.push({ ...key, type: relation.type, to_claim_id: relation.toClaimId });
  });
  await insertClaims(trx, { claims, versions, hops, relations });
}
