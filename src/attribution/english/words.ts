function set(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}

function phrases(lines: string): readonly string[] {
  return lines.trim().split(/\s*\n\s*|\s*\|\s*/);
}

/** Titles and short forms after which a full stop does not end a sentence. */
export const shortForms = set(`
mr mrs ms mx dr prof rev hon sen rep gov pres capt cpt col lt sgt maj gen cmdr adm cpl pvt insp supt det cllr cdr st fr sr jr
messrs mt no nos vs etc inc ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e u.s u.k u.n approx dept est fig
atty asst assoc ave blvd ed eds vol pp p art sec ch`);

/** Words that open a sentence far more often than they follow an abbreviation. */
export const sentenceOpeners = set(`
the a an it he she they we this that these those but and in on at according there his her their its for as when while after
before if some many most one two three however meanwhile still yet asked what who why how`);

/** Titles that stand before a person's name, without the full stop. */
export const titles = set(`
mr mrs ms miss mx dr prof professor rev reverend hon sir dame lord lady baroness baron count sen senator rep representative gov
governor president chancellor premier prime minister mayor deputy vice capt captain cpt col colonel lt lieutenant sgt sergeant maj
major gen general cmdr commander adm admiral cpl corporal insp inspector supt superintendent det detective chief judge justice
bishop archbishop cardinal pope imam rabbi father sister brother pastor king queen prince princess ambassador councillor
councilman councilwoman councilmember cllr congressman congresswoman sheriff constable officer secretary attorney
private brigadier marshal sheikh sultan emir ayatollah msgr monsignor saint dean provost
abbot abbess commissioner canon challenger alderman pc wpc mla msp mep td`);

/** Short titles before a name, with the nouns that take their bearer up later ("Gov. Coyle … the governor"). */
export const shortTitles: ReadonlyMap<string, readonly string[]> = new Map([
  ["gov", ["governor"]],
  ["sen", ["senator", "lawmaker"]],
  ["rep", ["representative", "congressman", "congresswoman", "lawmaker"]],
  ["prof", ["professor"]],
  ["dr", ["doctor"]],
  ["gen", ["general"]],
  ["col", ["colonel"]],
  ["capt", ["captain"]],
  ["sgt", ["sergeant"]],
  ["lt", ["lieutenant"]],
  ["maj", ["major"]],
  ["cllr", ["councillor"]],
  ["supt", ["superintendent"]],
  ["insp", ["inspector"]],
  ["rev", ["reverend", "pastor"]],
]);

export const feminine =
  set(`mrs ms miss dame lady baroness queen princess sister mother daughter wife aunt niece actress congresswoman
councilwoman spokeswoman chairwoman businesswoman midwife widow girl woman grandmother waitress`);

export const masculine =
  set(`mr sir lord baron king prince father brother son husband uncle nephew actor congressman councilman
spokesman chairman businessman boy man grandfather waiter widower bishop imam rabbi`);

/** Titles that say the sex of the person they stand before. */
export const sexedTitles = set("mr mrs ms miss sir dame lord lady");

export const months = set(
  "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec jan. feb. mar. apr. aug. sept. oct. nov. dec.",
);

/** Words that make a phrase one of time. */
export const timeWords = set(`
monday tuesday wednesday thursday friday saturday sunday mondays today yesterday tomorrow tonight morning afternoon evening night
noon midday midnight week weekend month year day hour minute moment weeks months years days hours minutes summer winter spring
autumn fall decade century later earlier ago afterwards afterward thereafter recently lately dawn dusk`);

/** Adverbs that may stand between a subject and its verb, or open a clause. */
export const looseAdverbs = set(`
also later then still however meanwhile instead yet even so again finally now just only once already repeatedly publicly privately
explicitly angrily quietly simply merely never always often soon today yesterday separately earlier previously recently too
nevertheless nonetheless further furthermore moreover afterwards afterward elsewhere indeed though perhaps first second last
bluntly flatly firmly strongly categorically immediately initially originally eventually promptly reluctantly openly briefly
accordingly consequently thus hence therefore similarly likewise otherwise apart thereupon curtly dryly wryly tartly plainly cheerfully gleefully`);

export const beForms = set("is are was were be been being am 's ’s 're ’re");
export const haveForms = set("has have had having 've ’ve 'd ’d");
export const modals = set("will would could should may might must can shall ca wo 'll ’ll cannot");
export const negations = set("not n't n’t never no hardly scarcely");

/** Verbs after which "to say" and its like is no saying: "declined to say". */
export const refusals = set(
  "decline declined declines declining refuse refused refuses refusing fail failed fails unable able unwilling willing want wanted wants wish wished try tried trying seem seems seemed appear appears asked asks ask began begin begins need needs needed likely ready free",
);

export const subordinators = set(
  "that if when while because although though as after before since where whereas whether than until unless once how why what despite",
);
export const prepositions = set(
  "of for in at from on with by to near behind under about among between within inside across around over against into through during outside close beyond above below along off",
);

export const subjectPronouns = set(
  "he she they it we i you who one both all neither none others another some many most several few each",
);
export const personPronouns = set("he she they it we i you him her them his their its");

/** What a writer says of itself: a quote addressed here has no further link. */
export const ownOutlet = phrases(`
reporters | journalists | the press | this newspaper | this paper | this magazine | this site | this website | this reporter | this outlet | this publication
| us | me | the media | our reporter | our correspondent | this broadcaster | this programme | our newspaper | this column | this agency | this channel`);

/** Who can be told without being a link: courts, meetings, crowds. */
export const audienceNouns = set(`
court jury judge inquiry tribunal inquest hearing committee parliament lawmakers legislators mps councillors senators meeting conference
rally crowd audience supporters delegates shareholders investors staff employees workers colleagues members voters students people
residents parents board council police panel assembly officers investigators prosecutors friends followers donors table
diplomats relatives relative families family rescuers commission congress senate chamber session seminar forum summit briefing
detectives inspectors auditors campaign party analysts regulator regulators customers viewers listeners readers`);

/** The vaguest of sources: nobody can be found behind them. */
export const vagueHeads = set(`
some critics critic insiders insider observers observer many others analysts analyst experts expert rumours rumors rumour rumor pals
commentators commentator pundits traders investors economists forecasters speculation gossip skeptics sceptics watchers admirers
detractors campaigners supporters opponents conspiracy people most few several strategists sceptic allies bosses liberals conservatives
commenters readers fans users hearsay reports media sellers colleagues wags cynics optimists pessimists scientists historians
activists enthusiasts rivals proponents advocates theorists information`);

/** Words before a vague head that leave it vague. */
export const vagueModifiers = set(
  "some many most several few other certain various available unconfirmed media press market industry political popular more nordic local western",
);

export const numberWords = set(
  "one two three four five six seven eight nine ten eleven twelve dozen both several half dozens hundreds",
);
