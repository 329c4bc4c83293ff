import type { SourceKind } from "../attribution/types.ts";
import type { TextRange } from "../document/claim-ranges.ts";
import { addressOf, PATHS, reportParts } from "./paths.ts";
import type { ClaimView, CorrectionView, HopView, Label, Link, SiteView } from "./views.ts";

/** A claim with where it stands in the report's plain text. */
export interface ProvenanceClaim {
  readonly claim: ClaimView;
  readonly ranges: readonly TextRange[];
  /** Tells one source of the chain from another of the same name; never printed. */
  readonly sourceKeys: readonly string[];
}

export interface ProvenanceView {
  readonly href: string;
  readonly label: Label;
  readonly headline: string;
  readonly language: string;
  readonly publishedAt: Date;
  readonly authors: readonly Link[];
  /** The body's plain text, a line a block. */
  readonly text: string;
  /** What readers saw before, oldest first. */
  readonly versions: readonly { readonly href: string; readonly publishedAt: Date }[];
  readonly corrections: readonly CorrectionView[];
  readonly claims: readonly ProvenanceClaim[];
}

type Node = Readonly<Record<string, unknown>>;

/**
 * Where a report's claims come from, as JSON-LD in the words of PROV-O (W3C, 2013) and of the Web Annotation data model
 * (W3C, 2017): the report and its earlier versions, each source once under its public name, each claim with its chain,
 * and an annotation that says where in the text the claim stands. docs/provenance.md describes it.
 */
export function provenance(site: SiteView, view: ProvenanceView): string {
  const address = (href: string) => addressOf(site, href);
  const self = address(reportParts.provenance(view.href));
  const sources = sourcesOf(site, self, view.claims);
  const graph = [
    reportNode(site, view),
    ...versionNodes(site, view),
    {
      id: `${self}#text`,
      type: ["prov:Entity", "TextualBody"],
      format: "text/plain",
      language: view.language,
      value: view.text,
      wasDerivedFrom: address(view.href),
    },
    ...[...sources.values()].map(({ node }) => node),
    ...view.claims.flatMap((claim) => claimNodes(site, self, claim, sources)),
    ...view.claims.map((claim) => annotation(site, self, view.text, claim)),
  ];
  return `${JSON.stringify({ "@context": [ANNOTATION_CONTEXT, CONTEXT], id: self, "@graph": graph }, null, 1)}\n`;
}

const ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld";
const link = (id: string) => ({ "@id": id, "@type": "@id" });
const CONTEXT = {
  prov: "http://www.w3.org/ns/prov#",
  schema: "https://schema.org/",
  attribune: "urn:attribune:",
  xsd: "http://www.w3.org/2001/XMLSchema#",
  name: "schema:name",
  headline: "schema:headline",
  text: "schema:text",
  correction: link("schema:correction"),
  datePublished: { "@id": "schema:datePublished", "@type": "xsd:dateTime" },
  generatedAtTime: { "@id": "prov:generatedAtTime", "@type": "xsd:dateTime" },
  wasAttributedTo: link("prov:wasAttributedTo"),
  wasDerivedFrom: link("prov:wasDerivedFrom"),
  wasQuotedFrom: link("prov:wasQuotedFrom"),
  wasRevisionOf: link("prov:wasRevisionOf"),
  hadPrimarySource: link("prov:hadPrimarySource"),
  kind: "attribune:kind",
  role: "attribune:role",
  reasonForAnonymity: "attribune:reasonForAnonymity",
  number: "attribune:number",
  standing: "attribune:standing",
  form: "attribune:form",
  stance: "attribune:stance",
  cue: "attribune:cue",
  isConfirmed: "attribune:isConfirmed",
  supports: link("attribune:supports"),
  disputes: link("attribune:disputes"),
  repeats: link("attribune:repeats"),
};

const ARTICLES: Readonly<Record<Label, string>> = {
  report: "schema:ReportageNewsArticle",
  analysis: "schema:AnalysisNewsArticle",
  opinion: "schema:OpinionNewsArticle",
};

function reportNode(site: SiteView, view: ProvenanceView): Node {
  const previous = view.versions.at(-1);
  const makers = view.authors.length > 0 ? view.authors.map(({ href }) => href) : [PATHS.front];
  return {
    id: addressOf(site, view.href),
    type: ["prov:Entity", ARTICLES[view.label]],
    headline: view.headline,
    generatedAtTime: view.publishedAt.toISOString(),
    wasAttributedTo: makers.map((href) => addressOf(site, href)),
    ...(previous ? { wasRevisionOf: addressOf(site, previous.href) } : {}),
    ...(view.corrections.length > 0
      ? {
          correction: view.corrections.map(({ kind, note, publishedAt, claim }) => ({
            type: "schema:CorrectionComment",
            kind,
            text: note,
            datePublished: publishedAt.toISOString(),
            ...(claim ? { "schema:about": { id: addressOf(site, claim.href) } } : {}),
          })),
        }
      : {}),
  };
}

function versionNodes(site: SiteView, { versions }: ProvenanceView): Node[] {
  return versions.map(({ href, publishedAt }, index) => {
    const previous = versions[index - 1];
    return {
      id: addressOf(site, href),
      type: "prov:Entity",
      generatedAtTime: publishedAt.toISOString(),
      ...(previous ? { wasRevisionOf: addressOf(site, previous.href) } : {}),
    };
  });
}

interface Source {
  readonly id: string;
  readonly node: Node;
}

/** Each source once: at its page's address where it has one, else at a number within this document. */
function sourcesOf(site: SiteView, self: string, claims: readonly ProvenanceClaim[]): Map<string, Source> {
  const sources = new Map<string, Source>();
  for (const { claim, sourceKeys } of claims)
    for (const [index, hop] of claim.chain.entries()) {
      const key = keyOf(sourceKeys, index, hop);
      if (sources.has(key)) continue;
      const id = hop.href === null ? `${self}#source-${sources.size + 1}` : addressOf(site, hop.href);
      const { name, kind, role, reasonForAnonymity } = hop;
      const more = {
        ...(role === null ? {} : { role }),
        ...(reasonForAnonymity === null ? {} : { reasonForAnonymity }),
      };
      sources.set(key, { id, node: { id, type: SOURCE_TYPES[kind], name, kind, ...more } });
    }
  return sources;
}

function keyOf(sourceKeys: readonly string[], index: number, hop: HopView): string {
  return sourceKeys[index] ?? `${hop.kind} ${hop.name}`;
}

const SOURCE_TYPES: Readonly<Record<SourceKind, string>> = {
  person: "prov:Person",
  official_body: "prov:Organization",
  organisation: "prov:Organization",
  outlet: "prov:Organization",
  document: "prov:Entity",
  dataset: "prov:Entity",
  anonymous: "prov:Agent",
  group: "prov:Agent",
  vague: "prov:Agent",
};

/** The claim, and for each hop of its chain what was told there: told by a source, and derived from what it was told. */
function claimNodes(
  site: SiteView,
  self: string,
  { claim, sourceKeys }: ProvenanceClaim,
  sources: ReadonlyMap<string, Source>,
): Node[] {
  const hops = claim.chain.map((hop, index) => {
    const source = sources.get(keyOf(sourceKeys, index, hop))?.id ?? "";
    const isWork = hop.kind === "document" || hop.kind === "dataset";
    // A document is what was told; of anybody else, what they told has a name of its own.
    return { source, isWork, told: isWork ? source : `${self}#claim-${claim.number}-told-${index + 1}` };
  });
  const root = hops.at(-1);
  const [nearest] = hops;
  const derived = claim.form === "direct" ? "wasQuotedFrom" : "wasDerivedFrom";
  const node = {
    id: addressOf(site, claim.href),
    type: ["prov:Entity", "schema:Claim"],
    number: claim.number,
    text: claim.text,
    standing: claim.standing,
    form: claim.form,
    stance: claim.stance,
    ...(claim.cue === null ? {} : { cue: claim.cue }),
    isConfirmed: claim.isConfirmed,
    ...(nearest ? { [derived]: nearest.told } : {}),
    ...(root ? (root.isWork ? { hadPrimarySource: root.source } : { wasAttributedTo: root.source }) : {}),
    ...relationsOf(site, claim),
  };
  const told = hops.flatMap((hop, index) => {
    if (hop.isWork) return [];
    const next = hops[index + 1];
    const from = next ? { [next.isWork && next === root ? "hadPrimarySource" : "wasDerivedFrom"]: next.told } : {};
    return [{ id: hop.told, type: "prov:Entity", wasAttributedTo: hop.source, ...from }];
  });
  return [node, ...told];
}

function relationsOf(site: SiteView, claim: ClaimView): Node {
  const of = (type: "supports" | "disputes" | "repeats") => {
    const others = claim.relations.filter((relation) => relation.type === type && relation.direction === "to");
    return others.length === 0 ? {} : { [type]: others.map((other) => addressOf(site, other.claim.href)) };
  };
  return { ...of("supports"), ...of("disputes"), ...of("repeats") };
}

/** How much of the text around a claim is given, so that it is found where the same words stand twice. */
const AROUND = 32;

function annotation(site: SiteView, self: string, text: string, { claim, ranges }: ProvenanceClaim): Node {
  const targets = ranges.map(({ start, end }) => ({
    source: `${self}#text`,
    selector: [
      {
        type: "TextQuoteSelector",
        exact: text.slice(start, end),
        prefix: [...text.slice(0, start)].slice(-AROUND).join(""),
        suffix: [...text.slice(end)].slice(0, AROUND).join(""),
      },
      { type: "TextPositionSelector", start: characters(text, start), end: characters(text, end) },
    ],
  }));
  return {
    id: `${self}#claim-${claim.number}`,
    type: "Annotation",
    motivation: "identifying",
    body: addressOf(site, claim.href),
    target: targets,
  };
}

/** How many Unicode characters stand before an offset in UTF-16 units: the measure of the data model (4.2.5). */
function characters(text: string, offset: number): number {
  return [...text.slice(0, offset)].length;
}
