import { basename } from "node:path";
import { attribute } from "../attribution/attribute.ts";
import type { Attribution, Piece, SuggestedClaim, SuggestedSource } from "../attribution/types.ts";
import { type Page, type PageHints, type PageLabel, type PageMeter, readPage } from "./page.ts";

interface ExtractedPage {
  headline: string;
  label: PageLabel | null;
  byline: string | null;
  dateline: string | null;
  published: string | null;
  caption: string | null;
  credit: string | null;
  meter: PageMeter | null;
  related: string[];
  support_call: string | null;
  body: string[];
}

interface ExtractedSource {
  id: string;
  name: string;
  kind: SuggestedSource["kind"];
  role: string | null;
  mentions: string[];
  reason_for_anonymity: string | null;
}

interface ExtractedClaim {
  id: string;
  paragraph: number;
  content: { paragraph: number; text: string }[];
  form: SuggestedClaim["form"];
  cue: string | null;
  source_text: string | null;
  chain: string[];
  stance: SuggestedClaim["stance"];
  relation?: { type: string; of: string };
}

/** What `extract --json` prints for one input: the object that test/samples/FORMAT.md defines, keys in its order. */
export interface ExtractedReport {
  file: string;
  page: ExtractedPage;
  sources: ExtractedSource[];
  claims: ExtractedClaim[];
  unsourced: string[];
  roots: { min: number; max: number };
}

/** Reads a page and its attributions from bytes; refuses what `readPage` refuses. `file` is the name's last part. */
export function extractPage(name: string, bytes: Uint8Array, hints: Omit<PageHints, "name"> = {}): ExtractedReport {
  const page = readPage(bytes, { ...hints, name });
  return { file: basename(name), page: printedPage(page), ...printedAttribution(attributionOf(page)) };
}

/** The attribution of a page's body, told what the page knows: its language, its outlet, its headline. */
export function attributionOf(page: Page): Attribution {
  return attribute(page.body, {
    headline: page.headline,
    ...(page.language === null ? {} : { language: page.language }),
    ...(page.siteName === null ? {} : { outlet: page.siteName }),
  });
}

function printedPage(page: Page): ExtractedPage {
  const { headline, label, byline, dateline, published, caption, credit, meter, related, supportCall, body } = page;
  const printed = { headline, label, byline, dateline, published, caption, credit, meter, related };
  return { ...printed, support_call: supportCall, body };
}

function printedAttribution(attribution: Attribution): Omit<ExtractedReport, "file" | "page"> {
  return {
    sources: attribution.sources.map(({ id, name, kind, role, mentions, reasonForAnonymity }) => ({
      id,
      name,
      kind,
      role,
      mentions: mentions.map(({ text }) => text),
      reason_for_anonymity: reasonForAnonymity,
    })),
    claims: attribution.claims.map(printedClaim),
    unsourced: attribution.unsourced.map(({ text }) => text),
    roots: attribution.roots,
  };
}

function printedClaim(claim: SuggestedClaim): ExtractedClaim {
  const piece = ({ paragraph, text }: Piece) => ({ paragraph, text });
  return {
    id: claim.id,
    paragraph: claim.paragraph,
    content: claim.content.map(piece),
    form: claim.form,
    cue: claim.cue?.text ?? null,
    source_text: claim.source?.text ?? null,
    chain: claim.chain,
    stance: claim.stance,
    ...(claim.relation === null ? {} : { relation: claim.relation }),
  };
}
