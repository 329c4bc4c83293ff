/** A report and its translations: linked both ways, their claims told in several languages and counted once. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Attribution } from "../attribution/types.ts";
import { inTransaction } from "../platform/db.ts";
import { Refusal } from "../platform/errors.ts";
import { draftReport, type ReportContent, reviseReport } from "../reports/commands.ts";
import { publishReport } from "../reports/publish.ts";
import { findReportBySlug } from "../reports/queries.ts";
import { type ClaimPair, linkTranslation, unlinkTranslation } from "../reports/translations.ts";
import { PAGE_KINDS } from "../site/pages.ts";
import { findSourcesBySlug, readSourceRecords } from "../sourcing/queries.ts";
import { createTestPress } from "./testing.ts";

const { db, press, edition, clock } = await createTestPress(PAGE_KINDS);

const WORDS: Readonly<Record<string, readonly [string, string]>> = {
  en: ["The sluice leaks", "The pumps stand still"],
  ar: ["السد يسرب الماء", "المضخات متوقفة"],
  fr: ["La vanne fuit", "Les pompes sont arrêtées"],
  und: ["1234", "5678"],
};

/** Two claims of the Larkhaven Courier and of Radio Skell, in that language. */
function contentOf(language: string, claims_count = 2): ReportContent {
  const [first = "", second = ""] = WORDS[language] ?? [];
  const names = ["Larkhaven Courier", "Radio Skell"].slice(0, claims_count);
  const paragraphs = [`${first}: Larkhaven Courier.`, `${second}: Radio Skell.`].slice(0, claims_count);
  const attribution: Attribution = {
    ...{ language, supported: true, unsourced: [], roots: { min: claims_count, max: claims_count } },
    sources: names.map((name, i) => ({
      ...{ id: `s${i}`, name, kind: "outlet", role: null, mentions: [], reasonForAnonymity: null },
    })),
    claims: names.map((_, i) => {
      const text = WORDS[language]?.[i] ?? "";
      return {
        ...{ id: `c${i}`, paragraph: i, form: "indirect", cue: null, source: null, stance: "asserts", relation: null },
        content: [{ paragraph: i, start: 0, end: text.length, text }],
        ...{ chain: [`s${i}`], confidence: 0.9 },
      };
    }),
  };
  return {
    ...{
      label: "report",
      headline: `${first} (${language})`,
      byline: "Mara Lindqvist",
      paragraphs,
      attribution,
      isConfirmed: true,
    },
  };
}

async function draft(slug: string, language: string, claims_count = 2): Promise<string> {
  const content = contentOf(language, claims_count);
  return inTransaction(db, async (trx) => (await draftReport(trx, clock, { content, slug, actor: "test" })).slug);
}

async function publish(slug: string, note?: string): Promise<readonly string[]> {
  const report = (await findReportBySlug(db, slug)) ?? assert.fail(slug);
  const correction = note === undefined ? {} : { correction: { kind: "correction" as const, note } };
  return inTransaction(
    db,
    async (trx) => (await publishReport(trx, clock, { reportId: report.id, ...correction, actor: "test" })).tags,
  );
}

function link(original: string, translation: string, pairs?: readonly ClaimPair[]) {
  return inTransaction(db, (trx) =>
    linkTranslation(trx, clock, { original, translation, ...(pairs ? { pairs } : {}), actor: "test" }),
  );
}

async function read(path: string): Promise<string> {
  return (await edition.read(path, "identity"))?.toString() ?? "";
}

async function recordOf(slug: string) {
  const id = (await findSourcesBySlug(db, [slug]))[0]?.id ?? assert.fail(slug);
  return (await readSourceRecords(db, [id])).get(id);
}

const code = (wanted: string) => (thrown: unknown) => thrown instanceof Refusal && thrown.code === wanted;

describe("a report and its translations", () => {
  test("lead to each other in every language, for readers and for search engines", async () => {
    await draft("leak", "en");
    await press.printTags(await publish("leak"));
    await draft("leak-ar", "ar");
    const { pairs, unpaired } = await link("leak", "leak-ar");
    assert.deepEqual([pairs, unpaired], [[1, 2].map((n) => ({ translation: n, original: n })), null]);
    assert.doesNotMatch(await read("/reports/leak"), /hreflang/, "a draft is no translation for readers yet");
    const { changed } = await press.printTags(await publish("leak-ar"));
    for (const path of ["/reports/leak", "/reports/leak/claims/1", "/reports/leak-ar", "/sitemaps/1.xml"])
      assert.ok(changed.includes(path), `${path} among ${changed.join(" ")}`);
    for (const path of ["/reports/leak", "/reports/leak-ar"]) {
      const page = await read(path);
      assert.deepEqual(
        [...page.matchAll(/hreflang="([\w-]+)" href="([^"]+)">/g)].map((match) => match.slice(1, 3)).sort(),
        [
          ["ar", "https://saltmarsh.example/reports/leak-ar"],
          ["en", "https://saltmarsh.example/reports/leak"],
          ["x-default", "https://saltmarsh.example/reports/leak"],
        ],
      );
    }
    assert.match(
      await read("/reports/leak"),
      /Also in: <a href="\/reports\/leak-ar" lang="ar" hreflang="ar"><bdi>العربية<\/bdi>/,
    );
    assert.match(await read("/reports/leak-ar"), /In Arabic.*Also in: <a href="\/reports\/leak" lang="en"/);
    assert.equal([...(await read("/sitemaps/1.xml")).matchAll(/<xhtml:link rel="alternate" hreflang="ar"/g)].length, 2);
    assert.match(await read("/reports/leak/claims/2"), /In other languages[\s\S]*المضخات متوقفة/);
    assert.match(await read("/reports/leak-ar/claims/2"), /In other languages[\s\S]*The pumps stand still/);
    assert.doesNotMatch(await read("/reports/leak"), /More on this topic/, "its translation is no related report");
  });

  test("count what a source told once, and list it once", async () => {
    assert.deepEqual(await recordOf("larkhaven-courier"), {
      ...{ claims: 1, reports: 1, supported: 0, disputed: 0, corrected: 0, as_root: 1 },
    });
    const page = await read("/sources/larkhaven-courier");
    assert.match(page, /The sluice leaks/);
    assert.doesNotMatch(page, /السد/);
    assert.doesNotMatch(await read("/reports/leak/claims/1"), /Elsewhere from the same root/);
  });

  test("linked late are counted once from then on, and twice when the link is taken back", async () => {
    await draft("leak-fr", "fr");
    await press.printTags(await publish("leak-fr"));
    assert.equal((await recordOf("radio-skell"))?.claims, 2);
    assert.match(await read("/sources/radio-skell"), /Les pompes/);
    const { tags } = await link("leak-ar", "leak-fr");
    await press.printTags(tags);
    assert.equal((await findReportBySlug(db, "leak-fr"))?.translation_of, (await findReportBySlug(db, "leak"))?.id);
    assert.equal((await recordOf("radio-skell"))?.claims, 1);
    assert.doesNotMatch(await read("/sources/radio-skell"), /Les pompes/);
    assert.match(await read("/reports/leak-ar"), /hreflang="fr"/);
    await press.printTags(
      await inTransaction(db, (trx) => unlinkTranslation(trx, clock, { translation: "leak-fr", actor: "test" })),
    );
    assert.equal((await recordOf("radio-skell"))?.claims, 2);
    assert.match(await read("/sources/radio-skell"), /Les pompes/);
    for (const path of ["/reports/leak-ar", "/reports/leak-fr"])
      assert.doesNotMatch(await read(path), /hreflang="fr" href="https/);
    await link("leak", "leak-fr");
  });

  test("show a correction of one in the others, and put it into the one record", async () => {
    const report = (await findReportBySlug(db, "leak-fr")) ?? assert.fail();
    const content = { ...contentOf("fr"), headline: "La vanne fuit encore" };
    await inTransaction(db, (trx) => reviseReport(trx, clock, { reportId: report.id, content, actor: "test" }));
    const tags = await inTransaction(
      db,
      async (trx) =>
        (
          await publishReport(trx, clock, {
            ...{ reportId: report.id, actor: "test" },
            correction: { kind: "correction", note: "Le titre était faux.", claimNumber: 1 },
          })
        ).tags,
    );
    const { changed, printed_count } = await press.printTags(tags);
    assert.ok(printed_count < 60, `${printed_count} pages`);
    assert.ok(changed.includes("/reports/leak/claims/1"), changed.join(" "));
    assert.match(await read("/reports/leak/claims/1"), /La vanne fuit encore/);
    assert.equal((await recordOf("larkhaven-courier"))?.corrected, 1);
  });

  test("pair their claims as they are told to, and none where their numbers differ", async () => {
    await draft("short", "en", 1);
    await draft("long", "fr");
    assert.deepEqual((await link("short", "long")).unpaired, { original: 1, translation: 2 });
    assert.deepEqual((await link("short", "long", [{ translation: 2, original: 1 }])).unpaired, null);
    const { rows } = await db
      .getExecutor()
      .executeQuery<{ n: number }>(
        db
          .selectFrom("claim_translations")
          .innerJoin("claims", "claims.id", "claim_id")
          .innerJoin("reports", "reports.id", "report_id")
          .select("number as n")
          .where("slug", "=", "long")
          .compile(),
      );
    assert.deepEqual(rows, [{ n: 2 }]);
  });

  test("are refused where they can't be, by what is wrong", async () => {
    await draft("other-en", "en");
    await draft("other-ar", "ar");
    await draft("nobody-knows", "und");
    await assert.rejects(link("leak", "nothing"), code("no-report"));
    await assert.rejects(link("leak", "leak"), code("same-report"));
    await assert.rejects(link("leak", "other-en"), code("same-language"));
    await assert.rejects(link("leak", "other-ar"), code("same-language"));
    await assert.rejects(link("leak", "nobody-knows"), code("unknown-language"));
    await assert.rejects(link("other-ar", "leak"), code("has-translations"));
    await assert.rejects(link("other-en", "other-ar", [{ translation: 9, original: 1 }]), code("no-claim"));
    await assert.rejects(
      link(
        "other-en",
        "other-ar",
        [1, 2].map((original) => ({ translation: 1, original })),
      ),
      code("paired-twice"),
    );
    await assert.rejects(
      inTransaction(db, (trx) => unlinkTranslation(trx, clock, { translation: "leak", actor: "test" })),
      code("no-translation"),
    );
    assert.equal((await findReportBySlug(db, "other-ar"))?.translation_of, null);
  });
});
