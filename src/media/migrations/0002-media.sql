create table pictures (
  id uuid primary key,
  -- Of the original's bytes; the original itself is kept privately under this name.
  sha256 text not null unique check (sha256 ~ '^[0-9a-f]{64}$'),
  type text not null,
  width int not null check (width > 0),
  height int not null check (height > 0),
  bytes int not null check (bytes > 0),
  created_at timestamptz not null
);
