/** A publication changes its language, and takes in a translation, as a person does it. */
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
  it("is printed anew in the language that it is started in, and its translations lead to each other", async () => {
    const data = newFolder();
    const inputs = newFolder();
    writeFileSync(join(inputs, "en.txt"), ENGLISH);
    writeFileSync(join(inputs, "ar.txt"), ARABIC);
    const environment = { ATTRIBUNE_SAMPLE: "0" };
    const first = new ServerProcess(data, environment);
    let address = await first.ready();
    assert.match((await ask(address, "/")).text, /<html lang="en" dir="ltr">/);

    const take = async (file: string, ...more: string[]) => {
      const { code, stdout, stderr } = await attribune(
        data,
        ["intake", join(inputs, file), "--publish", "--json", ...more],
        { environment },
      );
      assert.equal(code, 0, stderr);
      return taken.parse(JSON.parse(stdout));
    };
    const { slug } = await take("en.txt");
    const translation = await take("ar.txt", "--language", "ar-EG", "--translation-of", slug);
    assert.ok(
      translation.notes.some((note) => note.includes("none were paired")),
      translation.notes.join("\n"),
    );
    const english = await eventually("the report leads to its translation", async () => {
      const { text } = await ask(address, `/reports/${slug}`);
      return text.includes('hreflang="ar-EG"') ? text : null;
    });
    assert.match(english, /hreflang="x-default"/);
    const refused = await attribune(data, ["translation", "link", slug, slug], { environment });
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /can't be a translation of itself/);
    assert.equal((await attribune(data, ["translation", "link", slug], { environment })).code, 2);
    assert.equal((await attribune(data, ["intake", "x.txt", "--language", "klingon!"], { environment })).code, 2);
    await first.stop();

    const second = new ServerProcess(data, { ...environment, ATTRIBUNE_LANGUAGE: "ar" });
    address = await second.ready();
    const front = (await ask(address, "/")).text;
    assert.match(front, /<html lang="ar" dir="rtl">/);
    assert.match(front, /آخر ما نُشر|كل التقارير/);
    assert.match((await ask(address, "/no-such-page")).text, /لا توجد صفحة بهذا العنوان/);
    assert.match((await ask(address, "/feed.atom")).text, /xml:lang="ar"/);
    assert.match((await ask(address, `/reports/${slug}`)).text, /لغة التقرير: الإنجليزية/);
    assert.match((await ask(address, `/reports/${slug}`)).text, /<article class="[^"]*" lang="en" dir="ltr">/);
    await second.stop();

    const wrong = await attribune(data, ["print"], { environment: { ...environment, ATTRIBUNE_LANGUAGE: "sv" } });
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /^attribune: ATTRIBUNE_LANGUAGE: one of en, ar, es, fr, de, uk, ru/);
  });
});
