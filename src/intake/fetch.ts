import { Refusal } from "../platform/errors.ts";
import { fetchOutside, type OutgoingAnswer, type OutgoingOptions } from "../platform/outgoing.ts";
import { PAGE_BYTES_MAX } from "./page.ts";

/** How long fetching one page may take in all. */
export const PAGE_TIME_MS_MAX = 20_000;

export interface FetchPageOptions extends Pick<OutgoingOptions, "allowAddress" | "lookup" | "userAgent"> {
  bytes_max?: number;
  time_ms_max?: number;
}

/**
 * Fetches a page behind the guard of `fetchOutside`, with its refusals; refuses what is no text with
 * `intake.content_type`. A server that names no type is believed to send a page.
 */
export async function fetchPage(address: string, options: FetchPageOptions): Promise<OutgoingAnswer> {
  const answer = await fetchOutside(address, {
    ...options,
    accept: "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1",
    bytes_max: options.bytes_max ?? PAGE_BYTES_MAX,
    time_ms_max: options.time_ms_max ?? PAGE_TIME_MS_MAX,
  });
  const type = (answer.contentType ?? "text/html").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (!/^(?:text\/(?:html|plain|markdown|x-.+)|application\/(?:xhtml\+xml|xml)|text\/xml)$/.test(type)) {
    throw new Refusal(
      "intake.content_type",
      `${answer.finalUrl} is ${type.slice(0, 60)}, no page of text; give the address of a page`,
    );
  }
  return answer;
}
