/**
 * An expected refusal: bad input, a missing file, a rule that says no. Its `message` is one line that
 * says what is wrong, where, and what to do; its `code` is stable, for machines and tests.
 * Anything else that is thrown is a broken invariant, and is logged with its stack.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: string;
  /** What a program may want to know of the refusal: a field's path, a limit, a line. Never personal data. */
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(code: string, message: string, details: Record<string, string | number | boolean> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** Throws, because something that cannot happen happened; `expectation` says what should have held. */
export function invariant(condition: unknown, expectation: string): asserts condition {
  if (!condition) throw new Error(`broken invariant: ${expectation}`);
}

/** The message of whatever was thrown, as one line. */
export function messageOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return message.replace(/\s+/g, " ").trim();
}
