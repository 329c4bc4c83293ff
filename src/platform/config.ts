import { isAbsolute, resolve } from "node:path";
import { z } from "zod";
import { Refusal } from "./errors.ts";
import { LANGUAGES, type Language } from "./languages.ts";
import { isCurrency } from "./money.ts";

/** One environment variable: what it is for and what it is without being set. README.md's table is held against this. */
export interface Variable {
  readonly name: string;
  readonly fallback: string;
  readonly about: string;
}

const switchValue = z.enum(["0", "1"]).transform((value) => value === "1");

const schema = z.object({
  ATTRIBUNE_DATA: z.string().min(1).default("./data").describe("The data directory: database, edition, pictures."),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe("The port to listen on; 0 picks a free one."),
  HOST: z.string().min(1).default("127.0.0.1").describe("The address to listen on; 0.0.0.0 or :: for all."),
  ATTRIBUNE_URL: z
    .string()
    .default("")
    .refine((value) => value === "" || /^https?:\/\/[^\s/]+$/.test(value), "an http(s) address without a path")
    .describe("The public address, as feeds and sitemaps name it; without it, http://localhost:PORT."),
  DATABASE_URL: z
    .string()
    .default("")
    .refine((value) => value === "" || /^postgres(ql)?:\/\//.test(value), "an address that begins with postgres://")
    .describe("Another PostgreSQL (15 or newer) in place of the embedded one."),
  ATTRIBUNE_NAME: z.string().default("").describe("The publication's name; without it, the one kept in the database."),
  ATTRIBUNE_LANGUAGE: z
    .enum(["", ...LANGUAGES], `one of ${LANGUAGES.join(", ")}`)
    .default("")
    .describe(
      `The language of readers' pages (${LANGUAGES.join(", ")}); without it, the one kept in the database: en.`,
    ),
  ATTRIBUNE_CURRENCY: z
    .string()
    .default("USD")
    .refine(isCurrency, "an ISO 4217 code such as EUR")
    .describe("The currency of the books' first accounts."),
  ATTRIBUNE_SAMPLE: switchValue
    .prefault("1")
    .describe("1: an empty data directory gets the sample publication; 0: none."),
  ATTRIBUNE_TIME_ZONE: z
    .string()
    .default("UTC")
    .refine(isTimeZone, "a name of the IANA time zone database such as Europe/Berlin")
    .describe("The time zone in which pages tell times, by its IANA name."),
  ATTRIBUNE_OFFLINE: switchValue
    .prefault("1")
    .describe("1: readers' browsers keep the last pages read for reading offline; 0: they keep none."),
  ATTRIBUNE_LOG: z
    .enum(["debug", "info", "warn", "error", "silent"])
    .default("info")
    .describe("How much is logged: debug, info, warn, error or silent."),
  ATTRIBUNE_WEBSUB_HUB: z
    .string()
    .default("")
    .refine((value) => value === "" || /^https?:\/\/[^\s<>"]+$/.test(value), "an http(s) address")
    .describe("The WebSub hub that is told of new entries in feeds; without it, none is."),
  ATTRIBUNE_SECURITY_CONTACT: z
    .string()
    .default("")
    .refine(
      (value) => value === "" || /^(?:mailto:|https:\/\/|tel:)\S+$/.test(value),
      "a mailto:, https: or tel: address",
    )
    .describe("Where security.txt sends whoever found a hole; without it, the contact page."),
  ATTRIBUNE_NEWSSTAND_MB: z.coerce
    .number()
    .int()
    .min(1)
    .max(4096)
    .default(48)
    .describe("How much memory printed pages may take, in megabytes."),
});

export interface Config {
  /** Absolute path. */
  readonly dataDirectory: string;
  readonly port: number;
  readonly host: string;
  /** Where readers find the site, without a slash at its end; null: told from the port. */
  readonly publicUrl: string | null;
  readonly databaseUrl: string | null;
  readonly publicationName: string | null;
  /** The language of readers' pages; null: the one kept in the database. */
  readonly language: Language | null;
  readonly currency: string;
  readonly sample: boolean;
  /** IANA name. */
  readonly timeZone: string;
  /** Readers' browsers keep the last pages they read. */
  readonly keepsOffline: boolean;
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
  readonly websubHub: string | null;
  readonly securityContact: string | null;
  readonly newsstand_bytes_max: number;
}

/** Reads the configuration from environment variables; refuses a value that does not fit, by its name. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? "configuration");
    throw new Refusal(
      "bad-config",
      `${name}: ${issue?.message ?? "not understood"}. Set it as the README's table says, or unset it.`,
      {
        name,
      },
    );
  }
  const values = parsed.data;
  const data = values.ATTRIBUNE_DATA;
  return {
    dataDirectory: isAbsolute(data) ? data : resolve(data),
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.ATTRIBUNE_URL || null,
    databaseUrl: values.DATABASE_URL || null,
    publicationName: values.ATTRIBUNE_NAME || null,
    language: values.ATTRIBUNE_LANGUAGE || null,
    currency: values.ATTRIBUNE_CURRENCY,
    sample: values.ATTRIBUNE_SAMPLE,
    timeZone: values.ATTRIBUNE_TIME_ZONE,
    keepsOffline: values.ATTRIBUNE_OFFLINE,
    logLevel: values.ATTRIBUNE_LOG,
    websubHub: values.ATTRIBUNE_WEBSUB_HUB || null,
    securityContact: values.ATTRIBUNE_SECURITY_CONTACT || null,
    newsstand_bytes_max: values.ATTRIBUNE_NEWSSTAND_MB * 1024 * 1024,
  };
}

/** Every variable that `readConfig` knows, in order, for the documentation and for the test that holds it true. */
export function listVariables(): Variable[] {
  const defaults = schema.parse({});
  return Object.entries(schema.shape).map(([name, field]) => {
    const fallback = defaults[name as keyof typeof defaults];
    return {
      name,
      fallback: typeof fallback === "boolean" ? (fallback ? "1" : "0") : String(fallback),
      about: field.description ?? "",
    };
  });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
