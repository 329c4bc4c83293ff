import { bare, cellsOf, type Line, SHORT_LENGTH_MAX, withoutQuotes } from "./lines.ts";

/** What a line of a page is for, where it is no part of the story. */
export type Furniture =
  | "about"
  | "advert"
  | "comments"
  | "contact"
  | "cookies"
  | "correction"
  | "donate"
  | "follow"
  | "legal"
  | "list"
  | "menu"
  | "newsletter"
  | "note"
  | "reading"
  | "related"
  | "rule"
  | "share"
  | "tags";

interface Rule {
  kind: Furniture;
  /** Matched against the line without decoration, and against each cell of a row. */
  pattern: RegExp;
  examples: readonly string[];
}

const HASHTAGS = /^(?:#[\p{L}\p{N}_-]+[\s,;|·]*)+$/u;

/** Lines that are furniture as a whole: short and without a sentence's end. The first that matches wins. */
export const WHOLE_LINE_RULES: readonly Rule[] = [
  {
    kind: "related",
    pattern:
      /^(?:(?:read )?more (?:on|about|in|from) (?:this|the) (?:topic|subject|story|issue|theme|case|series|matter)|more on (?!.*\d{4}).{2,40}:|related(?: (?:articles?|stories|story|reports?|content|reading|posts?|coverage|news|links?|topics?|pieces?))?|(?:see|read) (?:also|more|further|next)|read (?:on|more about this)|further reading|more (?:reading|coverage|stories like this|like this|background)|background(?: reading)?:|on (?:the same|this) (?:topic|subject|theme)|in (?:the )?same (?:series|dossier)|from (?:the|our) (?:archive|dossier)|you (?:may|might) (?:also )?(?:like|be interested in)|also (?:on|in) this (?:topic|story|series)|in this series|keep reading|what to read next|continue reading with|mehr zum thema|zum thema|lesen sie (?:auch|mehr)|à lire aussi|sur le même (?:thème|sujet)|lire aussi|más sobre (?:este tema|el tema)|lea también|noticias relacionadas|leggi anche|lees ook|meer over dit onderwerp|läs (?:också|även|mer)|les også|læs også|leia (?:também|mais)|czytaj też|читайте также|اقرأ أيضا|اقرأ أيضًا|קראו גם)$/iu,
    examples: ["More on this topic", "Related", "See also", "Related stories", "Mehr zum Thema"],
  },
  {
    kind: "list",
    pattern:
      /^(?:(?:the )?(?:most|top) (?:read|viewed|popular|shared|commented|recent|discussed)(?: (?:articles?|stories|today|now|this week|in .{2,30}))?|(?:the )?latest(?: (?:news|articles?|stories|headlines|reports?|posts?|from .{2,30}|in .{2,30}))?|trending(?: now| topics| today)?|popular(?: (?:now|today|stories|posts|articles?|this week))?|editors?['’]?s?['’]? (?:picks?|choice)|top (?:stories|news)|also in the news|in other news|breaking(?: news)?|just in|today['’]s (?:headlines|stories|paper)|recommended(?: for you)?|don['’]t miss|best of .{2,30}|more (?:news|headlines|stories|from .{2,40})|elsewhere|around the web|from our partners|partner content|what others are reading|people also read|now reading|up next|next article|previous article|live|video|podcasts?|in pictures|events?|jobs|weather|meist ?gelesen|les plus lus|lo más leído|mest läst|mest lest|mest læste|i più letti|meest gelezen)$/iu,
    examples: ["Most read", "Latest news", "Trending now", "Editors' picks"],
  },
  {
    kind: "advert",
    pattern:
      /^[-–—([]*\s*(?:advert(?:isement|ising|orial)?s?|ads?|ad feature|sponsored(?: (?:content|by .{2,40}|links?|post))?|promot(?:ed|ion)(?: (?:content|by .{2,40}))?|paid (?:content|post|for by .{2,40})|(?:advert(?:isement)?\s*[–—:-]*\s*)?(?:story|article|text) continues (?:below|after)(?: (?:the )?(?:advert(?:isement)?|ad))?|continue reading below|scroll to continue|skip (?:the )?(?:ad(?:vert(?:isement)?)?|promotion)(?: newsletter promotion)?|anzeige|werbung|publicité|publicidad|pubblicità|advertentie|annons|annonse|reklame?|reklama|реклама|إعلان)\s*[-–—)\]]*$/iu,
    examples: ["Advertisement", "ADVERTISEMENT – story continues below", "Sponsored by Holm & Aske", "Anzeige"],
  },
  {
    kind: "comments",
    pattern:
      /^(?:(?:\d[\d,. ]*|no|one|view(?: all)?(?: \d+)?|show(?: all)?(?: \d+)?|read(?: the)?(?: \d+)?|see(?: all)?(?: \d+)?|hide) (?:comments?|responses?|replies|reactions?|opinions?)|(?:comments?|responses?|replies|reactions?|discussion|kommentare?|commentaires|comentarios|kommentarer|reacties)(?:\s*[([]?\s*\d+\s*[)\]]?)?(?: (?:are )?(?:closed|off|open|disabled))?|(?:leave|add|post|write|join) (?:a|your|the) (?:comment|reply|response|discussion|conversation)|(?:what do you think|have your say|join the (?:conversation|discussion|debate))[?!.]?|reply|load more(?: comments)?|be the first to comment|sign in to comment|log in to comment)$/iu,
    examples: ["23 comments", "Comments (17)", "8 responses", "Leave a comment"],
  },
  {
    kind: "share",
    pattern:
      /^(?:share(?:d)?(?: (?:this|it|on|by|via|the|article|story|page|post|report|with|to|now|link).{0,40})?(?:\s*\(?\d+\)?)?|\d[\d,.k]* shares?|copy (?:the )?(?:link|url|address)|link copied[.!]?|copied[.!]?|print(?: (?:this )?(?:page|article|story|version))?|e-?mail(?: (?:this|to|a friend|article|link).{0,30})?|send(?: (?:this|to|by|as).{0,30})?|tweet(?: this)?|post(?: (?:this|to|on) .{0,20})?|save(?: (?:this|for later|article|to .{0,20}).{0,20})?|bookmark(?: this.{0,20})?|pin it|whatsapp|telegram|facebook|twitter|x|bluesky|mastodon|linkedin|reddit|pocket|instagram|threads|messenger|signal|gift (?:this )?(?:article|story|link)|listen(?: (?:to|now|here).{0,40})?|(?:play|pause)(?: audio)?|audio version|text size|(?:larger|smaller) text|font size|a[-+]|a a|zoom|download(?: pdf| as pdf)?|pdf|translate(?: this.{0,20})?|more options?|options|expand|collapse|show more|read aloud|view (?:gallery|image|full size.{0,10})|enlarge(?: image)?|open (?:image|gallery).{0,20}|next|previous|back|close|teilen|drucken|merken|partager|imprimer|compartir|imprimir|dela|del|condividi|delen|поделиться|مشاركة|طباعة)$/iu,
    examples: ["Share", "Copy link", "Print", "Share by e-mail", "Link copied", "Listen to this column"],
  },
  {
    kind: "reading",
    pattern:
      /^(?:(?:reading|read|listening|listen)(?: time)?:?\s*(?:about |approx\.? |ca\.? |circa )?\d+\s*(?:[-–]\s*\d+\s*)?(?:min(?:ute)?s?\.?|m)|(?:about |approx\.? |ca\.? )?\d+\s*(?:[-–]\s*\d+\s*)?[- ]?min(?:ute)?s?\.?(?: (?:read|listen|to read|reading(?: time)?))?|\d[\d,.]* (?:words|views|reads|readers|clicks|visits)|lesezeit:? .{1,20}|temps de lecture:? .{1,20})$/iu,
    examples: ["6 min read", "Reading time: 4 minutes", "1,204 views"],
  },
  {
    kind: "cookies",
    pattern:
      /^(?:(?:accept|reject|allow|decline|refuse|agree)(?: (?:all|and .{2,20}|cookies|only .{2,20}))?(?: cookies)?|only necessary|necessary only|ok(?:ay)?|got it[.!]?|i (?:agree|understand|accept)|fine|no,? thank(?:s| you)|manage (?:cookies|preferences|choices|settings|consent)|cookie (?:settings|policy|preferences|notice)|cookies|your (?:choice|privacy)|privacy settings|consent|dismiss|alle akzeptieren|ablehnen|tout accepter|refuser)$/iu,
    examples: ["Accept", "Only necessary", "Manage cookies", "Cookie settings"],
  },
  {
    kind: "newsletter",
    pattern:
      /^(?:(?:get|receive|join|subscribe to|sign up (?:for|to)|try) (?:our|the|my) .{2,60}|newsletters?|(?:your |enter (?:your )?)?e-?mail(?: address)?\*?|sign up(?: (?:now|here|free|for free|today))?|subscribe(?: (?:now|here|today|for free|free|to .{2,50}))?|unsubscribe|(?:the )?(?:morning|evening|daily|weekly|weekend|saturday|sunday|friday) (?:letter|briefing|newsletter|digest)|in your inbox.{0,40}|thank you for (?:signing up|subscribing).{0,20}|first name|last name|your name|submit|abonnieren|s['’]abonner|suscríbete|newsletter abonnieren|prenumerera)$/iu,
    examples: ["Get our Saturday letter", "Your e-mail address", "Sign up", "Subscribe"],
  },
  {
    kind: "tags",
    pattern:
      /^(?:(?:tags?|tagged(?: (?:with|as|under|in))?|topics?|keywords?|filed under|categor(?:y|ies)|posted in|subjects?|themes?|labels?|places?|people|schlagw(?:orte|örter)|themen|mots[- ]clés|étiquettes|etiquetas|taggar|emneord)\s*:.{0,200}|(?:tags?|topics|keywords|filed under|explore more on these topics))$/iu,
    examples: ["Tags: health, hospitals, Brindlewick", "Filed under: Harbour"],
  },
  {
    kind: "follow",
    pattern:
      /^(?:follow(?: (?:us|me|the author|this .{2,20}|.{2,30} on .{2,30}))?(?: on .{2,60})?|find us(?: on .{2,60})?|rss(?: feed)?|feeds?|atom|subscribe via rss|newsletter|our (?:channel|app|podcast)|(?:download|get) (?:the|our) app|app store|google play|like us on .{2,20}|join us on .{2,30}|social media|folgen sie uns.{0,20}|suivez-nous.{0,20})$/iu,
    examples: ["Follow us", "RSS", "Follow us on Mastodon"],
  },
  {
    kind: "legal",
    pattern:
      /^(?:imprint|impressum|legal(?: notice)?|privacy(?: (?:policy|notice|& cookies|and cookies|statement))?|terms(?: (?:of (?:use|service)|and conditions|& conditions))?|about(?: us| .{2,20})?|contact(?: us)?|masthead|advertise(?: with us)?|sitemap|site map|accessibility(?: statement)?|help|faq|(?:our )?ethics(?: code| policy)?|code of conduct|editorial (?:code|policy|standards)|corrections?|complaints|careers|jobs|who we are|all rights reserved|datenschutz|agb|mentions légales|aviso legal|(?:back )?to (?:the )?top|top of page|home ?page|powered by .{2,30}|(?:issn|isbn)\b.{2,20}|registered .{2,60}|version \d.{0,10})\.?$/iu,
    examples: ["Imprint", "Privacy policy", "Terms of use", "To the top"],
  },
  {
    kind: "legal",
    pattern: /^(?:©|\(c\)|copyright\b|℗)/iu,
    examples: ["© Tidewrack Cooperative", "Copyright 2034 Plumbline"],
  },
  {
    kind: "contact",
    pattern:
      /^(?:report an? (?:error|mistake|typo|problem)|(?:found|spotted|seen|noticed) (?:an? )?(?:error|mistake|typo)\b.{0,60}|send (?:us )?(?:a |your )?(?:tip|correction|letter|feedback)s?.{0,40}|(?:got|have) a (?:tip|story|correction)\b.{0,60}|write to (?:us|the author|the editor).{0,60}|contact the (?:author|editor|reporter).{0,60}|letters? to the editor|feedback|suggest an? (?:edit|correction)|[\w.+-]+@[\w-]+\.[\w.]+|https?:\/\/\S+|www\.\S+|(?:tel|phone|fax)\b.{2,30})$/iu,
    examples: ["Report an error", "Spotted a mistake?", "desk@tidewrack.example"],
  },
  {
    kind: "donate",
    pattern:
      /^(?:donate(?: (?:now|here|today|once|monthly|.{0,3}\d+.{0,3}))?|give(?: (?:now|here|today|once|monthly))?|support(?: us| now| .{2,30})?|contribute(?: now| here| today)?|become an? (?:member|supporter|patron|friend|subscriber)(?: (?:now|today|of .{2,30}))?|join(?: us| now| today)?|chip in(?: now)?|(?:other|another|custom|different) amount|choose (?:an|your) amount|monthly|once|one[- ]off|one[- ]time|every month|yearly|annually|pay (?:with|by) .{2,30}|spenden|jetzt spenden|faire un don|donar|doneer|ge en gåva|\d[\d,. ]* (?:donors?|supporters?|donations?|contributors?|backers?|givers?|members?|gifts?|people)(?: (?:so far|have given|gave|this month|today|and counting))?|from \d[\d,. ]* (?:donors?|supporters?|people|readers)|\d+(?:[.,]\d+)?\s?%(?: (?:funded|reached|raised|of (?:the |our )?goal|complete|there))?|(?:\d+ )?(?:days?|weeks?|hours?) (?:left|to go|remaining))$/iu,
    examples: ["Donate now", "Other amount", "312 supporters", "64 % funded", "9 days left"],
  },
  {
    kind: "menu",
    pattern:
      /^(?:skip to (?:the )?(?:main )?(?:content|navigation|footer|article).{0,20}|jump to (?:content|navigation)|(?:main )?(?:menu|navigation|nav)|search(?: .{0,20})?|sign[- ]?in|sign[- ]?out|log[- ]?in|log[- ]?out|register|my account|account|profile|home|start(?: page)?|sections?|open menu|close menu|toggle .{2,20}|all (?:sections|topics|news)|e-?paper|(?:today['’]s )?edition|subscribe|shop|archive|zum inhalt springen|menü|anmelden|suche|accueil|inicio|hem|forside|القائمة|الرئيسية)$/iu,
    examples: ["Skip to main content", "Menu", "Sign in", "Home"],
  },
  {
    kind: "about",
    pattern:
      /^(?:(?:about|meet|who is) (?:the )?(?:author|writer|reporter|columnist|contributor|photographer|journalist)s?|(?:more )?about (?:this (?:story|article|report|text|series|column)|us)|the author|author|how we (?:reported|did) (?:this|it)(?: story)?|our sources|methodology|über (?:den autor|die autorin))$/iu,
    examples: ["About the author", "How we reported this"],
  },
  {
    kind: "rule",
    pattern: /^[^\p{L}\p{N}]*$/u,
    examples: ["* * *", "———", "•••"],
  },
];

/** Sentences that are furniture: matched against the line without its quotations, where it has at most `words_max`. */
export const SENTENCE_RULES: readonly (Rule & { words_max: number })[] = [
  {
    kind: "correction",
    words_max: 90,
    pattern:
      /^(?:corrections?|clarifications?|update|editor['’]?s['’]? note|note|erratum|amendment|korrektur|rectificatif|corrección|rättelse)\s*(?:\([^)]{1,40}\)|,? \d[^:–—]{2,30})?\s*[:–—.-]\s?\S|^(?:this|the|an earlier|a previous|an? original|earlier versions?)\b.{0,40}\b(?:article|story|report|piece|text|version|column|headline|page|caption|post)s?\b.{0,60}\b(?:was|were|has been|have been|is|had)\b.{0,30}\b(?:amended|corrected|updated|changed|edited|revised|clarified|misspelled|misspelt|misstated|wrong|incorrect)|^(?:an? )?(?:earlier|previous|original|first) versions? (?:of this .{2,20} )?(?:misspell|misspelt|misstated|gave|said|stated|named|wrongly|incorrectly|misidentified|mis)/iu,
    examples: [
      "Correction: An earlier version misspelled the name of the haulage trade.",
      "This article was amended on 3 May to correct a name.",
      "Editor's note: The figures have been rounded.",
    ],
  },
  {
    kind: "note",
    words_max: 45,
    pattern:
      /^(?:(?:some|all|the|certain|several) (?:names?|places?|details|identities|quotes?|quotations|dates|times|figures|sums|amounts|statements)\b.{0,80}\b(?:have been (?:changed|altered|translated|shortened|withheld|edited)|(?:are|were|has been|have been|is) (?:given|changed|altered|translated|withheld|shortened|edited|in local|local|spelled|rounded|converted|known to))|names? (?:have been |were |was )?(?:changed|withheld|altered)|this (?:article|story|report|text|piece|column|interview|essay|series|reporting|investigation|post)\b(?! by)(?:.{0,40})\b(?:first appeared|(?:was|is|were|has been|is being) (?:first |originally |also |jointly )?(?:published|produced|supported|funded|written|translated|co-?published|made|part|paid|edited|free|based on|reported|done|available|licensed|adapted|updated)|appeared|appears|forms part)|(?:additional|further|extra|more) (?:reporting|research|work|material)\b|(?:with )?(?:reporting|research|translation|translated|edited|editing|illustrations?|graphics?|photos?|photographs?|data|fact[- ]check(?:ing|ed)?|text|words)\b(?: and \w+)? by [\p{Lu}]|translated from|with (?:agencies|material from)|(?:source|sources|quelle|quellen)s?: |(?:we|the editors) (?:have )?(?:changed|withheld|know|use|give)\b.{0,50}\bnames?|the (?:author|writer|reporter|columnist|correspondent|photographer)s? (?:of this .{2,20} )?(?:is|are|was|has|have|lives?|writes?|works?|teaches|reports?|can be)\b|(?:our|this) (?:reporter|correspondent|author|columnist)s? .{0,60}\b(?:can be reached|contributed|writes)|.{2,60}\bcontributed (?:reporting|to this (?:article|story|report|piece))|(?:opinions|views) expressed\b|(?:our|\S+['’]s) (?:standards|principles|code|rules|ethics)\b.{0,30}: |for confidential tips|if you (?:have|know) (?:information|more)|do you (?:have|know) (?:information|more|something|a)|(?:have|got) (?:a tip|information|you (?:been|seen))|(?:you can )?(?:reach|contact|write to) (?:the author|us|him|her|our)\b)/iu,
    examples: [
      "Some names of places are given in the form used by both sides.",
      "This article first appeared in the weekly Meridian Science.",
      "Additional reporting by Kit Asante-Lowe.",
      "The author is a reporter at the Larkhaven Courier.",
    ],
  },
  {
    kind: "cookies",
    words_max: 60,
    pattern:
      /\b(?:this (?:site|website|page)|we|our (?:site|website|partners)|by (?:using|continuing))\b.{0,60}\bcookies?\b|\bcookies?\b.{0,60}\b(?:this site|our site|your (?:browser|device|visit|choice)|accept|we)\b|\b(?:count|measure|track) your visits?\b|^by (?:using|continuing to use) (?:this|our) (?:site|website)/iu,
    examples: [
      "We use cookies to count visits. Accept / Only necessary",
      "This site uses only the cookies it needs.  OK",
    ],
  },
  {
    kind: "newsletter",
    words_max: 50,
    pattern:
      /\b(?:in|to|into) your (?:inbox|mailbox|in-?box)\b|\bunsubscribe\b|\bour (?:\w+ ){0,3}(?:newsletter|briefing|bulletin|weekly letter|letter)\b|\bsign up (?:for|to|here|and|now|below|today)\b|\bsubscribe to (?:our|the|my)\b|\b(?:by|we) e-?mail (?:every|each|once|you)\b|\b(?:enter|leave) your e-?mail\b|\byour e-?mail address\b|\b(?:we|you) (?:will )?never (?:share|spam|pass on)\b|\bno spam\b|\bwe send (?:it|you|one|a letter)\b|^(?:get|want|like what you(?: are|['’]re)? read).{0,80}\b(?:every|each) (?:day|week|month|morning|evening|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/iu,
    examples: [
      "Like what you read? Get Sextant in your inbox every Friday.",
      "You can unsubscribe at any time.",
      "Sign up for our weekly newsletter and never miss a tide.",
    ],
  },
  {
    kind: "comments",
    words_max: 30,
    pattern:
      /\bcomments (?:are|will be|have been|were) (?:closed|moderated|open|disabled|off|checked|read)\b|^(?:be (?:kind|civil|polite|nice)|please (?:be|keep|stay|read our)\b.{0,30}\b(?:civil|polite|rules|kind|topic))|\b(?:log|sign) in to (?:comment|join|reply)\b|\bour (?:community|comment) (?:rules|guidelines|standards)\b|^what do you think\?/iu,
    examples: ["Be kind. Comments are closed after 48 hours.", "Sign in to comment."],
  },
  {
    kind: "legal",
    words_max: 50,
    pattern:
      /\ball rights reserved\b|\bmay not be (?:reproduced|copied|republished)\b|\bcreative commons\b|\b(?:reproduction|reprints?) (?:only|without|is|prohibited)\b|\bregistered (?:charity|company|office|in)\b.{0,40}\d|^(?:published by|responsible (?:editor|for content)|editor[- ]in[- ]chief)\b/iu,
    examples: ["© Plumbline Media Trust. All rights reserved.", "This text may not be reproduced without permission."],
  },
  {
    kind: "advert",
    words_max: 40,
    pattern: /^(?:advert(?:isement|isers?)?|ad|sponsored|promoted|promotion|anzeige)\s*[:–—|-]\s?\S/iu,
    examples: ["Advertisement: Brannock Boats – the spring sale is on."],
  },
  {
    kind: "contact",
    words_max: 30,
    pattern:
      /^(?:did you (?:find|spot|notice|see)|(?:found|spotted|seen|noticed)) (?:an? |any )?(?:error|mistake|typo|slip)s?\b|^(?:(?:got|have) an? (?:view|opinion|question|story|tip)\?|(?:write|send|tell) (?:your |us|to )?.{0,30}@)|\b(?:tell|write to|e-?mail|call) us (?:at|on|in confidence|about)\b|\bour (?:secure|tip) ?(?:line|box|drop)\b/iu,
    examples: ["Found a mistake? Tell us.", "You can write to us in confidence."],
  },
  {
    kind: "share",
    words_max: 20,
    pattern:
      /\b(?:tell|send (?:it|this) to) (?:a|your|some) friends?\b|\bshare (?:it|this)(?: \w+)? with\b|\bpass it on\b|\bforward this\b/iu,
    examples: ["Did you like this story? Tell a friend.", "Share this with someone who rows."],
  },
  {
    kind: "follow",
    words_max: 25,
    pattern: /^follow (?:us|our|this|@|[\p{Lu}]\S+ on )|\b(?:download|get) our app\b|\bjoin our (?:channel|group)\b/iu,
    examples: ["Follow us on Mastodon for more.", "Download our app for breaking news."],
  },
];

/** What kind of furniture a line is, or null where it may be part of the story. */
export function furnitureOf(line: Pick<Line, "raw" | "text" | "words">): Furniture | null {
  if (line.text.length > SHORT_LENGTH_MAX) return null;
  return wholeLine(line.text) ?? rowOf(line.raw) ?? sentence(line);
}

function wholeLine(text: string): Furniture | null {
  const stripped = bare(text);
  for (const { kind, pattern } of WHOLE_LINE_RULES) if (pattern.test(stripped)) return kind;
  // A first tag's hash is no decoration.
  if (text.startsWith("#") && HASHTAGS.test(text)) return "tags";
  return null;
}

/** A row of buttons is what its cells are; a row of three or more short cells is a menu. */
function rowOf(raw: string): Furniture | null {
  const cells = cellsOf(raw).flatMap((cell) => cell.split(/ [/›»>] /));
  if (cells.length < 2) return null;
  const kinds = cells.map(wholeLine);
  const known = kinds.find((kind) => kind !== null);
  if (known !== undefined && known !== null && kinds.every((kind) => kind !== null)) return known;
  const short = cells.every((cell) => cell.split(" ").length <= 3 && !/[.!?]$|\d/.test(cell));
  if (short && (cells.length >= 3 || known === "menu")) return "menu";
  return null;
}

function sentence(line: Pick<Line, "text" | "words">): Furniture | null {
  const said = withoutQuotes(bare(line.text)).trim();
  for (const { kind, pattern, words_max } of SENTENCE_RULES) {
    if (line.words <= words_max && pattern.test(said)) return kind;
  }
  return null;
}
