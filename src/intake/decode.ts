import { Refusal } from "../platform/errors.ts";

export interface Decoded {
  text: string;
  /** The encoding's name in the WHATWG Encoding standard. */
  encoding: string;
}

/**
 * Turns bytes into text: by byte order mark, by the Content-Type's charset, by the markup's own declaration,
 * else by what the bytes are (UTF-16 without a mark, UTF-8, at last windows-1252). Line ends become "\n".
 * Refuses binary data (`intake.binary`) and charsets the platform does not know (`intake.charset`); the
 * messages start with a verb, for the caller to put the input's name before.
 * Labels are those of https://encoding.spec.whatwg.org/#names-and-labels.
 */
export function decodeBytes(bytes: Uint8Array, hints: { contentType?: string } = {}): Decoded {
  const encoding = encodingOf(bytes, hints.contentType);
  const text = decoderFor(encoding).decode(bytes);
  if (looksBinary(text)) {
    throw new Refusal("intake.binary", "is binary data, not text; give a text or an HTML file");
  }
  return { text: text.replace(/\r\n?/g, "\n"), encoding };
}

/** Control characters that no text holds; tabs, line ends, form feeds and escapes of old files are let through. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells binary data from text
const CONTROL = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g;

/** How far into the bytes a declaration of the charset is looked for: the HTML standard looks at 1,024. */
const DECLARATION_BYTES = 4096;

function encodingOf(bytes: Uint8Array, contentType: string | undefined): string {
  const mark = byteOrderMark(bytes);
  if (mark !== null) return mark;
  const silent = utf16WithoutMark(bytes);
  if (silent !== null) return silent;
  const labelled = charsetIn(contentType ?? "");
  if (labelled !== null) return trueLabel(labelled, bytes);
  const declared = declaredCharset(bytes);
  if (declared !== null) return trueLabel(declared, bytes);
  return isUtf8(bytes) ? "utf-8" : "windows-1252";
}

/** A label that says UTF-8 of bytes that are not is not believed, and neither is UTF-16 said in ASCII letters. */
function trueLabel(label: string, bytes: Uint8Array): string {
  const name = decoderFor(label).encoding;
  if (name === "utf-8" || name.startsWith("utf-16")) return isUtf8(bytes) ? "utf-8" : "windows-1252";
  return name;
}

function byteOrderMark(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return null;
}

/** UTF-16 of a Western text has a zero in every other byte, which no other text has. */
function utf16WithoutMark(bytes: Uint8Array): string | null {
  const length = Math.min(bytes.length, DECLARATION_BYTES) & ~1;
  if (length < 4 || bytes.length % 2 !== 0) return null;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) even++;
    if (bytes[at + 1] === 0) odd++;
  }
  const pairs = length / 2;
  if (odd > pairs * 0.6 && even < pairs * 0.05) return "utf-16le";
  if (even > pairs * 0.6 && odd < pairs * 0.05) return "utf-16be";
  return null;
}

function declaredCharset(bytes: Uint8Array): string | null {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, DECLARATION_BYTES));
  const xml = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)/i.exec(start);
  if (xml?.[1]) return xml[1];
  for (const tag of start.match(/<meta\s[^>]{0,400}>/gi) ?? []) {
    const charset = charsetIn(tag);
    if (charset !== null) return charset;
  }
  return null;
}

function charsetIn(text: string): string | null {
  return /charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(text)?.[1] ?? null;
}

function decoderFor(label: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label);
  } catch {
    const known = "save it as UTF-8 and try again";
    throw new Refusal("intake.charset", `says it is written in "${label.slice(0, 40)}", an unknown charset; ${known}`);
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** One control character in a thousand may be a slip of an old program; more is not text. */
function looksBinary(text: string): boolean {
  const controls = text.match(CONTROL)?.length ?? 0;
  return controls > 0 && (controls > text.length / 1000 || text.slice(0, 64).includes("\u0000"));
}
