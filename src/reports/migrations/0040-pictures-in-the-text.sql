-- The pictures that stand within a revision's text, besides its lead picture.
create table revision_pictures (
  revision_id uuid not null references revisions on delete cascade,
  picture_id uuid not null references pictures,
  primary key (revision_id, picture_id)
);
create index revision_pictures_picture on revision_pictures (picture_id);
