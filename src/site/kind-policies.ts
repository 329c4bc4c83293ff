import { fromMarkdown } from "../document/from-markdown.ts";
import { toPlainHtml } from "../document/to-html.ts";
import { trusted } from "../platform/html.ts";
import { listPolicyTexts } from "../policies/queries.ts";
import { firstPolicyText } from "../policies/rules.ts";
import { POLICY_SLUGS } from "../policies/schema.ts";
import { idsIn, type PageKind } from "./page-kind.ts";
import { policyPage } from "./policy-page.ts";

/** The language of the texts that come with the program. */
const FIRST_LANGUAGE = "en";

/** What the publication says of itself: about, ethics, corrections, privacy and so on. */
export const policyKind: PageKind = {
  name: "policy",
  unitsOf: async (_, tags) => (idsIn(tags, "policy:").length > 0 ? POLICY_SLUGS.map(hrefOf) : []),
  async *allUnits() {
    yield POLICY_SLUGS.map(hrefOf);
  },
  async print({ db, site }, units) {
    const written = new Map((await listPolicyTexts(db, POLICY_SLUGS)).map((row) => [row.slug, row]));
    const texts = POLICY_SLUGS.map((slug) => {
      const row = written.get(slug);
      const { title, markdown } = row ?? firstPolicyText(slug, site.name);
      const language = row ? site.language : FIRST_LANGUAGE;
      return { slug, href: hrefOf(slug), title, markdown, language, writtenAt: row?.written_at ?? null };
    });
    return texts
      .filter(({ href }) => units.includes(href))
      .map(({ slug, markdown, ...text }) => {
        const body = policyPage(site, { ...text, text: trusted(toPlainHtml(fromMarkdown(markdown))), all: texts });
        return { path: text.href, unit: text.href, tags: [`policy:${slug}`, "site"], body };
      });
  },
};

function hrefOf(slug: string): string {
  return `/${slug}`;
}
