-- What an editor put on the front page, in order: the lead (0), then those beside it. Where nothing is put there, the
-- newest reports stand in these places.
create table front_places (
  position int primary key check (position between 0 and 3),
  report_id uuid not null unique references reports on delete cascade,
  placed_at timestamptz not null
);
