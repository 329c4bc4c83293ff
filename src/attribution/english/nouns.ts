function set(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}

/** Words that, as the head of a phrase or inside a name, tell an outlet. */
export const outletNouns = set(`
newspaper paper magazine outlet broadcaster station channel agency newswire website site newsletter weekly daily tabloid broadsheet
television tv radio publication journal portal blog podcast network gazette monthly periodical programme broadcast fortnightly`);

/** Words in a capitalised name that make it an outlet. */
export const outletNames = set(`
courier times post gazette herald tribune chronicle review ledger dispatch echo mirror telegraph observer guardian news radio tv
television broadcasting magazine journal weekly daily press wire monitor sentinel examiner inquirer enquirer bulletin globe sun star
mail express record argus advertiser clarion beacon buoy compass fm am channel kanal newswire newsletter online today packet standard
reporter independent citizen register-guard register-herald post-dispatch intelligencer digest newsroom media bbc cnn afp reuters
nyt wsj npr pbs abc nbc cbs itv sky bloomberg al-jazeera tass xinhua interfax zeitung spiegel monde figaro pais corriere repubblica
tribune-post news-press evening morning sunday lantern politico axios buzzfeed newsweek network weekender gazetteer courant argus`);

/** Public authorities, as heads of phrases and in names. */
export const officialNouns = set(`
ministry department council court police government administration authority commission agency bureau office parliament congress senate
army military navy coastguard treasury cabinet embassy consulate prosecutor prosecution prosecutors register registry inspectorate directorate
secretariat regulator ombudsman legislature assembly municipality county state city kremlin pentagon house eu un nato
force forces border customs mission taskforce administrator fbi cia nhs who imf supreme tribunal borough prefecture palace crown
guard service constabulary presidency magistrate coroner auditor controller watchdog garda gendarmerie headquarters
observatory-general statistics downing`);

/** Companies, unions, clubs, schools, hospitals. */
export const organisationNouns = set(`
company firm union club university hospital institute college association federation foundation trust charity bank business
manufacturer maker operator developer party campaign group organisation organization society league coalition chamber studio church
school clinic laboratory lab consultancy retailer airline utility supplier producer brand startup start-up corporation conglomerate
employer contractor insurer reinsurer builder owner network-operator alliance congress-of-labour centre center think-tank thinktank
museum orchestra theatre theater cooperative co-op band team lobby ngo nonprofit non-profit fund academy inc ltd plc corp gmbh ag
industries holdings systems partners brothers bros labs technologies energy motors airlines lines pharma therapeutics homes
observatory brigade brigades militia faction movement front opposition pollster broadcaster-group agency-group monastery diocese
parish synod trustees sponsor landlord cells chemicals logistics steel works mills shipyard yard mine fishery platform giant`);

/** Written texts. */
export const documentNouns = set(`
report document memo memorandum indictment bulletin survey study letter draft audit assessment paper review analysis minutes e-mail
email e-mails emails filing circular ruling judgment judgement verdict contract transcript dossier file files article book leaflet manual plan
statement note notes cable cables poll order complaint lawsuit petition resolution bill papers documents messages message agreement
invoices forecast forecasts outlook accounts evaluation estimate guidelines treaty transcripts affidavit testimony diary
manuscript readout communiqué communique brief certificate receipt receipts correspondence reports surveys studies polls pages autopsy inquest
prospectus thesis findings publication opinion presentation slides tender specification`);

/** Figures, records, lists, images. */
export const dataNouns = set(`
figures data log logs records record database measurements statistics list lists images image footage photographs photos pictures
picture video videos readings register registers numbers tables spreadsheet census rolls results count counts metadata recording
recordings clip cctv map maps scans x-rays samples returns ledger inventory timetable dataset tracker index radar deposits tally
disbursements payrolls screenshots screenshot tests polls-of-polls`);

/** Articles, statements, interviews: they are their author. */
export const authoredNouns = set(
  "statement letter post interview article op-ed tweet speech column blog essay message note testimony email e-mail book piece story",
);

/** Unnamed crowds. */
export const groupNouns = set(`
residents parents villagers workers families relatives neighbours neighbors voters democrats republicans fishermen farmers students
teachers nurses parishioners passengers protesters protestors demonstrators drivers onlookers mothers fathers tenants customers
supporters fans shoppers commuters people islanders locals survivors lawmakers members users households companies insurers women
men children pensioners patients activists economists scientists researchers doctors unions campaigners lawyers shopkeepers
refugees migrants soldiers townspeople owners investors traders pupils staff employees colleagues monitors organisers organizers
conservatives liberals socialists greens nationalists allies opponents others firms businesses banks growers herders miners pilots
crews retailers exporters shipowners captains cellmates bystanders churchgoers guests tourists volunteers rebels veterans`);

/** Nouns for one person; the plural works too. */
export const personNouns = set(`
official source nurse diplomat officer doctor inspector welder clerk engineer manager director spokesman spokeswoman spokesperson
adviser advisor aide lawyer attorney analyst expert professor researcher scientist economist teacher worker employee resident witness
neighbour neighbor friend relative colleague minister mayor senator lawmaker politician candidate chairman chairwoman chair president
governor secretary ambassador judge prosecutor detective sergeant captain soldier commander general skipper haulier delegate insider
staffer strategist operative consultant pollster activist campaigner organiser organizer leader head chief founder owner executive
banker trader broker investor farmer fisherman driver pilot sailor guard technician mechanic electrician plumber carpenter builder
architect designer developer programmer editor reporter journalist writer author novelist poet historian philosopher theologian
priest bishop imam rabbi pastor vicar curate nun monk cleric musician singer actor actress director producer player coach referee
student pupil parent mother father son daughter sister brother wife husband widow widower cousin uncle aunt nephew niece
grandmother grandfather man woman boy girl child teenager person passenger patient customer tenant landlord shopkeeper waiter
waitress chef cook baker butcher cleaner porter receptionist librarian pharmacist dentist vet surgeon physician midwife paramedic
firefighter volunteer veteran refugee villager councillor councilman councilwoman congressman congresswoman representative deputy
legislator microbiologist biologist chemist physicist geologist volcanologist hydrologist meteorologist climatologist statistician
mathematician psychologist sociologist anthropologist archaeologist criminologist demographer epidemiologist virologist
ecologist zoologist botanist astronomer hygienist accountant auditor bookkeeper treasurer beekeeper steward foreman
supervisor superintendent administrator coordinator registrar archivist curator scholar fellow graduate trainee apprentice
contractor supplier retailer bookseller publisher blogger host presenter anchor commentator critic observer monitor negotiator
mediator envoy counsel barrister solicitor magistrate coroner juror plaintiff defendant suspect victim survivor protester
member partner associate assistant aide-de-camp machinist operator dispatcher logger miner shepherd elder chieftain king queen
prince princess premier chancellor congressperson lieutenant colonel major admiral marshal sheriff constable warden ranger
keeper forester gardener grocer tailor hairdresser nanny carer caregiver counsellor counselor therapist trainer hacker rival
predecessor successor opponent ally boss pal whistleblower informant claimant applicant buyer seller bidder sponsor donor
secretary-general vice-president co-founder ex-husband ex-wife businessman businesswoman entrepreneur billionaire tycoon magnate
oligarch investigator regulator commissioner controller ombudsman chairperson headteacher headmaster headmistress principal dean rector
sub-editor columnist correspondent photographer cameraman filmmaker sculptor painter artist librettist composer conductor dancer
grower winemaker brewer vintner rider racer rower swimmer cyclist runner boxer footballer striker goalkeeper captain skater
ornithologist entomologist economist-in-chief oncologist cardiologist pathologist pediatrician paediatrician toxicologist
glaciologist oceanographer seismologist zookeeper lifeguard harbourmaster harbormaster pensioner retiree local trucker
conservationist environmentalist lobbyist fundraiser planner surveyor valuer developer geographer linguist translator interpreter
creditor shareholder bondholder trustee director-general speaker whip backbencher premier chaplain deacon undertaker caretaker
janitor concierge bartender barman hotelier guide attendant conductor stationmaster signalman docker stevedore crewman deckhand
bosun mate skipper officer-in-charge abbot abbess publican challenger alderman`);

/** Unnamed people who only speak for the body before or after them. */
export const voiceNouns = set(
  "spokesman spokeswoman spokesperson spokespeople spokesmen lawyer lawyers attorney attorneys representative solicitor solicitors barrister counsel",
);

/** Nouns that carry a claim and can take "that": noun, stance. */
export const claimNouns: ReadonlyMap<string, "asserts" | "denies" | "believes" | "expects" | "warns"> = new Map([
  ["claim", "asserts"],
  ["claims", "asserts"],
  ["assertion", "asserts"],
  ["assertions", "asserts"],
  ["allegation", "asserts"],
  ["allegations", "asserts"],
  ["accusation", "asserts"],
  ["accusations", "asserts"],
  ["contention", "asserts"],
  ["suggestion", "asserts"],
  ["suggestions", "asserts"],
  ["promise", "asserts"],
  ["pledge", "asserts"],
  ["argument", "asserts"],
  ["complaint", "asserts"],
  ["complaints", "asserts"],
  ["statement", "asserts"],
  ["insistence", "asserts"],
  ["denial", "denies"],
  ["denials", "denies"],
  ["belief", "believes"],
  ["view", "believes"],
  ["suspicion", "believes"],
  ["suspicions", "believes"],
  ["conviction", "believes"],
  ["prediction", "expects"],
  ["predictions", "expects"],
  ["forecast", "expects"],
  ["expectation", "expects"],
  ["warning", "warns"],
  ["warnings", "warns"],
  ["fear", "warns"],
  ["fears", "warns"],
  ["concern", "warns"],
  ["concerns", "warns"],
]);

/** Nouns that stand for an earlier claim when "the", "that" or "such" is before them. */
export const backNouns = set(`
claim claims report reports account accounts accusation accusations allegation allegations charge charges figure figures number numbers
story version warning idea suggestion assertion criticism testimony finding findings wording statement rumour rumours rumor
rumors theory view complaint complaints argument count prediction estimate denial explanation conclusion characterization
characterisation description charge remark remarks comment comments assessment information notion news time date proposal forecast reading`);
