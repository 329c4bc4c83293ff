import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { messageOf, Refusal } from "../platform/errors.ts";
import { type Html, html, trusted } from "../platform/html.ts";
import { type Colours, contrastOf, readColours } from "./tokens.ts";

/** What a publication changes of the site's look: colours, fonts, a logo. The templates stay. */
export interface Theme {
  /** A style sheet behind the site's own; nothing where nothing is changed. */
  readonly element: Html;
  /** The style's hash, as a Content Security Policy names it; null where there is none. */
  readonly styleHash: string | null;
  /** Its fonts: where each stands on the site, and its file. The address names the content. */
  readonly fonts: readonly { readonly href: string; readonly file: string }[];
}

/** The site as it comes. */
export const PLAIN_THEME: Theme = { element: html``, styleHash: null, fonts: [] };

const TOKENS = [
  ...["paper", "wash", "ink", "soft", "line", "edge", "accent"],
  ...["named", "document", "own", "relayed", "anonymous", "vague"],
] as const;
const colours = z
  .partialRecord(z.enum(TOKENS), z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour such as "#0a5a55"'))
  .default({});
const family = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} _-]{0,60}$/u, "the name of a font");
const families = z.array(family).min(1).max(8).optional();
const schema = z.strictObject({
  light: colours,
  dark: colours,
  serif: families,
  sans: families,
  fonts: z
    .array(
      z.strictObject({
        family,
        file: z.string().regex(/^[\w-]{1,60}\.woff2$/, "a .woff2 file in the theme's folder"),
        weight: z
          .string()
          .regex(/^\d{3}( \d{3})?$/, 'a weight such as "400", or two for a range')
          .default("400"),
        style: z.enum(["normal", "italic"]).default("normal"),
      }),
    )
    .max(6)
    .default([]),
});

const GENERIC: ReadonlySet<string> = new Set(["serif", "sans-serif", "system-ui", "ui-serif", "ui-sans-serif"]);
const FONT_BYTES_MAX = 300_000;

/** Where a publication's theme lies. */
export function themeFolder(dataDirectory: string): string {
  return join(dataDirectory, "theme");
}

/**
 * Reads `theme.json` and the fonts beside it; without such a file, the site as it comes. Refuses what is not a theme, and
 * colours that could not be told apart (WCAG 2.2: text 4.5 to 1, outlines 3 to 1), naming the two.
 */
export async function readTheme(folder: string): Promise<Theme> {
  const path = join(folder, "theme.json");
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw new Refusal("theme-unreadable", `${path} can't be read: ${messageOf(error)}`);
  });
  if (text === null) return PLAIN_THEME;
  const given = parse(text, path);
  const own = readColours();
  refuseFaint(own.light, given.light, "light");
  refuseFaint(own.dark, given.dark, "dark");
  const fonts = await Promise.all(
    given.fonts.map(async (font) => {
      const file = join(folder, font.file);
      const bytes = await readFile(file).catch((error: unknown) => {
        throw new Refusal("theme-font", `The theme's font ${file} can't be read: ${messageOf(error)}`);
      });
      if (bytes.length > FONT_BYTES_MAX || bytes.toString("latin1", 0, 4) !== "wOF2") {
        throw new Refusal(
          "theme-font",
          `${file} is no WOFF2 font of at most ${FONT_BYTES_MAX / 1000} kB. Make a subset of it, in WOFF2.`,
        );
      }
      const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
      return { ...font, file, href: `/theme/${hash}.woff2` };
    }),
  );
  const faces = fonts.map(
    (font) =>
      `@font-face{font-family:"${font.family}";src:url(${font.href}) format("woff2");font-weight:${font.weight};font-style:${font.style};font-display:swap}`,
  );
  const root = [
    ...Object.entries(given.light).map(([name, colour]) => `--${name}:${colour}`),
    ...(given.serif ? [`--serif:${stack(given.serif)}`] : []),
    ...(given.sans ? [`--sans:${stack(given.sans)}`] : []),
  ];
  const dark = Object.entries(given.dark).map(([name, colour]) => `--${name}:${colour}`);
  const css = [
    ...faces,
    root.length > 0 ? `:root{${root.join(";")}}` : "",
    dark.length > 0 ? `@media (prefers-color-scheme:dark){:root{${dark.join(";")}}}` : "",
  ].join("");
  if (css === "") return PLAIN_THEME;
  return {
    element: trusted(`<style>${css}</style>\n`),
    styleHash: `sha256-${createHash("sha256").update(css).digest("base64")}`,
    fonts: fonts.map(({ href, file }) => ({ href, file })),
  };
}

function parse(text: string, path: string): z.infer<typeof schema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Refusal("theme-json", `${path} is no JSON: ${messageOf(error)}`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Refusal("theme-shape", `${path}: ${issue?.path.join(".") || "the theme"}: ${issue?.message}`);
}

/** Refuses a scheme in which something could not be read. */
function refuseFaint(own: Colours, changed: Readonly<Record<string, string | undefined>>, scheme: string): void {
  const colourOf = (name: string) => changed[name] ?? own.get(name) ?? "#000000";
  for (const ground of ["paper", "wash"])
    for (const name of TOKENS) {
      if (name === "paper" || name === "wash" || name === "line") continue;
      const wanted = name === "edge" ? 3 : 4.5;
      const found = contrastOf(colourOf(name), colourOf(ground));
      if (found < wanted) {
        throw new Refusal(
          "theme-contrast",
          `The theme's ${scheme} ${name} stands ${found.toFixed(1)} to 1 on its ${ground}, and readers need ${wanted} to 1. Change one of the two.`,
        );
      }
    }
}

function stack(names: readonly string[]): string {
  return names.map((name) => (GENERIC.has(name) ? name : `"${name}"`)).join(",");
}
