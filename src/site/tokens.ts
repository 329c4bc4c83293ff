import { readFileSync } from "node:fs";

/** A scheme's colours by the names of their tokens, as "#rrggbb". */
export type Colours = ReadonlyMap<string, string>;

/** The colours of the style sheet, as they are by day and by night. */
export function readColours(): { readonly light: Colours; readonly dark: Colours } {
  const css = readFileSync(new URL("./styles/tokens.css", import.meta.url), "utf8");
  const [light = "", dark = ""] = css.split("@media");
  return { light: coloursIn(light), dark: coloursIn(dark) };
}

/** How far two colours ("#rrggbb") stand apart, from 1 to 21 (contrast ratio, WCAG 2.2). */
export function contrastOf(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function coloursIn(css: string): Colours {
  return new Map([...css.matchAll(/--(\w+): (#[0-9a-f]{6})/g)].map(([, name = "", colour = ""]) => [name, colour]));
}

/** Relative luminance in sRGB (WCAG 2.2). */
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
