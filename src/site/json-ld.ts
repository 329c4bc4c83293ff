import type { SourceKind } from "../attribution/types.ts";
import { type Html, trusted } from "../platform/html.ts";
import { addressOf, PATHS, POLICY_PATHS } from "./paths.ts";
import type { ClaimPageView, ClaimView, HopView, Label, ReportView, SiteView } from "./views.ts";

/** A thing as schema.org describes it. */
export type Thing = { readonly "@type": string; readonly [property: string]: unknown };

/** A JSON-LD block of these things. It is data: no script runs. `<` is escaped so that no text can end the element. */
export function jsonLd(...things: readonly Thing[]): Html {
  const data =
    things.length === 1
      ? { "@context": "https://schema.org", ...things[0] }
      : { "@context": "https://schema.org", "@graph": things };
  return trusted(`<script type="application/ld+json">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>\n`);
}

/**
 * A report (schema.org ReportageNewsArticle and its kin) with its corrections, what it cites, and each claim with whom
 * it is attributed to. Chains and places in the text stand in the report's provenance, which the page links.
 */
export function reportThing(site: SiteView, view: ReportView): Thing {
  const picture = view.picture?.variants.at(-1)?.sizes.at(-1);
  const claims = [...new Set(view.blocks.flatMap((block) => block.claims))];
  const cited = citations(claims);
  return {
    "@type": ARTICLES[view.label],
    headline: view.headline,
    inLanguage: view.language,
    datePublished: view.publishedAt.toISOString(),
    dateModified: (view.updatedAt ?? view.publishedAt).toISOString(),
    url: addressOf(site, view.href),
    ...(view.dateline === null ? {} : { dateline: view.dateline }),
    ...(picture ? { image: addressOf(site, picture.href) } : {}),
    ...(view.authors.length > 0
      ? { author: view.authors.map(({ title, href }) => ({ ...person(title), url: addressOf(site, href) })) }
      : {}),
    publisher: publisherThing(site),
    ...(view.corrections.length > 0
      ? {
          correction: view.corrections.map(({ note, publishedAt }) => ({
            "@type": "CorrectionComment",
            text: note,
            datePublished: publishedAt.toISOString(),
          })),
        }
      : {}),
    ...(cited.length > 0 ? { citation: cited } : {}),
    ...(claims.length > 0
      ? { hasPart: claims.map((claim) => ({ ...claimThing(claim), url: `#claim-${claim.number}` })) }
      : {}),
  };
}

/** A claim at its own address, with the report in which it stands. */
export function claimPageThing(site: SiteView, { claim, report }: ClaimPageView): Thing {
  const thing = claimThing(claim);
  const outlet = claim.chain.findLast((hop) => hop.kind === "outlet");
  return {
    ...thing,
    url: addressOf(site, claim.href),
    ...(thing["@type"] === "Claim"
      ? {
          appearance: {
            "@type": ARTICLES[report.label],
            headline: report.headline,
            url: addressOf(site, report.href),
            datePublished: report.publishedAt.toISOString(),
            publisher: publisherThing(site),
          },
          ...(outlet ? { firstAppearance: articleOf(outlet) } : {}),
        }
      : {
          isPartOf: { "@type": ARTICLES[report.label], headline: report.headline, url: addressOf(site, report.href) },
        }),
  };
}

/** The publication, with where it says how it works. */
export function publisherThing(site: SiteView): Thing {
  return {
    "@type": "NewsMediaOrganization",
    "@id": `${addressOf(site, PATHS.front)}#publisher`,
    name: site.name,
    url: addressOf(site, PATHS.front),
    logo: addressOf(site, PATHS.icon512),
    correctionsPolicy: addressOf(site, POLICY_PATHS.corrections),
    unnamedSourcesPolicy: addressOf(site, POLICY_PATHS.unnamedSources),
    ownershipFundingInfo: addressOf(site, POLICY_PATHS.ownership),
    ethicsPolicy: addressOf(site, POLICY_PATHS.ethics),
    masthead: addressOf(site, POLICY_PATHS.masthead),
  };
}

/** The site itself, published by the publication. */
export function siteThing(site: SiteView): Thing {
  return {
    "@type": "WebSite",
    name: site.name,
    description: site.tagline,
    inLanguage: site.language,
    url: addressOf(site, PATHS.front),
    publisher: publisherThing(site),
  };
}

const ARTICLES: Readonly<Record<Label, string>> = {
  report: "ReportageNewsArticle",
  analysis: "AnalysisNewsArticle",
  opinion: "OpinionNewsArticle",
};

/** Words told as they were said are a quotation; everything else is a claim. Its maker is the root of its chain. */
function claimThing(claim: ClaimView): Thing {
  const root = claim.chain.at(-1);
  if (claim.form === "direct")
    return { "@type": "Quotation", text: claim.text, ...(root ? madeBy(root, "spokenByCharacter") : {}) };
  return { "@type": "Claim", text: claim.text, ...(root ? madeBy(root, "author") : {}) };
}

/** Whoever has a name is the maker; what can be looked up is the basis; whoever is not named is only credited. */
function madeBy(root: HopView, property: "author" | "spokenByCharacter"): Readonly<Record<string, unknown>> {
  switch (root.kind) {
    case "person":
      return { [property]: { ...person(root.name), ...(root.role === null ? {} : { jobTitle: root.role }) } };
    case "official_body":
    case "organisation":
    case "outlet":
      return { [property]: { "@type": ORGANISATIONS[root.kind], name: root.name } };
    case "document":
    case "dataset":
      return { isBasedOn: workOf(root) };
    case "anonymous":
    case "group":
    case "vague":
      return { creditText: root.name };
  }
}

const ORGANISATIONS: Readonly<Record<"official_body" | "organisation" | "outlet", string>> = {
  official_body: "GovernmentOrganization",
  organisation: "Organization",
  outlet: "NewsMediaOrganization",
};

/** The documents, data and outlets that claims rest on or came through, each once. */
function citations(claims: readonly ClaimView[]): Thing[] {
  const hops = new Map<string, HopView>();
  for (const hop of claims.flatMap((claim) => claim.chain))
    if (isCited(hop.kind)) hops.set(`${hop.kind} ${hop.name}`, hop);
  return [...hops.values()].map((hop) => (hop.kind === "outlet" ? articleOf(hop) : workOf(hop)));
}

function isCited(kind: SourceKind): boolean {
  return kind === "document" || kind === "dataset" || kind === "outlet";
}

function workOf({ kind, name }: HopView): Thing {
  return { "@type": kind === "dataset" ? "Dataset" : "CreativeWork", name };
}

function articleOf({ name }: HopView): Thing {
  return { "@type": "NewsArticle", publisher: { "@type": "NewsMediaOrganization", name } };
}

function person(name: string): Thing {
  return { "@type": "Person", name };
}
