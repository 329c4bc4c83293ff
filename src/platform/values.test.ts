/** The small values everything is made of: money, ids, time, text, slugs, refusals. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { FixedClock, systemClock } from "./clock.ts";
import { messageOf, Refusal } from "./errors.ts";
import { isId, newId } from "./ids.ts";
import { decimalOf, formatMoney, isCurrency, minorDigits, parseMoney } from "./money.ts";
import { freeSlug, freeSlugs } from "./slugs.ts";
import { shorten, slugify, squeeze, wordCount } from "./text.ts";

const SEED = 20_261_124;
const anyMoney = fc.record({
  minor: fc.bigInt({ min: 1n - 10n ** 15n, max: 10n ** 15n - 1n }),
  currency: fc.constantFrom("EUR", "USD", "JPY", "KRW", "KWD", "TND"),
});

describe("money", () => {
  it("has the decimals of its currency", () => {
    assert.deepEqual(["JPY", "EUR", "KWD"].map(minorDigits), [0, 2, 3]);
    assert.throws(() => minorDigits("EURO"), refusal("unknown-currency"));
    assert.equal(isCurrency("eur"), false);
  });

  it("is read exactly", () => {
    const rows = [
      ["41", "EUR", 4100n],
      ["41.5", "EUR", 4150n],
      ["-0.05", "EUR", -5n],
      [" 7.10 ", "EUR", 710n],
      ["1250", "JPY", 1250n],
      ["1.234", "KWD", 1234n],
      ["0.1", "KWD", 100n],
      ["9007199254740993", "JPY", null],
      ["900719925474099.3", "EUR", 90071992547409930n],
    ] as const;
    for (const [text, currency, minor] of rows) {
      if (minor === null) assert.throws(() => parseMoney(text, currency), refusal("bad-amount"));
      else assert.deepEqual(parseMoney(text, currency), { minor, currency });
    }
  });

  it("is refused where it would have to be rounded or guessed", () => {
    const wrong = [
      ["1.234", "EUR"],
      ["1.5", "JPY"],
      ["1.2345", "KWD"],
      ["1,50", "EUR"],
      ["1 000", "EUR"],
      ["1e3", "EUR"],
      [".5", "EUR"],
      ["5.", "EUR"],
      ["", "EUR"],
      ["+5", "EUR"],
      ["٥", "EUR"],
      ["NaN", "EUR"],
    ] as const;
    for (const [text, currency] of wrong) assert.throws(() => parseMoney(text, currency), refusal("bad-amount"), text);
  });

  it("is the same after it was written and read", () => {
    fc.assert(
      fc.property(anyMoney, ({ minor, currency }) => {
        assert.deepEqual(parseMoney(decimalOf({ minor, currency }), currency), { minor, currency });
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("is read or refused, whatever the text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String)), (text) => {
        try {
          const { minor } = parseMoney(text, "EUR");
          assert.equal(typeof minor, "bigint");
        } catch (thrown) {
          assert.ok(thrown instanceof Refusal);
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("is shown as people write it, with every digit of large sums", () => {
    assert.equal(formatMoney({ minor: 259_700n, currency: "USD" }, "en"), "$2,597.00");
    assert.equal(formatMoney({ minor: 259_700n, currency: "USD" }, "en", { whole: true }), "$2,597");
    assert.equal(formatMoney({ minor: 259_705n, currency: "USD" }, "en", { whole: true }), "$2,597.05");
    assert.equal(squeeze(formatMoney({ minor: 259_700n, currency: "EUR" }, "de")), "2.597,00 €");
    // Read from the right: the figure with its sign, and the symbol, are each kept whole.
    assert.match(formatMoney({ minor: -4_900n, currency: "USD" }, "ar"), /\u2066-49\.00\u2069\s\u2068US\$\u2069/);
    assert.equal(formatMoney({ minor: 1250n, currency: "JPY" }, "en"), "¥1,250");
    assert.equal(formatMoney({ minor: 900_719_925_474_099_301n, currency: "USD" }, "en"), "$9,007,199,254,740,993.01");
  });
});

describe("an id", () => {
  it("is a UUIDv7 that carries the clock's millisecond", () => {
    const clock = new FixedClock("2031-05-03T14:05:00.123Z");
    const id = newId(clock);
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16), clock.now().getTime());
    assert.ok(isId(id));
  });

  it("sorts by the time it was made, and is never made twice", () => {
    const clock = new FixedClock("2031-05-03T00:00:00Z");
    const ids = Array.from({ length: 500 }, () => {
      clock.advance(1);
      return newId(clock);
    });
    assert.deepEqual([...ids].sort(), ids);
    assert.equal(new Set(Array.from({ length: 1000 }, () => newId(clock))).size, 1000);
  });

  it("is told from what only looks like one", () => {
    for (const text of [
      "",
      "7",
      "01890A5D-AC96-774B-BCCE-B302099A8057",
      "01890a5d-ac96-774b-bcce-b302099a805",
      "' or true",
    ])
      assert.equal(isId(text), false, text);
  });
});

describe("a clock", () => {
  it("stands still until it is moved, and hands out no date that could move it", () => {
    const clock = new FixedClock("2031-05-03T00:00:00Z");
    clock.now().setFullYear(1999);
    clock.advance(1500);
    assert.equal(clock.now().toISOString(), "2031-05-03T00:00:01.500Z");
    assert.throws(() => new FixedClock("tomorrow"));
    assert.ok(Math.abs(systemClock.now().getTime() - Date.now()) < 1000);
  });
});

describe("text", () => {
  it("is squeezed to single blanks", () => {
    assert.equal(squeeze("\u00a0 a\t\n b\u202fc\u2007 "), "a b c");
  });

  it("has its words counted in any script that parts them", () => {
    assert.equal(wordCount("The mate’s well-known boat, 14 feet long."), 7);
    assert.equal(wordCount("Паром стоит в порту"), 4);
    assert.equal(wordCount("– …"), 0);
  });

  it("makes slugs of letters and digits", () => {
    const rows = [
      ["Fähre bleibt im Hafen!", "fahre-bleibt-im-hafen"],
      ["Łódź & Århus", "łodz-arhus"],
      ["The mate’s boat", "the-mates-boat"],
      ["Паром у йода", "паром-у-йода"],
      ["漢字", "漢字"],
      ["– … –", ""],
    ] as const;
    for (const [text, slug] of rows) assert.equal(slugify(text), slug);
  });

  it("makes slugs that fit an address, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        const slug = slugify(text);
        assert.ok(slug.length <= 80);
        assert.doesNotMatch(slug, /^-|-$|--|[\s/?#%&<>"'\\]/u);
        assert.equal(encodeURI(slug) !== "", slug !== "");
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("is shortened at a word's end", () => {
    assert.equal(shorten("The ferry stays in port", 100), "The ferry stays in port");
    assert.equal(shorten("The ferry, they say, stays in port", 23), "The ferry, they say…");
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 5, max: 60 }), (text, length_max) =>
        assert.ok(shorten(text, length_max).length <= length_max),
      ),
      { seed: SEED, numRuns: 300 },
    );
  });
});

describe("a free slug", () => {
  it("gets the next number that nobody has, and is never a bare number", async () => {
    const taken = new Set(["lake", "lake-2", "source"]);
    const isTaken = async (slug: string) => taken.has(slug);
    assert.equal(await freeSlug("Lake", "topic", isTaken), "lake-3");
    assert.equal(await freeSlug("…", "source", isTaken), "source-2");
    assert.equal(await freeSlug("2031", "topic", isTaken), "2031-2");
  });

  it("is found for many names at once, each its own", async () => {
    const asked: (readonly string[])[] = [];
    const slugs = await freeSlugs(["Lake", "River", "lake!", "2031", "…"], "topic", async (candidates) => {
      asked.push(candidates);
      return candidates.filter((slug) => slug === "lake");
    });
    assert.deepEqual(slugs, ["lake-2", "river", "lake-3", "2031-2", "topic"]);
    assert.deepEqual(asked[0], ["lake", "river", "2031", "topic"]);
  });
});

describe("a message", () => {
  it("is one line, whatever was thrown", () => {
    assert.equal(messageOf(new Error("no\n  ferry ")), "no ferry");
    assert.equal(messageOf("no ferry"), "no ferry");
    assert.equal(messageOf(undefined), "undefined");
    const refused = new Refusal("no-ferry", "There is no ferry.", { pier: 3 });
    assert.deepEqual([refused.name, refused.code, refused.details], ["Refusal", "no-ferry", { pier: 3 }]);
  });
});

function refusal(code: string): (thrown: unknown) => boolean {
  return (thrown) => thrown instanceof Refusal && thrown.code === code && !thrown.message.includes("\n");
}
