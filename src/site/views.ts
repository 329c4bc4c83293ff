import type { Form, SourceKind, Stance } from "../attribution/types.ts";
import type { Html } from "../platform/html.ts";
import type { Passage } from "../reports/difference.ts";
import type { Period } from "../sourcing/rules.ts";
import type { Standing } from "../sourcing/standing.ts";
import type { Logo } from "./logo.ts";
import type { Theme } from "./theme.ts";

/**
 * What each page is made from: plain values, loaded beforehand, so that a page is a pure function of its view.
 * Every `href` is a path of this site ("/reports/slug") unless it says otherwise.
 */

export interface Link {
  readonly title: string;
  readonly href: string;
}

/** A link to a report, whose headline is written in `language` (BCP 47). */
export interface ReportLink extends Link {
  readonly language: string;
}

/** The same report in another language. */
export interface TranslationView {
  readonly language: string;
  readonly href: string;
}

/** What every page shows around its own part. */
export interface SiteView {
  readonly name: string;
  readonly tagline: string;
  /** BCP 47, of the interface. */
  readonly language: string;
  /** Public address without a slash at its end. */
  readonly url: string;
  /** At most seven topics, for the main navigation. */
  readonly navigation: readonly Link[];
  /** The main campaign's slug; its meter stands on every page as a resource of its own. Null: no meter. */
  readonly campaign: string | null;
  /** IANA name of the zone in which times are told. */
  readonly timeZone: string;
  /** Readers' browsers keep the last pages read, for reading without a network. */
  readonly keepsOffline: boolean;
  /** The publication is the sample that a first start makes: every page says so. */
  readonly isSample: boolean;
  readonly theme: Theme;
  readonly logo: Logo | null;
  /** The WebSub hub that feeds name; none where it is left out. */
  readonly hub?: string | null;
  /** Where holes in security are reported (a mailto:, https: or tel: address); left out: the contact page. */
  readonly securityContact?: string | null;
}

export type Label = "report" | "analysis" | "opinion";

export interface PictureView {
  readonly alt: string;
  readonly caption: string | null;
  readonly credit: string | null;
  readonly width: number;
  readonly height: number;
  /** Printed sizes of each type, best type first, each list from small to large. */
  readonly variants: readonly {
    readonly type: string;
    readonly sizes: readonly { readonly href: string; readonly width: number }[];
  }[];
}

export interface HopView {
  readonly name: string;
  readonly kind: SourceKind;
  readonly role: string | null;
  /** The source's page; null for sources that have none (anonymous and vague ones). */
  readonly href: string | null;
  /** Why the source is not named, in words of the report. */
  readonly reasonForAnonymity: string | null;
}

export interface RelationView {
  readonly type: "supports" | "disputes" | "repeats";
  /** `to`: this claim supports the other; `from`: the other supports this one. */
  readonly direction: "to" | "from";
  readonly claim: {
    readonly number: number;
    readonly href: string /** Null: in the same report. */;
    readonly headline: string | null;
  };
}

export interface ClaimView {
  /** 1, 2, ... within its report; stays the same through all revisions. */
  readonly number: number;
  /** The claim's own page. */
  readonly href: string;
  readonly text: string;
  readonly standing: Standing;
  readonly form: Form;
  readonly stance: Stance;
  readonly cue: string | null;
  /** Nearest first, the root last; empty where nobody vouches. */
  readonly chain: readonly HopView[];
  readonly relations: readonly RelationView[];
  /** False: the machine suggested it and no editor has looked at it yet. */
  readonly isConfirmed: boolean;
}

/** One block of the body, its claims marked, with the claims whose marks end in it. */
export interface BlockView {
  /**
   * Made by document/to-html: a claim is `<mark class="claim named" id="claim-3">...</mark>` (further pieces without id),
   * its last piece followed by `<a class="ref" href="#note-3">3</a>`; a sentence nobody vouches for is `<span class="unsourced">`.
   */
  readonly html: Html;
  readonly claims: readonly ClaimView[];
}

export interface FactsView {
  readonly claims_count: number;
  readonly roots: { readonly min: number; readonly max: number };
  readonly byStanding: Readonly<Record<Standing, number>>;
  /** Sentences of the body that nobody vouches for (besides claims without a source, which `byStanding.unsourced` counts). */
  readonly unsourcedSentences_count: number;
  readonly anonymous: readonly { readonly name: string; readonly reason: string | null }[];
  /** Several outlets tell the same thing, and all of them have it from one root. */
  readonly singleOrigins: readonly {
    readonly outlets: readonly string[];
    readonly root: string;
    readonly claimNumbers: readonly number[];
  }[];
  /** Chains that come back to themselves: the claims concerned. */
  readonly circularClaimNumbers: readonly number[];
  readonly confirmed_count: number;
}

/** A report's sourcing facts by themselves: as a picture, a frame for other sites, and on the card that is shared. */
export interface FactsCardView {
  readonly href: string;
  readonly label: Label;
  readonly headline: string;
  readonly language: string;
  readonly facts: Pick<FactsView, "claims_count" | "roots" | "byStanding" | "unsourcedSentences_count">;
}

export interface CorrectionView {
  readonly kind: "correction" | "clarification" | "update" | "retraction";
  readonly publishedAt: Date;
  readonly note: string;
  /** The version that it made, 2 or more. */
  readonly version: number;
  readonly claim: { readonly number: number; readonly href: string } | null;
  /** The version before it, at its own address. */
  readonly earlierVersionHref: string;
  /** What it changed in the version before, word by word. */
  readonly changesHref: string;
  readonly report: ReportLink;
}

/** A report in a list. */
export interface ReportLineView {
  readonly headline: string;
  readonly href: string;
  readonly label: Label;
  readonly standfirst: string | null;
  readonly byline: string | null;
  readonly publishedAt: Date;
  readonly topic: Link | null;
  readonly picture: PictureView | null;
  readonly claims_count: number;
  readonly roots: { readonly min: number; readonly max: number };
  readonly language: string;
  /** Why the whole report was withdrawn; left out or null: it stands. */
  readonly retraction?: string | null;
}

export interface RelatedView extends ReportLineView {
  /** Why it is near: what they share, most telling first. */
  readonly why: { readonly kind: "source" | "topic" | "entity" | "text"; readonly name: string | null };
}

export interface ReportView {
  readonly href: string;
  readonly slug: string;
  readonly label: Label;
  readonly headline: string;
  readonly standfirst: string | null;
  /** As printed ("Jonas Wexley, health correspondent"); names that have a page are in `authors`. */
  readonly byline: string | null;
  readonly authors: readonly Link[];
  readonly dateline: string | null;
  readonly language: string;
  /** Published in these other languages, the original first. */
  readonly translations: readonly TranslationView[];
  /** Where the original stands, which readers of no language of these are led to; null: it is the original itself. */
  readonly originalHref: string | null;
  readonly publishedAt: Date;
  /** The latest published revision's time, where it is not the first. */
  readonly updatedAt: Date | null;
  readonly topics: readonly Link[];
  /** Whom and what it is mostly about: people, places and bodies with a page of their own. */
  readonly entities: readonly Link[];
  readonly picture: PictureView | null;
  /** Caption and credit of a page that came in without its picture's file. */
  readonly missingPicture: { readonly caption: string | null; readonly credit: string | null } | null;
  readonly blocks: readonly BlockView[];
  readonly facts: FactsView;
  readonly corrections: readonly CorrectionView[];
  /** What withdrew the whole report, also on the pages of its earlier versions; null: it stands. */
  readonly retraction: CorrectionView | null;
  /** Where its versions are listed; null: there is only this one. */
  readonly versionsHref: string | null;
  readonly related: readonly RelatedView[];
  /** Headlines that the page we took in named as related, where they are no reports of ours. */
  readonly relatedElsewhere: readonly string[];
  /** The report's own line that asks for support; null: the publication's. */
  readonly supportCall: string | null;
  /** Set on the page of an earlier version: which it is, and where the present one stands. */
  readonly earlierVersion: { readonly number: number; readonly publishedAt: Date; readonly presentHref: string } | null;
  readonly words_count: number;
  /** Whether its text has a table, a picture, a card or a footnote: styles that few reports need. */
  readonly isRich: boolean;
}

/** Numbered from the oldest, so that a full page never changes; the head page (number null) shows the newest. */
export interface PagerView {
  readonly number: number | null;
  readonly olderHref: string | null;
  readonly newerHref: string | null;
}

export interface FrontView {
  readonly lead: ReportLineView | null;
  /** Beside the lead. */
  readonly secondary: readonly ReportLineView[];
  readonly reports: readonly ReportLineView[];
  readonly topics: readonly { readonly topic: Link; readonly reports: readonly ReportLineView[] }[];
  readonly corrections: readonly CorrectionView[];
  readonly archiveHref: string | null;
}

export interface ListView {
  readonly title: string;
  readonly about: string | null;
  readonly href: string;
  readonly reports: readonly ReportLineView[];
  readonly pager: PagerView;
}

export interface SourceClaimView {
  readonly claim: ClaimView;
  readonly report: ReportLink;
  readonly publishedAt: Date;
}

/** Over everything a source told us: how often others supported or disputed it, or we corrected it. */
export interface SourceRecordView {
  readonly claims: number;
  readonly reports: number;
  readonly supported: number;
  readonly disputed: number;
  readonly corrected: number;
  readonly asRoot: number;
}

export interface SourceView {
  readonly name: string;
  readonly kind: SourceKind;
  readonly role: string | null;
  readonly aliases: readonly string[];
  readonly href: string;
  /** Null on a numbered page: it stands on the first one, at `headHref`. */
  readonly record: SourceRecordView | null;
  readonly headHref: string;
  /** The record over time, oldest first: by the month ("2026-11") or by the year; empty on a numbered page. */
  readonly periods: readonly Period[];
  readonly claims: readonly SourceClaimView[];
  readonly pager: PagerView;
}

export interface ClaimPageView {
  readonly claim: ClaimView;
  readonly report: ReportLineView;
  readonly corrections: readonly CorrectionView[];
  /** The same claim as the report's translations tell it. */
  readonly translations: readonly SourceClaimView[];
  /** Claims elsewhere that rest on the same root. */
  readonly sameRoot: readonly SourceClaimView[];
}

/** A report that was withdrawn: for readers, why. */
export interface GoneView {
  readonly reason: string;
  readonly withdrawnAt: Date;
}

/** A version of a report among all that were before readers. */
export interface VersionView {
  readonly number: number;
  /** Its own address; the present version's is the report's. */
  readonly href: string;
  readonly publishedAt: Date;
  readonly headline: string;
  readonly byline: string | null;
  /** What was said in public when it was published; empty for the first. */
  readonly corrections: readonly CorrectionView[];
}

export interface VersionsView {
  readonly report: Link;
  readonly language: string;
  readonly href: string;
  /** Newest first. */
  readonly versions: readonly VersionView[];
  /** From the first version to the present one, where that is more than one step; null elsewhere. */
  readonly allChangesHref: string | null;
}

/** What changed between two versions of a report. */
export interface ChangesView {
  readonly report: Link;
  readonly language: string;
  readonly href: string;
  readonly from: VersionView;
  readonly to: VersionView;
  readonly isPresent: boolean;
  readonly passages: readonly Passage[];
  readonly versionsHref: string;
  /** What the version before changed, and the one after; null where there is none. */
  readonly olderHref: string | null;
  readonly newerHref: string | null;
}

/** What a query found, one page of it. */
export interface SearchView {
  /** As the reader typed it. */
  readonly typed: string;
  /** What was looked for: as typed, or what was meant, where that found nothing. */
  readonly shown: string;
  /** The query without its typing errors, where there seem to be some. */
  readonly meant: string | null;
  /** The results are those of `meant`. */
  readonly isCorrected: boolean;
  /** In a snippet, what was found stands between `FOUND_START` and `FOUND_END`. */
  readonly reports: readonly { readonly line: ReportLineView; readonly snippet: string | null }[];
  readonly reports_count: number;
  readonly page: number;
  readonly pages_count: number;
  readonly claims: readonly SourceClaimView[];
  readonly sources: readonly {
    readonly name: string;
    readonly role: string | null;
    readonly href: string;
    readonly claims_count: number;
  }[];
}

export interface AuthorView {
  readonly name: string;
  readonly about: string | null;
  readonly list: ListView;
}

export interface EntityView {
  readonly aliases: readonly string[];
  readonly list: ListView;
}

export interface CorrectionsView {
  readonly corrections: readonly CorrectionView[];
  readonly pager: PagerView;
}

export interface PolicyView {
  readonly href: string;
  readonly title: string;
  readonly text: Html;
  /** Of the text, where it is not the site's. */
  readonly language: string;
  /** When it was last written; null: it is the first one, which comes with the program. */
  readonly writtenAt: Date | null;
  /** All that the publication says of itself, this page among it. */
  readonly all: readonly Link[];
}
