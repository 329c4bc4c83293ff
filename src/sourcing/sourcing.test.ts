import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { FixedClock } from "../platform/clock.ts";
import { inTransaction } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { createTestDatabase } from "../platform/testing.ts";
import { type ClaimInput, ensureSources, type SourceInput, saveClaims } from "./commands.ts";
import {
  findSourcesBySlug,
  listAliases,
  listAnsweredReports,
  listClaimNumbers,
  listClaims,
  listHops,
  listRelations,
  listSameRoots,
  listSourceMonths,
  listSourceSlugs,
  matchSources,
  readSourceRecords,
  recordTold,
} from "./queries.ts";
import { periodsOf } from "./rules.ts";

const { db } = await createTestDatabase();
const clock = new FixedClock("2026-05-03T08:00:00Z");

function source(key: string, options: Partial<SourceInput> = {}): SourceInput {
  return { key, kind: "person", name: key, role: null, reasonForAnonymity: null, ...options };
}

function claim(chain: readonly string[], options: Partial<ClaimInput> = {}): ClaimInput {
  return {
    ...{ id: newId(clock), text: "The gate leaks", form: "indirect", stance: "asserts", cue: null, sourceText: null },
    ...{ chain, relations: [], confidence: 0.8, isConfirmed: false, ...options },
  };
}

function ensure(...sources: SourceInput[]): Promise<Map<string, string>> {
  return inTransaction(db, (trx) => ensureSources(trx, clock, sources));
}

/** A revision with these claims, at which its report is published, unless it is a draft. */
async function revision(
  claims: readonly ClaimInput[],
  sources: readonly SourceInput[],
  options: { reportId?: string; isDraft?: boolean } = {},
): Promise<{ reportId: string; revisionId: string }> {
  const reportId = options.reportId ?? newId(clock);
  const revisionId = newId(clock);
  await inTransaction(db, async (trx) => {
    // The reports' own folder stands below this one: their rows are made here by hand.
    await sql`insert into reports (id, slug, status, language, latest_revision_id, is_sample, created_at)
      values (${reportId}, ${reportId}, 'draft', 'en', ${revisionId}, false, ${clock.now()})
      on conflict (id) do update set latest_revision_id = excluded.latest_revision_id`.execute(trx);
    await sql`insert into revisions (id, report_id, number, label, headline, document_version, document, words_count,
        claims_count, confirmed_count, unsourced_count, roots_min, roots_max, created_at, created_by)
      select ${revisionId}, ${reportId}, count(*) + 1, 'report', 'A headline', 1, '{}', 0, 0, 0, 0, 0, 0, ${clock.now()}, 'test'
      from revisions where report_id = ${reportId}`.execute(trx);
    await saveClaims(trx, clock, { reportId, revisionId, sources, claims });
    if (options.isDraft) return;
    const before = await trx
      .selectFrom("reports")
      .select("published_revision_id")
      .where("id", "=", reportId)
      .executeTakeFirst();
    await sql`update reports set status = 'published', published_revision_id = ${revisionId},
      first_published_at = ${clock.now()}, published_at = ${clock.now()},
      ordinal = coalesce(ordinal, (select coalesce(max(ordinal), 0) + 1 from reports)) where id = ${reportId}`.execute(
      trx,
    );
    const revisions = [revisionId, ...(before?.published_revision_id ? [before.published_revision_id] : [])];
    await recordTold(trx, [reportId, ...(await listAnsweredReports(trx, revisions))]);
  });
  return { reportId, revisionId };
}

test("a shared source is one in all reports, by any writing of its name; a person and a body may bear the same", async () => {
  const first = await ensure(
    source("a", { name: "The Larkhaven Courier", kind: "outlet" }),
    source("b", { name: "Ada Voss" }),
    source("c", { name: "Ada Voss", kind: "organisation" }),
  );
  const second = await ensure(
    source("x", { name: "Larkhaven  Courier", kind: "outlet" }),
    source("y", { name: "Ada Vóss" }),
    source("z", { name: "Larkhaven Courier", kind: "outlet" }),
  );
  assert.equal(second.get("x"), first.get("a"));
  assert.equal(second.get("z"), first.get("a"));
  assert.equal(second.get("y"), first.get("b"));
  assert.notEqual(first.get("b"), first.get("c"));
  const slugs = ["larkhaven-courier", "the-larkhaven-courier", "ada-voss", "ada-voss-2", "nobody"];
  const found = await findSourcesBySlug(db, slugs);
  assert.equal(found.length, 3);
  assert.deepEqual((await listSourceSlugs(db, slugs)).sort(), found.map((row) => row.slug).sort());
  assert.equal((await matchSources(db, ["ada voss"])).length, 2);
  const courier = found.find((row) => row.kind === "outlet");
  assert.deepEqual(courier && (await listAliases(db, [courier], 10)).get(courier.id), []);
  assert.deepEqual(
    [await matchSources(db, []), await findSourcesBySlug(db, []), await listSourceSlugs(db, [])],
    [[], [], []],
  );
});

test("a source that belongs to one report is a new one each time, without a page of its own", async () => {
  const nurse = source("n", { name: "a nurse", kind: "anonymous", reasonForAnonymity: "fear of losing work" });
  const [first, second] = [await ensure(nurse), await ensure(nurse)];
  assert.notEqual(first.get("n"), second.get("n"));
  const row = await db
    .selectFrom("sources")
    .selectAll()
    .where("id", "=", first.get("n") ?? "")
    .executeTakeFirst();
  assert.deepEqual([row?.slug, row?.reason_for_anonymity], [null, "fear of losing work"]);
});

test("a role is kept from the first report that tells one", async () => {
  const roleOf = async () => (await findSourcesBySlug(db, ["bo-lind"]))[0]?.role;
  await ensure(source("p", { name: "Bo Lind" }));
  assert.equal(await roleOf(), null);
  await ensure(source("p", { name: "Bo Lind", role: "harbour pilot" }));
  await ensure(source("p", { name: "Bo Lind", role: "pilot" }));
  assert.equal(await roleOf(), "harbour pilot");
});

test("claims are stored in the text's order with their chains, standing and root, and keep their numbers", async () => {
  const sources = [
    source("o", { name: "Tern Herald", kind: "outlet" }),
    source("r", { name: "an official", kind: "anonymous" }),
  ];
  const [told, ours, loop] = [claim(["o", "r"]), claim([]), claim(["o", "r", "o"])];
  const { reportId, revisionId } = await revision([told, ours, loop], sources);
  const stored = await listClaims(db, [revisionId]);
  assert.deepEqual(
    stored.map((row) => [row.claim_id, row.number, row.standing, row.is_circular, row.root_source_id === null]),
    [
      [told.id, 1, "anonymous", false, false],
      [ours.id, 2, "unsourced", false, true],
      [loop.id, 3, "relayed", true, false],
    ],
  );
  const hops = await listHops(db, [revisionId], [told.id]);
  assert.deepEqual(
    hops.map((hop) => [hop.position, hop.name]),
    [
      [0, "Tern Herald"],
      [1, "an official"],
    ],
  );
  assert.equal((await listHops(db, [revisionId])).length, 5);
  const added = claim(["o"]);
  const next = await revision([added, loop], sources, { reportId });
  assert.deepEqual(
    (await listClaims(db, [next.revisionId])).map((row) => [row.claim_id, row.number]),
    [
      [added.id, 4],
      [loop.id, 3],
    ],
  );
  assert.deepEqual(
    (await listClaimNumbers(db, reportId)).map((row) => row.number),
    [1, 2, 3, 4],
  );
  assert.deepEqual(
    (await listClaims(db, [revisionId], [ours.id])).map((row) => row.claim_id),
    [ours.id],
  );
  assert.deepEqual([await listClaims(db, []), await listHops(db, [revisionId], [])], [[], []]);
});

test("a chain that names a source which was not given is a broken invariant, and nothing is stored", async () => {
  const before = await db.selectFrom("claims").select("id").execute();
  await assert.rejects(revision([claim(["nobody"])], []), /a claim's chain names sources of the same call/);
  assert.equal((await db.selectFrom("claims").select("id").execute()).length, before.length);
});

test("stored claims and chains never change", async () => {
  const { revisionId } = await revision([claim(["v"])], [source("v", { name: "Vera Stone" })]);
  for (const table of ["claim_versions", "claim_hops"] as const) {
    await assert.rejects(
      sql`update ${sql.table(table)} set position = 7 where revision_id = ${revisionId}`.execute(db),
    );
  }
});

test("relations are told from both sides, as the published revision has them, and a draft's own where it is asked for", async () => {
  const sources = [source("m", { name: "Mira Quill" })];
  const theirs = claim(["m"]);
  const target = await revision([theirs], sources);
  const [disputes, supports] = [
    claim(["m"], { relations: [{ type: "disputes", toClaimId: theirs.id }] }),
    claim(["m"], { relations: [{ type: "supports", toClaimId: theirs.id }] }),
  ];
  const published = await revision([disputes], sources);
  const draft = await revision([supports], sources, { isDraft: true });
  const types = async (revisionIds: readonly string[]) =>
    (await listRelations(db, [theirs.id], revisionIds)).map((row) => row.type).sort();
  assert.deepEqual(await types([]), ["disputes"]);
  assert.deepEqual(await types([draft.revisionId]), ["disputes", "supports"]);
  const [row] = await listRelations(db, [theirs.id], []);
  assert.deepEqual(
    [row?.from_report_id, row?.from_number, row?.to_report_id, row?.to_number],
    [published.reportId, 1, target.reportId, 1],
  );
  await revision([claim(["m"])], sources, { reportId: published.reportId });
  assert.deepEqual(await types([]), [], "the published revision says it no more");
  assert.deepEqual(await listRelations(db, [], [draft.revisionId]), []);
});

test("a source's record counts each published claim once, also where it stands twice in a chain", async () => {
  const sources = [
    source("h", { name: "Harbour Herald", kind: "outlet" }),
    source("w", { name: "Wren Wire", kind: "outlet" }),
  ];
  const [first, second] = [claim(["h"]), claim(["h", "w", "h"])];
  const { reportId } = await revision([first, second, claim(["h", "w"])], sources);
  await revision([claim(["h"])], sources, { isDraft: true });
  const answers = [
    claim([], { relations: [{ type: "supports", toClaimId: first.id }] }),
    claim([], {
      relations: [
        { type: "supports", toClaimId: first.id },
        { type: "disputes", toClaimId: second.id },
      ],
    }),
  ];
  await revision(answers, []);
  const id = (await ensure(source("h", { name: "Harbour Herald", kind: "outlet" }))).get("h") ?? "";
  const recordOf = async (sourceId: string) => (await readSourceRecords(db, [sourceId])).get(sourceId);
  const record = { claims: 3, reports: 1, supported: 1, disputed: 1, corrected: 0, as_root: 2 };
  assert.deepEqual(await recordOf(id), record);
  await revision([first], sources, { reportId });
  const months = async () =>
    ((await listSourceMonths(db, [id])).get(id) ?? []).map(({ source_id: _, ...rest }) => rest);
  const month = clock.now().toISOString().slice(0, 7);
  assert.deepEqual(await recordOf(id), { ...record, claims: 1, disputed: 0, as_root: 1 });
  assert.deepEqual(await months(), [{ month, claims: 1, supported: 1, disputed: 0, corrected: 0 }]);
  await sql`delete from claim_relations where to_claim_id in (${first.id}, ${second.id})`.execute(db);
  await sql`delete from reports where id = ${reportId}`.execute(db);
  assert.deepEqual(await months(), []);
  const gone = { claims: 0, reports: 0, supported: 0, disputed: 0, corrected: 0, as_root: 0 };
  assert.deepEqual(await recordOf(id), gone, "a report that is deleted takes what was told in it along");
  assert.deepEqual(await recordOf(newId(clock)), gone, "nothing is known of a source that never told anything");
});

test("the claims of one root are listed newest first, so many a root and published ones alone", async () => {
  const sources = [source("d", { name: "Dora Finch" }), source("e", { name: "Emil Finch" })];
  const mine = [claim(["d"]), claim(["d"]), claim(["e"])];
  await revision(mine.slice(0, 1), sources);
  clock.advance(1_000);
  const newer = await revision(mine.slice(1), sources);
  await revision([claim(["d"])], sources, { isDraft: true });
  const ids = await ensure(...sources);
  const [d, e] = [ids.get("d") ?? "", ids.get("e") ?? ""];
  const claimsOf = async (roots: readonly string[], claims_max: number) =>
    (await listSameRoots(db, roots, claims_max)).map((row) => [row.root_source_id, row.claim_id]);
  assert.deepEqual(await claimsOf([d], 5), [
    [d, mine[1]?.id],
    [d, mine[0]?.id],
  ]);
  assert.deepEqual(await claimsOf([d, e], 1), [
    [d, mine[1]?.id],
    [e, mine[2]?.id],
  ]);
  assert.equal((await listSameRoots(db, [e], 1))[0]?.revision_id, newer.revisionId);
  assert.deepEqual(await claimsOf([], 5), []);
});

test("a record over time is told by the month while it is short, and by the year when it is long", () => {
  const month = (name: string) => ({ month: name, claims: 2, supported: 1, disputed: 0, corrected: 0 });
  const year = (from: number) =>
    Array.from({ length: 12 }, (_, i) => month(`${from}-${String(i + 1).padStart(2, "0")}`));
  assert.deepEqual(periodsOf([]), []);
  assert.equal(periodsOf(year(2025)).length, 12);
  assert.deepEqual(periodsOf([...year(2025), ...year(2026)]), [
    { period: "2025", claims: 24, supported: 12, disputed: 0, corrected: 0 },
    { period: "2026", claims: 24, supported: 12, disputed: 0, corrected: 0 },
  ]);
});
