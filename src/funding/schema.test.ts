import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../platform/errors.ts";
import { isDay, parseDonationInput } from "./schema.ts";

const flags = { campaign: "spring", amount: "12.50", method: "bank", key: "statement 7, line 2" };

test("the flags of `donation record` become a command's input", () => {
  assert.deepEqual(parseDonationInput(flags), { ...flags, namePublic: false });
  assert.deepEqual(
    parseDonationInput({ ...flags, received: "2026-03-01", name: "Ada  Marsh", public: "", message: "Go on" }),
    { ...flags, receivedOn: "2026-03-01", donorName: "Ada Marsh", message: "Go on", namePublic: true },
  );
});

test("a flag that is missing, unknown or wrong is named", () => {
  const says = (raw: Record<string, string | undefined>, pattern: RegExp) =>
    assert.throws(
      () => parseDonationInput(raw),
      (error) => error instanceof Refusal && pattern.test(error.message),
      String(pattern),
    );
  says({ ...flags, campaign: undefined }, /--campaign is missing/);
  says({ ...flags, key: " " }, /--key is missing/);
  says({ ...flags, method: "cheque" }, /--method is not a method: use bank or cash/);
  says({ ...flags, received: "01.03.2026" }, /--received is not a day\. Write it as YYYY-MM-DD/);
  says({ ...flags, public: "1" }, /--public is set without a name/);
  says({ ...flags, public: "maybe", name: "Ada" }, /--public takes no value/);
  says({ ...flags, ammount: "3" }, /--ammount is not known\. Use --campaign, --amount/);
});

test("a day is one of the calendar, from 1970 on", () => {
  for (const day of ["1970-01-01", "2024-02-29", "2026-12-31"]) assert.ok(isDay(day), day);
  for (const day of ["2025-02-29", "2026-13-01", "2026-1-1", "1969-12-31", "20260101", "2026-01-01T00", ""]) {
    assert.ok(!isDay(day), day);
  }
});
