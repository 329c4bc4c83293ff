/** Where time comes from. It is passed in, so that tests and replays can say what time it is. */
export interface Clock {
  /** The present moment (UTC, as `Date` always is). */
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved: for tests and for the sample publication. */
export class FixedClock implements Clock {
  #at: number;

  constructor(iso: string) {
    this.#at = Date.parse(iso);
    if (Number.isNaN(this.#at)) throw new Error(`not an ISO date: ${iso}`);
  }

  now(): Date {
    return new Date(this.#at);
  }

  /** Moves the clock on by `ms` milliseconds. */
  advance(ms: number): void {
    this.#at += ms;
  }
}
