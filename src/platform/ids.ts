import { randomBytes } from "node:crypto";
import type { Clock } from "./clock.ts";

/**
 * A new UUIDv7 (RFC 9562, section 5.7): 48 bits of the clock's milliseconds, then 74 random bits,
 * so that ids sort by the time they were made and index pages stay full.
 */
export function newId(clock: Clock): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(clock.now().getTime(), 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether `text` has the form of an id, so that it can be asked of the database at all. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
