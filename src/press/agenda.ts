import type { Db } from "../platform/db.ts";
import { idsIn, type PageKind } from "../site/page-kind.ts";
import type { SiteView } from "../site/views.ts";
import { listUnitsByTags } from "./queries.ts";

/** What one asker wants printed. */
export interface Wish<Asker> {
  readonly asker: Asker;
  readonly tags: readonly string[];
}

/** Units that are printed together, and who asked for them. */
export interface Portion<Asker> {
  readonly kind: PageKind;
  readonly units: readonly string[];
  readonly askers: ReadonlySet<Asker>;
}

interface Entry<Asker> {
  readonly kind: PageKind;
  readonly unit: string;
  readonly askers: Set<Asker>;
}

/** By kind and unit, in the order in which they are printed. */
type Entries<Asker> = Map<string, Entry<Asker>>;

/** Wishes whose awaited pages were looked up, and these. */
interface Begun<Asker> {
  readonly wishes: readonly Wish<Asker>[];
  readonly awaited: Entries<Asker>;
}

// A publication that comes while the last pages of another one are printed waits for a portion of those.
const PORTION = 10;

/**
 * What is still to be printed, in the order in which it is: first the pages that show something new to those who wait
 * for it (`PageKind.isAwaited`), whoever asked and whenever; then the rest, in the order of asking and of kinds. What
 * several ask for stands on it once.
 */
export class Agenda<Asker> {
  readonly #db: Db;
  readonly #kinds: readonly PageKind[];
  readonly #site: SiteView;
  readonly #awaited: Entries<Asker> = new Map();
  readonly #rest: Entries<Asker> = new Map();
  #begun: Begun<Asker>[] = [];
  #isFirst = true;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(db: Db, kinds: readonly PageKind[], site: SiteView) {
    this.#db = db;
    this.#site = site;
    this.#kinds = kinds;
  }

  /** Puts wishes on the agenda. The first ones are looked up by themselves, all later ones together. */
  ask(wishes: readonly Wish<Asker>[]): Promise<void> {
    return this.#inTurn(async () => {
      if (wishes.length === 0) return;
      const news = wishes.filter((wish) => wish.tags.some(isNews));
      const awaited: Entries<Asker> = new Map();
      add(awaited, await this.#unitsOf(tagsOf(news), { isAwaited: true }), news);
      for (const { kind, unit } of awaited.values()) add(this.#awaited, [{ kind, units: [unit] }], news);
      this.#begun.push({ wishes, awaited });
    });
  }

  /** Takes all that is awaited, in the order of kinds. */
  takeAwaited(): Portion<Asker>[] {
    const portions: Portion<Asker>[] = [];
    for (let portion = take(this.#awaited); portion; portion = take(this.#awaited)) portions.push(portion);
    const rankOf = ({ kind }: Portion<Asker>) => this.#kinds.indexOf(kind);
    return portions.sort((one, other) => rankOf(one) - rankOf(other));
  }

  /** Takes what comes next of the rest; null: nothing is left. */
  takeNext(): Promise<Portion<Asker> | null> {
    return this.#inTurn(async () => {
      while (this.#rest.size === 0 && this.#begun.length > 0) {
        const begun = this.#begun.splice(0, this.#isFirst ? 1 : this.#begun.length);
        this.#isFirst = false;
        await this.#lookUpRest(begun);
      }
      return take(this.#rest);
    });
  }

  /** Takes off what these asked for, unless somebody else did too. */
  drop(askers: ReadonlySet<Asker>): void {
    for (const entries of [this.#awaited, this.#rest]) {
      for (const [key, entry] of entries) {
        for (const asker of askers) entry.askers.delete(asker);
        if (entry.askers.size === 0) entries.delete(key);
      }
    }
    this.#begun = this.#begun.map(({ wishes, awaited }) => ({
      wishes: wishes.filter((wish) => !askers.has(wish.asker)),
      awaited,
    }));
  }

  /** Of news the kinds that are not awaited, of everything else all; and what stands and was made from these tags. */
  async #lookUpRest(begun: readonly Begun<Asker>[]): Promise<void> {
    const wishes = begun.flatMap((group) => group.wishes).filter((wish) => wish.tags.length > 0);
    if (wishes.length === 0) return;
    const around = wishes.filter((wish) => !wish.tags.some(isNews));
    const [stored, ofAround, others] = await Promise.all([
      listUnitsByTags(this.#db, tagsOf(wishes)),
      this.#unitsOf(tagsOf(around), { isAwaited: true }),
      this.#unitsOf(tagsOf(wishes), { isAwaited: false }),
    ]);
    const found = [...ofAround, ...others];
    const ofStored = this.#kinds.map((kind) => ({ kind, units: idsIn(stored, `${kind.name} `) }));
    const inOrder = this.#kinds.map((kind) => ({
      kind,
      units: [...found, ...ofStored].flatMap((other) => (other.kind === kind ? other.units : [])),
    }));
    const done = new Set(begun.flatMap((group) => [...group.awaited.keys()]));
    add(this.#rest, inOrder, wishes, done);
  }

  async #unitsOf(
    tags: readonly string[],
    of: { readonly isAwaited: boolean },
  ): Promise<{ readonly kind: PageKind; readonly units: readonly string[] }[]> {
    if (tags.length === 0) return [];
    const kinds = this.#kinds.filter((kind) => (kind.isAwaited ?? false) === of.isAwaited);
    return Promise.all(kinds.map(async (kind) => ({ kind, units: await kind.unitsOf(this.#db, tags, this.#site) })));
  }

  /** One after another, so that what was asked first is looked up first. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }
}

/** A new report, a correction, a donation: somebody looks for it. Pages that only name what changed nobody waits for. */
function isNews(tag: string): boolean {
  return tag.startsWith("list:") || tag.startsWith("meter:");
}

function tagsOf(wishes: readonly Wish<unknown>[]): string[] {
  return [...new Set(wishes.flatMap((wish) => wish.tags))];
}

function add<Asker>(
  entries: Entries<Asker>,
  found: readonly { readonly kind: PageKind; readonly units: readonly string[] }[],
  wishes: readonly Wish<Asker>[],
  except: ReadonlySet<string> = new Set(),
): void {
  for (const { kind, units } of found) {
    for (const unit of units) {
      const key = `${kind.name} ${unit}`;
      if (except.has(key)) continue;
      const entry = entries.get(key) ?? { kind, unit, askers: new Set() };
      for (const wish of wishes) entry.askers.add(wish.asker);
      entries.set(key, entry);
    }
  }
}

/** Takes the first entry and those of its kind. */
function take<Asker>(entries: Entries<Asker>): Portion<Asker> | null {
  const [first] = entries.values();
  if (!first) return null;
  const taken = [...entries].filter(([, entry]) => entry.kind === first.kind).slice(0, PORTION);
  for (const [key] of taken) entries.delete(key);
  return {
    kind: first.kind,
    units: taken.map(([, entry]) => entry.unit),
    askers: new Set(taken.flatMap(([, entry]) => [...entry.askers])),
  };
}
