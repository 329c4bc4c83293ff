import { listLayout } from "./list-page.ts";
import { wordsOf } from "./messages.ts";
import type { EntityView, SiteView } from "./views.ts";

/** A person, a place or a body: its other names, and the reports that are about it, newest first. */
export function entityPage(site: SiteView, view: EntityView): string {
  const words = wordsOf(site.language, site.timeZone);
  const about =
    view.aliases.length > 0 ? words.text("list.entityAliases", { names: words.list([...view.aliases]) }) : null;
  return listLayout(site, view.list, { kind: "list", kicker: "list.entity", title: view.list.title, about });
}
