/** Says who asks too often: each address has a store of requests that fills again with time. */
export interface Rate {
  /** Whether this address may ask once more at this moment; asking takes one from its store. */
  allows(address: string, now: Date): boolean;
}

/**
 * A rate in memory: `requests_max` at once, then one each `refill_ms`. At most `addresses_max` are remembered; the one
 * that has not asked for longest is forgotten first. An IPv6 address counts with its neighbours of the same /64.
 */
export function createRate(options: {
  readonly requests_max: number;
  readonly refill_ms: number;
  readonly addresses_max: number;
}): Rate {
  const stores = new Map<string, { left: number; at_ms: number }>();
  return {
    allows(address, now) {
      const key = networkOf(address);
      const store = stores.get(key) ?? { left: options.requests_max, at_ms: now.getTime() };
      const refilled = Math.max(0, now.getTime() - store.at_ms) / options.refill_ms;
      const left = Math.min(options.requests_max, store.left + refilled);
      const isAllowed = left >= 1;
      stores.delete(key);
      stores.set(key, { left: isAllowed ? left - 1 : left, at_ms: now.getTime() });
      const [oldest] = stores.keys();
      if (stores.size > options.addresses_max && oldest !== undefined) stores.delete(oldest);
      return isAllowed;
    },
  };
}

/**
 * Who asks: the connection's address; where that is this machine, a proxy stands before us, and the last address that it
 * added to X-Forwarded-For counts. What others wrote into that header is not believed.
 */
export function askerOf(remoteAddress: string | undefined, forwardedFor: string | undefined): string {
  const address = (remoteAddress ?? "").replace(/^::ffff:/, "");
  const isOurs = address === "::1" || address.startsWith("127.");
  const forwarded = forwardedFor?.split(",").at(-1)?.trim().slice(0, 45);
  return isOurs && forwarded ? forwarded : address;
}

function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  const after = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length);
  return [...groups, ...Array.from({ length: zeros }, () => "0"), ...after].slice(0, 4).join(":");
}
