import assert from "node:assert/strict";
import { test } from "node:test";
import { FixedClock } from "./clock.ts";
import { askerOf, createRate } from "./rate.ts";

const clock = new FixedClock("2026-05-03T08:00:00Z");

test("who asks too often waits, and others do not", () => {
  const rate = createRate({ requests_max: 2, refill_ms: 1_000, addresses_max: 10 });
  const ask = (address: string) => rate.allows(address, clock.now());
  assert.deepEqual([ask("192.0.2.1"), ask("192.0.2.1"), ask("192.0.2.1"), ask("192.0.2.2")], [true, true, false, true]);
  clock.advance(1_000);
  assert.deepEqual([ask("192.0.2.1"), ask("192.0.2.1")], [true, false]);
});

test("neighbours of one IPv6 network count as one", () => {
  const rate = createRate({ requests_max: 1, refill_ms: 1_000, addresses_max: 10 });
  assert.equal(rate.allows("2001:db8::1", clock.now()), true);
  assert.equal(rate.allows("2001:db8:0:0:5::9", clock.now()), false);
  assert.equal(rate.allows("2001:db8:0:1::1", clock.now()), true);
});

test("the map stays bounded, whoever asks", () => {
  const rate = createRate({ requests_max: 1, refill_ms: 1_000_000, addresses_max: 3 });
  for (const address of ["a", "b", "c", "d"]) rate.allows(address, clock.now());
  assert.equal(rate.allows("d", clock.now()), false);
  assert.equal(rate.allows("a", clock.now()), true, "it was forgotten");
});

test("only a proxy on this machine is believed, and only what it added itself", () => {
  assert.equal(askerOf("127.0.0.1", "198.51.100.9, 192.0.2.7"), "192.0.2.7");
  assert.equal(askerOf("::ffff:203.0.113.5", "192.0.2.7"), "203.0.113.5");
  assert.equal(askerOf("::1", undefined), "::1");
});
