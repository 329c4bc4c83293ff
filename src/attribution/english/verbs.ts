import type { Stance } from "../types.ts";

/**
 * What may follow a reporting verb, one letter each:
 * c clause, with or without "that"; t clause only with "that"; q quotation; o noun phrase that is itself the content;
 * d noun phrase, only if the subject is a text or data; b noun phrase, only if it refers back ("the claim");
 * r recipient before the clause ("told the paper that"); R the same, but it may be missing;
 * n "somebody to do something"; i "to do something"; g "-ing"; h "it otherwise", "the matter differently".
 * `with` lists the prepositions that open its content ("spoke of").
 */
export interface ReportingVerb {
  base: string;
  frames: string;
  stance: Stance;
  with: readonly string[];
}

/** One verb a line: base, frames, then prepositions if any. */
const table: Record<Stance, string> = {
  asserts: `
say cq
hope cin for
seize o on
whisper cq about
tell cqr
add cqo
report cqo
write cq of
note cqo
state cqo
explain cqo
announce cqo
declare cqo
claim cqo
argue cq
insist cq on
assert cqo
maintain cqo
acknowledge cqog
admit cqog to
concede cqo
confirm cqo
reveal cqo
disclose cqo
recall cqog
remember cqgo
reply cq
answer q
respond q
comment q on
remark cq on
observe cq
mention cg
indicate cd
suggest cdg
stress cqo
emphasise cqo
emphasize cqo
underline co
underscore o
reiterate cqo
repeat cqb
complain cq of about
object cq to
protest cq against
contend cq
allege cqo
testify cq
swear cq
vow cqi
pledge cqio
promise cqiorR
boast cq of about
joke cq about
quip cq
tweet q
post q
agree ct
counter cq
retort cq
shoot q
hit q
fire q
conclude cqd
find cd
show cd
reveal cqo
demonstrate cd
establish ct
discover ct
determine ct
document d
record d
register d
list d
put o
detail d
outline d
calculate cd
estimate cqd
reckon cq
signal co
hint cq at
imply c
declare cqo
proclaim cqo
affirm cqo
attest cd
reason cq
lament cqo
sigh q
muse q
grumble cq about
gripe cq about
moan cq about
rage q
fume q
thunder q
snap q
shout q
yell q
cry q
whisper cq about
mutter q
murmur q
exclaim q
scoff q at
sneer q
jeer q
laugh q
smile q
shrug q
grin q
chuckle q
chime q
continue q
begin q
conclude cqd
elaborate q
interject q
reflect q on
recount cqo
relate c
describe o
characterise o
characterize o
portray o
depict o
call o
brand o
label o
dub o
term o
liken o
compare o
hail o
praise o
applaud o
commend o
welcome o
laud o
tout o
champion o
criticise o
criticize o
condemn o
denounce o
decry o
deplore o
slam o
blast o
lambast o
lambaste o
attack o
fault o
mock o
ridicule o
deride o
blame o
accuse o
credit o
attribute o
defend o
endorse o
back b
support b
corroborate o
echo b
share b
quote o
cite o
second b
contradict b
carry b
publish b
relay b
run b
make b
confide cq
inform ctr
assure ctqr
remind ctqr
advise ctqr
notify ctr
brief ctr
speak q of
talk q about of
point o to
refer o to
voice o
express o
raise o
sum q
caution x
opine cq
theorise cq
theorize cq
speculate ct
hypothesise ct
hypothesize ct
posit ct
submit ct
plead q
profess co
volunteer q
venture q
offer q
recommend ct
propose ct
read q
certify ct
rule ct
hold t
hear t
understand t
accept ct
realise t
suggest cdg
signal co
caption q
wonder q
rate o
stand b by
reassure ctr
inform ctr
inform ctr
accuse o
charge ct
chide qo
scold qo
admonish q
chastise o
include d
identify d
uncover d
compute d
tally d
count d
contain d
state cqo
confess cqo to
gush q
rave q
enthuse q
joke cq about
concur cq
agree ct
allude o to
acknowledge cqog
clarify cqo
specify cqo
summarise qo
summarize qo
advise ctqr
broadcast b
air b
`,
  denies: `
deny cqog
reject qo
dispute cqo
dismiss qo
refute qo
rebut qo
rebuff o
repudiate o
disavow o
disown o
doubt co
question o
challenge o
contest o
deny cqog
disagree cq with
retract o
discount o
debunk o
scorn b
`,
  believes: `
believe cqno in
think cqg of
feel cq
consider o
suspect co
reckon cqn
suppose c
regard o
assume t
view o
deem o
`,
  expects: `
expect cqno
predict cqo
forecast cqo
anticipate co
foresee co
project cdn
envisage co
envision o
prophesy co
`,
  warns: `
warn cqrR of about against
caution cqrR against
fear cqo
worry cq about
fret cq about
dread c
`,
};

const irregular: Record<string, string> = {
  say: "says said saying",
  tell: "tells told telling",
  write: "writes wrote written writing",
  speak: "speaks spoke spoken speaking",
  find: "finds found finding",
  show: "shows showed shown showing",
  put: "puts put putting",
  think: "thinks thought thinking",
  feel: "feels felt feeling",
  swear: "swears swore sworn swearing",
  foresee: "foresees foresaw foreseen foreseeing",
  forecast: "forecasts forecast forecasting",
  shoot: "shoots shot shooting",
  hit: "hits hit hitting",
  hear: "hears heard hearing",
  hold: "holds held holding",
  read: "reads read reading",
  know: "knows knew known knowing",
  understand: "understands understood understanding",
  learn: "learns learned learnt learning",
  make: "makes made making",
  run: "runs ran running",
  give: "gives gave given giving",
  take: "takes took taken taking",
  begin: "begins began begun beginning",
  stand: "stands stood standing",
  teach: "teaches taught teaching",
  rebut: "rebuts rebutted rebutting",
  admit: "admits admitted admitting",
  submit: "submits submitted submitting",
  quip: "quips quipped quipping",
  refer: "refers referred referring",
  signal: "signals signaled signalled signaling signalling",
  label: "labels labeled labelled labeling labelling",
  dub: "dubs dubbed dubbing",
  slam: "slams slammed slamming",
  broadcast: "broadcasts broadcast broadcasting",
  grin: "grins grinned grinning",
  chide: "chides chided chiding",
};

export type Tense = "base" | "present" | "past" | "participle" | "ing";

export interface VerbForm {
  verb: ReportingVerb;
  tense: Tense;
}

/** Every inflected form of every reporting verb. Where two stances list one verb, the last table wins. */
export const verbForms: ReadonlyMap<string, VerbForm> = buildForms();

function buildForms(): Map<string, VerbForm> {
  const forms = new Map<string, VerbForm>();
  for (const stance of ["asserts", "denies", "believes", "expects", "warns"] satisfies Stance[]) {
    for (const line of table[stance].trim().split("\n")) {
      const [base = "", frames = "", ...prepositions] = line.trim().split(/\s+/);
      const verb: ReportingVerb = { base, frames, stance, with: prepositions };
      for (const form of inflect(base)) forms.set(form, { verb, tense: tenseOf(base, form) });
    }
  }
  return forms;
}

function inflect(base: string): string[] {
  const special = irregular[base];
  if (special !== undefined) return [base, ...special.split(" ")];
  if (/[^aeiou]y$/.test(base)) {
    const stem = base.slice(0, -1);
    return [base, `${stem}ies`, `${stem}ied`, `${base}ing`];
  }
  if (base.endsWith("e")) return [base, `${base}s`, `${base}d`, `${base.slice(0, -1)}ing`];
  if (/(s|sh|ch|x)$/.test(base)) return [base, `${base}es`, `${base}ed`, `${base}ing`];
  return [base, `${base}s`, `${base}ed`, `${base}ing`];
}

function tenseOf(base: string, form: string): Tense {
  if (form === base) return /^(put|hit|read|forecast|broadcast)$/.test(base) ? "past" : "base";
  if (form.endsWith("ing")) return "ing";
  if (form.endsWith("s")) return "present";
  return "past";
}
