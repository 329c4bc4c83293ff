import type { TopicInput } from "../topics/commands.ts";

/** What the sample publication is made of. All of it is invented: town, people, outlets, money. */

export const SAMPLE_PUBLICATION = {
  name: "Tideline (sample)",
  tagline: "News from the Skell coast, paid for by its readers",
  language: "en",
  isSample: true,
} as const;

export const SAMPLE_TOPICS: readonly (TopicInput & { readonly navigationPosition: number })[] = [
  {
    name: "Harbour",
    about: "The quay, the ferry to Tarrow and everything that comes in by water.",
    navigationPosition: 1,
  },
  { name: "Shore", about: "Mussels, mud and birds: the estuary between the tides.", navigationPosition: 2 },
  { name: "Health", about: "The hospital on the headland and those who keep it running.", navigationPosition: 3 },
  { name: "Town hall", about: "What the council decides, and what it knew when it did.", navigationPosition: 4 },
];

export const SAMPLE_AUTHORS: readonly { readonly name: string; readonly about: string }[] = [
  {
    name: "Hanne Okafor",
    about: "Reports on the harbour and the town hall. Keeps a tide table where others keep a diary.",
  },
  { name: "Tomasz Ellery", about: "Covers the shore. Trained as a marine chemist, and still labels everything." },
  { name: "Suvi Carrick", about: "Health correspondent, formerly a ward clerk at the hospital she now writes about." },
  { name: "Bronwen Idowu", about: "Columnist. Lives under the lighthouse beam and intends to go on doing so." },
];

/** A moment before the day on which the sample is published: whole days back, then the time of day (UTC). */
export interface Ago {
  readonly days: number;
  readonly time: `${number}:${number}`;
}

export type SampleEvent = { readonly at: Ago } & (
  | { readonly kind: "report"; readonly file: string }
  | { readonly kind: "correction"; readonly file: string }
  | { readonly kind: "opening"; readonly key: string; readonly amount: string; readonly from: string }
  | {
      readonly kind: "donation";
      readonly key: string;
      readonly amount: string;
      readonly method: "bank" | "cash";
      /** A name that stands alone is shown to readers; `isNamePrivate` keeps it in the office. */
      readonly donorName?: string;
      readonly isNamePrivate?: boolean;
      readonly message?: string;
    }
  | {
      readonly kind: "expense";
      readonly key: string;
      readonly category: string;
      readonly amount: bigint;
      readonly what: string;
      readonly paidFrom: "bank" | "cash";
    }
  | { readonly kind: "reversal"; readonly of: string; readonly reason: string }
);

export const SAMPLE_CURRENCY = "EUR";

export const SAMPLE_CAMPAIGN = {
  slug: "three-reporters",
  title: "Three reporters for the Skell coast",
  purpose:
    "Tideline is free to read because some of its readers pay for it. This year we want to sit in every council meeting, test the water ourselves and have somebody on Tarrow when the last boat has left. This is a sample: none of the money shown here was ever given.",
  marks: [
    { minor: 0n, label: null },
    { minor: 250_000n, label: "A reporter in the council chamber, every sitting" },
    { minor: 500_000n, label: "Water samples of our own, at eight points, all year" },
    { minor: 750_000n, label: "A third reporter, who lives on Tarrow" },
  ],
  begins: { days: 43, time: "08:00" },
} as const;

/** What happened, in the order in which it did. */
export const SAMPLE_EVENTS: readonly SampleEvent[] = [
  {
    at: { days: 42, time: "09:00" },
    kind: "opening",
    key: "opening",
    amount: "1180.00",
    from: "last year's collection book",
  },
  donation(40, "harbour-choir", "250.00", "bank", { donorName: "Pennaskell Harbour Choir" }),
  { at: { days: 38, time: "06:40" }, kind: "report", file: "mussel-beds-reopen.txt" },
  donation(37, "library-talk", "20.00", "cash"),
  donation(36, "verhoeven", "75.00", "bank", { donorName: "Nadia Verhoeven", message: "For the mussels." }),
  donation(31, "aldous", "120.00", "bank", { donorName: "T. Aldous", isNamePrivate: true }),
  donation(28, "two-sisters", "400.00", "bank", { donorName: "Two sisters on Tarrow" }),
  { at: { days: 26, time: "05:30" }, kind: "report", file: "keep-the-beam-that-sweeps.txt" },
  donation(25, "strandberg", "60.00", "bank", { donorName: "Emeka Strandberg", message: "Keep it turning." }),
  {
    at: { days: 23, time: "15:10" },
    kind: "expense",
    key: "laboratory",
    category: "Laboratory",
    amount: 16_400n,
    what: "Two water samples from the old slip, tested for toxin",
    paidFrom: "bank",
  },
  donation(20, "jar", "35.50", "cash"),
  { at: { days: 16, time: "06:15" }, kind: "report", file: "petrels-at-the-hospital.txt" },
  donation(15, "ringers", "250.00", "bank", { donorName: "A ringer's family", isNamePrivate: true }),
  donation(15, "ringers-again", "250.00", "bank", { donorName: "A ringer's family", isNamePrivate: true }),
  {
    at: { days: 13, time: "10:20" },
    kind: "reversal",
    of: "ringers-again",
    reason: "one payment on the bank statement had been booked twice",
  },
  donation(10, "oyelaran", "90.00", "bank", { donorName: "Petra Oyelaran" }),
  {
    at: { days: 8, time: "17:45" },
    kind: "expense",
    key: "fares",
    category: "Travel",
    amount: 2_840n,
    what: "Ferry fares to Tarrow and back, eleven late crossings",
    paidFrom: "cash",
  },
  { at: { days: 6, time: "05:50" }, kind: "report", file: "the-late-boat-to-tarrow.txt" },
  { at: { days: 5, time: "11:05" }, kind: "correction", file: "the-late-boat-to-tarrow.txt" },
  donation(4, "night-shift", "15.00", "cash", { donorName: "The night shift", message: "From those on the 22.10." }),
  donation(3, "unnamed", "500.00", "bank"),
  { at: { days: 2, time: "06:30" }, kind: "report", file: "three-figures-one-turnstile.txt" },
  donation(1, "castellane", "100.00", "bank", { donorName: "Lio Castellane", message: "For the pencil." }),
];

function donation(
  days: number,
  key: string,
  amount: string,
  method: "bank" | "cash",
  from: { readonly donorName?: string; readonly isNamePrivate?: boolean; readonly message?: string } = {},
): SampleEvent {
  return { at: { days, time: "12:00" }, kind: "donation", key, amount, method, ...from };
}
