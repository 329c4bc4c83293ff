import { independentRoots } from "../attribution/roots.ts";
import type {
  Attribution,
  Form,
  Piece,
  RelationType,
  SourceKind,
  Stance,
  SuggestedClaim,
  SuggestedSource,
} from "../attribution/types.ts";
import { Refusal } from "../platform/errors.ts";
import type { CorrectionKind, Label } from "../reports/schema.ts";
import { readParagraph, type Tag } from "./tags.ts";

/** A report as its marked text file has it. */
export interface MarkedReport {
  readonly headline: string;
  readonly label: Label;
  readonly standfirst: string | null;
  readonly byline: string | null;
  readonly dateline: string | null;
  readonly supportCall: string | null;
  /** Names of topics, the first the most fitting. */
  readonly topics: readonly string[];
  readonly picture: {
    readonly file: string;
    readonly alt: string;
    readonly caption: string | null;
    readonly credit: string | null;
  } | null;
  readonly correction: {
    readonly kind: CorrectionKind;
    readonly claimNumber: number | null;
    readonly note: string;
  } | null;
  readonly paragraphs: readonly string[];
  readonly attribution: Attribution;
}

export interface MarkedOptions {
  /** The file's name, for refusals. */
  readonly name: string;
  /** When the report is first published: its weekdays and months are counted back from then (UTC). */
  readonly publishedAt: Date;
  /** Which words to take where the report was corrected. */
  readonly version: "first" | "corrected";
}

/**
 * Reads a report with hand-marked claims: one `KEY value` a line, in the mark-up that reports/README.md
 * defines. Gives its head, its paragraphs without marks, and the claims with exact offsets; the form of a claim and the
 * independent roots are worked out, a claim's number is its place in the text. Refuses with `bad-markup`, naming file
 * and line, whatever it does not understand or finds not to fit together.
 */
export function parseMarked(text: string, options: MarkedOptions): MarkedReport {
  const file = new MarkedFile(options.name);
  text.split(/\r?\n/).forEach((written, index) => {
    file.read(index + 1, settle(written, options));
  });
  return file.finish();
}

interface ClaimLine {
  readonly line: number;
  readonly chain: readonly string[];
  readonly stance: Stance;
  readonly relation: { readonly type: RelationType; readonly of: string } | null;
}

const KINDS = new Map<string, SourceKind>(
  (
    ["person", "official_body", "organisation", "outlet", "document", "dataset", "anonymous", "group", "vague"] as const
  ).map((kind) => [kind, kind]),
);
const STANCES = new Map<string, Stance>(
  (["asserts", "denies", "believes", "expects", "warns"] as const).map((stance) => [stance, stance]),
);
const RELATIONS = new Map<string, RelationType>(
  (["supports", "disputes", "repeats"] as const).map((type) => [type, type]),
);
const LABELS = new Map<string, Label>((["report", "analysis", "opinion"] as const).map((label) => [label, label]));
const CORRECTIONS = new Map<string, CorrectionKind>(
  (["correction", "clarification", "update", "retraction"] as const).map((kind) => [kind, kind]),
);
/** Keys with one line of plain words. */
const HEAD = ["HEADLINE", "LABEL", "STANDFIRST", "BYLINE", "DATELINE", "CALL", "PICTURE", "ALT", "CAPTION", "CREDIT"];

class MarkedFile {
  readonly #name: string;
  readonly #head = new Map<string, { line: number; value: string }>();
  readonly #topics: string[] = [];
  readonly #sources = new Map<string, SuggestedSource & { line: number }>();
  readonly #claims = new Map<string, ClaimLine>();
  readonly #paragraphs: string[] = [];
  readonly #tags: Tag[] = [];
  #correction: MarkedReport["correction"] = null;
  #correctionLine = 0;

  constructor(name: string) {
    this.#name = name;
  }

  read(line: number, written: string): void {
    if (written.trim() === "" || written.startsWith("#")) return;
    const [, key = "", value = ""] = /^(\S+)\s*(.*?)\s*$/u.exec(written) ?? [];
    if (value === "") this.#refuse(line, `"${key}" has nothing behind it. Write its value, or take the line out`);
    if (HEAD.includes(key)) {
      if (this.#head.has(key)) this.#refuse(line, `there is a second ${key}. Keep one`);
      this.#head.set(key, { line, value });
    } else if (key === "TOPIC") this.#topics.push(value);
    else if (key === "SRC") this.#readSource(line, value);
    else if (key === "CLAIM") this.#readClaim(line, value);
    else if (key === "CORRECTION") this.#readCorrection(line, value);
    else if (key === "P") this.#readParagraph(line, value);
    else
      this.#refuse(
        line,
        `a line begins with "${key}". Begin it with ${HEAD.join(", ")}, TOPIC, SRC, CLAIM, CORRECTION or P`,
      );
  }

  finish(): MarkedReport {
    const head = (key: string) => this.#head.get(key)?.value ?? null;
    const headline = head("HEADLINE") ?? this.#refuse(1, "there is no HEADLINE. Write one");
    if (this.#paragraphs.length === 0) this.#refuse(1, "there is no paragraph. Write at least one P");
    const label =
      LABELS.get(head("LABEL") ?? "report") ??
      this.#refuse(
        this.#head.get("LABEL")?.line ?? 1,
        `the label "${head("LABEL")}" is not known. Use ${[...LABELS.keys()].join(", ")}`,
      );
    for (const tag of this.#tags) this.#checkTag(tag);
    const claims = [...this.#claims].map(([id, claim]) => this.#finishClaim(id, claim));
    this.#checkOrder(claims);
    const sources = this.#finishSources(claims);
    const number = this.#correction?.claimNumber;
    if (number && !this.#claims.has(String(number)))
      this.#refuse(this.#correctionLine, `the correction touches claim ${number}, which is not there`);
    const kinds = new Map(sources.map((source) => [source.id, source.kind]));
    return {
      headline,
      label,
      standfirst: head("STANDFIRST"),
      byline: head("BYLINE"),
      dateline: head("DATELINE"),
      supportCall: head("CALL"),
      topics: this.#topics,
      picture: this.#finishPicture(),
      correction: this.#correction,
      paragraphs: this.#paragraphs,
      attribution: {
        language: "en",
        supported: true,
        sources,
        claims,
        unsourced: this.#tags.filter((tag) => tag.kind === "u").map(pieceOf),
        roots: independentRoots(
          claims.map((claim) => claim.chain),
          kinds,
        ),
      },
    };
  }

  #readSource(line: number, value: string): void {
    const [id = "", kindName = "", name = "", role = ""] = value.split("|").map((part) => part.trim());
    const kind =
      KINDS.get(kindName) ??
      this.#refuse(line, `the kind "${kindName}" is not known. Use ${[...KINDS.keys()].join(", ")}`);
    if (!/^s\d+$/.test(id) || name === "") this.#refuse(line, "a source is written SRC s1 | kind | name | role");
    if (this.#sources.has(id)) this.#refuse(line, `there is a second source ${id}. Give it another id`);
    this.#sources.set(id, { line, id, name, kind, role: role || null, mentions: [], reasonForAnonymity: null });
  }

  #readClaim(line: number, value: string): void {
    const [id = "", chain = "", stanceName = "", related, ...rest] = value.split(/\s+/);
    if (rest.length > 0) this.#refuse(line, "a claim is written CLAIM 1 s1>s2 asserts disputes:3");
    const expected = String(this.#claims.size + 1);
    if (id !== expected)
      this.#refuse(line, `this is claim ${id}, where ${expected} is due. Number claims in the order of the text`);
    const stance =
      STANCES.get(stanceName) ??
      this.#refuse(line, `the stance "${stanceName}" is not known. Use ${[...STANCES.keys()].join(", ")}`);
    const [typeName = "", of = ""] = related?.split(":") ?? [];
    const type = RELATIONS.get(typeName);
    if (related !== undefined && (!type || !this.#claims.has(of)))
      this.#refuse(line, `"${related}" is no relation to an earlier claim. Write it like disputes:1`);
    this.#claims.set(id, {
      line,
      chain: chain === "-" ? [] : chain.split(">"),
      stance,
      relation: type ? { type, of } : null,
    });
  }

  #readCorrection(line: number, value: string): void {
    const [kindName = "", number = "", note = ""] = value.split("|").map((part) => part.trim());
    const kind = CORRECTIONS.get(kindName);
    if (!kind || !/^(\d+|-)$/.test(number) || note === "")
      this.#refuse(
        line,
        `a correction is written CORRECTION kind | number of its claim or - | note, its kind one of ${[...CORRECTIONS.keys()].join(", ")}`,
      );
    if (this.#correction) this.#refuse(line, "there is a second correction. Keep one");
    this.#correction = { kind, claimNumber: number === "-" ? null : Number(number), note };
    this.#correctionLine = line;
  }

  #readParagraph(line: number, value: string): void {
    const { text, tags } = readParagraph(value, { line, paragraph: this.#paragraphs.length }, (problem) =>
      this.#refuse(line, problem),
    );
    this.#paragraphs.push(text);
    this.#tags.push(...tags);
  }

  #checkTag(tag: Tag): void {
    const written = `<${tag.kind}${tag.id ? ` ${tag.id}` : ""}>`;
    if (tag.kind === "c" || tag.kind === "k" || tag.kind === "s") {
      const claim =
        this.#claims.get(tag.id) ??
        this.#refuse(tag.line, `${written} belongs to no CLAIM. Write its line, or take the mark out`);
      if (tag.source && !claim.chain.includes(tag.source))
        this.#refuse(tag.line, `${written} names ${tag.source}, which is not in that claim's chain`);
      if (tag.kind === "s" && claim.chain.length === 0)
        this.#refuse(tag.line, `${written} names a source, but the claim's chain is empty`);
    }
    if (tag.kind === "m" || tag.kind === "r") {
      const source =
        this.#sources.get(tag.id) ??
        this.#refuse(tag.line, `${written} belongs to no SRC. Write its line, or take the mark out`);
      if (tag.kind === "r" && source.kind !== "anonymous")
        this.#refuse(tag.line, `${written} gives a reason for anonymity, but ${tag.id} is not anonymous`);
    }
  }

  #finishClaim(id: string, { line, chain, stance, relation }: ClaimLine): SuggestedClaim {
    const of = (kind: Tag["kind"]) => this.#tags.filter((tag) => tag.kind === kind && tag.id === id);
    const content = of("c").map(pieceOf);
    const [cue, secondCue] = of("k");
    const [source, secondSource] = of("s");
    const first = content[0] ?? this.#refuse(line, `claim ${id} has no <c ${id}> in the text`);
    if (secondCue || secondSource)
      this.#refuse(line, `claim ${id} has more than one ${secondCue ? "<k>" : "<s>"}. Keep one`);
    for (const hop of chain)
      if (!this.#sources.has(hop)) this.#refuse(line, `the chain of claim ${id} names ${hop}, which has no SRC`);
    return {
      id: `c${id}`,
      paragraph: (cue ?? source ?? first).paragraph,
      content,
      form: formOf(this.#paragraphs, content),
      cue: cue ? pieceOf(cue) : null,
      source: source ? pieceOf(source) : null,
      chain: [...chain],
      stance,
      relation: relation ? { type: relation.type, of: `c${relation.of}` } : null,
      confidence: 1,
    };
  }

  /** Numbers are shown to readers as they run through the text. */
  #checkOrder(claims: readonly SuggestedClaim[]): void {
    let before = 0;
    for (const claim of claims) {
      const starts = [...claim.content, ...(claim.cue ? [claim.cue] : []), ...(claim.source ? [claim.source] : [])];
      const at = Math.min(...starts.map((piece) => piece.paragraph * 1e6 + piece.start));
      const line = this.#claims.get(claim.id.slice(1))?.line ?? 1;
      if (at < before)
        this.#refuse(
          line,
          `claim ${claim.id.slice(1)} begins before the claim ahead of it. Number claims in the order of the text`,
        );
      before = at;
    }
  }

  #finishSources(claims: readonly SuggestedClaim[]): SuggestedSource[] {
    const used = new Set(claims.flatMap((claim) => claim.chain));
    return [...this.#sources.values()].map(({ line, ...source }) => {
      if (!used.has(source.id)) this.#refuse(line, `no claim rests on ${source.id}. Use it in a chain, or take it out`);
      const mentions = this.#tags.filter((tag) => this.#sourceOf(tag) === source.id).map(pieceOf);
      const [reason, second] = this.#tags.filter((tag) => tag.kind === "r" && tag.id === source.id);
      if (second) this.#refuse(second.line, `${source.id} has a second reason for anonymity. Keep one`);
      return { ...source, mentions, reasonForAnonymity: reason?.text ?? null };
    });
  }

  #sourceOf(tag: Tag): string | undefined {
    if (tag.kind === "m") return tag.id;
    return tag.kind === "s" ? (tag.source ?? this.#claims.get(tag.id)?.chain[0]) : undefined;
  }

  #finishPicture(): MarkedReport["picture"] {
    const picture = this.#head.get("PICTURE");
    if (!picture) return null;
    const alt = this.#head.get("ALT")?.value ?? this.#refuse(picture.line, "the picture has no ALT. Say what it shows");
    return {
      file: picture.value,
      alt,
      caption: this.#head.get("CAPTION")?.value ?? null,
      credit: this.#head.get("CREDIT")?.value ?? null,
    };
  }

  #refuse(line: number, problem: string): never {
    throw new Refusal("bad-markup", `${this.#name}, line ${line}: ${problem}.`, { line });
  }
}

/** Puts in the weekdays and months that are counted back from the day of publication, and picks the version's words. */
function settle(written: string, { publishedAt, version }: MarkedOptions): string {
  return written
    .replace(/\[\[(.*?)\|\|(.*?)\]\]/g, (_, first: string, corrected: string) =>
      version === "first" ? first : corrected,
    )
    .replace(/\{\{(day|month) (\d{1,4})\}\}/g, (_, unit: string, days: string) => {
      const at = new Date(publishedAt.getTime() - Number(days) * 86_400_000);
      const part = unit === "day" ? { weekday: "long" as const } : { month: "long" as const };
      return new Intl.DateTimeFormat("en-GB", { ...part, timeZone: "UTC" }).format(at);
    });
}

function pieceOf({ paragraph, start, end, text }: Tag): Piece {
  return { paragraph, start, end, text };
}

/** Direct where all letters of the content stand inside double quote marks, mixed where some do. */
function formOf(paragraphs: readonly string[], content: readonly Piece[]): Form {
  let letters = 0;
  let quoted = 0;
  for (const piece of content) {
    const text = paragraphs[piece.paragraph] ?? "";
    let isOpen = false;
    for (let i = 0; i < piece.end; i++) {
      const character = text[i] ?? "";
      if (character === "“") isOpen = true;
      else if (character === "”") isOpen = false;
      else if (i >= piece.start && /[\p{L}\p{N}]/u.test(character)) {
        letters += 1;
        if (isOpen) quoted += 1;
      }
    }
  }
  if (quoted === 0) return "indirect";
  return quoted === letters ? "direct" : "mixed";
}
