export interface TopicsTable {
  id: string;
  slug: string;
  name: string;
  about: string | null;
  navigation_position: number | null;
  created_at: Date;
}

export type EntityKind = "person" | "place" | "body";

export interface EntitiesTable {
  id: string;
  slug: string;
  kind: EntityKind;
  name: string;
  created_at: Date;
}

declare module "../platform/db.ts" {
  interface Tables {
    topics: TopicsTable;
    topic_aliases: { folded: string; topic_id: string };
    entities: EntitiesTable;
    entity_aliases: { folded: string; entity_id: string };
  }
}
