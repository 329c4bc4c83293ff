import assert from "node:assert/strict";
import { test } from "node:test";
import { VARIANT_TYPES } from "../media/variants.ts";
import { unitOf } from "./kind-pictures.ts";

test("a picture's unit names every copy, so that what an earlier version printed does not pass for what this one needs", () => {
  const unit = unitOf({ sha256: "0123456789abcdef".repeat(4), width: 700 });
  assert.match(unit, /^\/media\/0123456789abcdef\//);
  for (const { extension } of VARIANT_TYPES)
    for (const width of [480, 700]) assert.ok(unit.includes(`${width}.${extension}`), unit);
});
