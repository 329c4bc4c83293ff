export interface PicturesTable {
  id: string;
  sha256: string;
  type: string;
  width: number;
  height: number;
  bytes: number;
  created_at: Date;
}

declare module "../platform/db.ts" {
  interface Tables {
    pictures: PicturesTable;
  }
}
