/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const PLACES = ["Corvane", "Larkhaven", "Ostrum", "Velling", "Tarn Bay", "Esk Mouth", "Morrow", "Hallin"];
const THINGS = [
  "the quay",
  "the night ferry",
  "the mill bridge",
  "the tide gauge",
  "the fish market",
  "the old school",
];
const NAMES = ["Ines Okorie", "Tomas Reinholt", "Ada Voss", "Jon Merrick", "Lea Sandvik", "Petr Hallam"];

/** The text of an invented news page, another one for each number, with a named, a relayed and an anonymous source. */
export function inventedPage(number: number): string {
  const at = <Item>(items: readonly Item[], step: number): Item => {
    const item = items[(number * step) % items.length];
    if (item === undefined) throw new Error("broken invariant: the list has an item at every remainder");
    return item;
  };
  const [place, thing, name] = [at(PLACES, 1), at(THINGS, 5), at(NAMES, 7)];
  return `${place} closes ${thing} for the ${number + 1}th time

By Mara Lindqvist

${place.toUpperCase()} – The council of ${place} closed ${thing} on Tuesday after ${number + 3} complaints, the Corvane Courier reported, citing two city officials. They asked not to be named because they were not authorised to speak.

“Nobody told us before the morning,” Deputy Mayor ${name} said. According to a report by the Harbour Protection Board, ${number + 11} of the planks had cracked by the end of the winter.

The board expects ${thing} to open again before the summer. ${thing[0]?.toUpperCase()}${thing.slice(1)} was built in 1931.
`;
}
