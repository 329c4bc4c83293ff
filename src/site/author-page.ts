import { listLayout } from "./list-page.ts";
import type { AuthorView, SiteView } from "./views.ts";

/** An author: who it is, and what they wrote, newest first. */
export function authorPage(site: SiteView, view: AuthorView): string {
  return listLayout(site, view.list, { kind: "author", kicker: "list.author", title: view.name, about: view.about });
}
