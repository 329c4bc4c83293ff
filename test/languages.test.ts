/** A publication in another language, and a translation taken in, as a person does it. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { z } from "zod";
import { ask, attribune, eventually, newFolder, ServerProcess } from "./server-process.ts";

const ENGLISH = `Harbour gate stays shut after the storm

By Mara Lindqvist

The gate will stay shut until Friday, the Harbour Board said on Monday. The Harbour Board said that ships would wait outside.

Nobody had expected the wall to leak, according to the Larkhaven Courier, which spoke to people in the street all day long.
`;
const ARABIC = `بوابة الميناء تبقى مغلقة بعد العاصفة

مارا ليندكفيست

قال مجلس الميناء يوم الاثنين إن البوابة ستبقى مغلقة حتى يوم الجمعة، وإن السفن ستنتظر خارج الميناء في الوقت الحاضر.

وأضاف المجلس أن العمال سيبدؤون إصلاح الجدار في الأسبوع المقبل، وأن الطريق المؤدي إلى الرصيف سيفتح للمشاة فقط.
`;
const taken = z.object({ slug: z.string(), notes: z.array(z.string()) });

describe("a publication", () => {
  it("speaks the language that it is started in, and its translations lead to each other", async () => {
    const data = newFolder();
    const inputs = newFolder();
    writeFileSync(join(inputs, "en.txt"), ENGLISH);
    writeFileSync(join(inputs, "ar.txt"), ARABIC);
    const environment = { ATTRIBUNE_SAMPLE: "0", ATTRIBUNE_LANGUAGE: "ar" };
    const server = new ServerProcess(data, environment);
    const address = await server.ready();
    const take = async (file: string, ...more: string[]) => {
      const words = ["intake", join(inputs, file), "--publish", "--json", ...more];
      const { code, stdout, stderr } = await attribune(data, words, { environment });
      assert.equal(code, 0, stderr);
      return taken.parse(JSON.parse(stdout));
    };
    const { slug } = await take("en.txt");
    const translation = await take("ar.txt", "--language", "ar-EG", "--translation-of", slug);
    assert.match(translation.notes.join("\n"), /none were paired/);
    const report = await eventually("the report leads to its translation", async () => {
      const { text } = await ask(address, `/reports/${slug}`);
      return text.includes('hreflang="ar-EG"') ? text : null;
    });
    assert.match(report, /<html lang="ar" dir="rtl">/);
    assert.match(report, /<article class="[^"]*" lang="en" dir="ltr">/);
    assert.match(report, /لغة التقرير: الإنجليزية/);
    assert.match(report, /hreflang="x-default"/);
    assert.match((await ask(address, "/no-such-page")).text, /لا توجد صفحة بهذا العنوان/);
    assert.match((await ask(address, "/feed.atom")).text, /xml:lang="ar"/);
    const refused = await attribune(data, ["translation", "link", slug, slug], { environment });
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /can't be a translation of itself/);
    await server.stop();
  });

  it("refuses a language that it does not speak, and tags that are none", async () => {
    const data = newFolder();
    const [wrong, unknown, half] = await Promise.all([
      attribune(data, ["print"], { environment: { ATTRIBUNE_LANGUAGE: "sv" } }),
      attribune(data, ["intake", "x.txt", "--language", "klingon!"]),
      attribune(data, ["translation", "link", "one"]),
    ]);
    assert.deepEqual([wrong.code, unknown.code, half.code], [1, 2, 2]);
    assert.match(wrong.stderr, /^attribune: ATTRIBUNE_LANGUAGE: one of en, ar, es, fr, de, uk, ru/);
  });
});
