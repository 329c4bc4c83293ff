import { z } from "zod";
import type { Db } from "../platform/db.ts";
import { enqueue, type Task } from "../platform/jobs.ts";
import { fetchOutside, type OutgoingOptions } from "../platform/outgoing.ts";
import { addressOf, isFeedPath } from "../site/paths.ts";

/** The kind of job that tells the hub of changed feeds. */
export const HUB_TASK = "websub";
const payloadSchema = z.object({ hub: z.string(), feeds: z.array(z.string()).min(1) });
/** The last comes some six hours after the first: by then subscribers have looked for themselves. */
const ATTEMPTS_MAX = 10;
const ANSWER_BYTES_MAX = 64 * 1024;
const ANSWER_MS_MAX = 20_000;

/**
 * What puts a job into the queue for the feeds among printed pages, so that the hub fetches them and hands them on to
 * those who subscribed (WebSub, W3C 2018). Without a hub, nothing.
 */
export function announceFeeds(
  db: Db,
  site: { readonly url: string; readonly hub: string | null },
): (paths: readonly string[]) => Promise<void> {
  return async (paths) => {
    const feeds = paths.filter(isFeedPath).map((path) => addressOf(site, path));
    if (site.hub !== null && feeds.length > 0)
      await enqueue(db, HUB_TASK, { hub: site.hub, feeds }, { attempts_max: ATTEMPTS_MAX });
  };
}

/**
 * Tells the hub which feeds changed: one form with `hub.mode=publish` and a `hub.url` for each, as the public hubs take
 * it. Where the hub refuses or can't be reached it throws, and the queue tries again, less and less often.
 */
export function hubTask(options: Pick<OutgoingOptions, "userAgent" | "allowAddress" | "lookup">): Task {
  return async (payload) => {
    const { hub, feeds } = payloadSchema.parse(payload);
    const form = new URLSearchParams({ "hub.mode": "publish" });
    for (const feed of feeds) form.append("hub.url", feed);
    await fetchOutside(hub, { ...options, form, bytes_max: ANSWER_BYTES_MAX, time_ms_max: ANSWER_MS_MAX });
  };
}
