/**
 * Texts from `texts/<language>/<area>.yaml`: the file name is the first segment of a key, followed by the keys of the
 * file (`pages.upload.title`). Messages are in ICU syntax. A dashboard has its own texts,
 * `dashboards/<name>/texts/<language>.yaml`, whose keys start with `dashboards.<name>`.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import { openContent, refuseFaults } from '../content/index.ts';
import type { Finding, ReportedFinding } from '../domain/index.ts';
import { type DescriptionPart, describer } from './descriptions.ts';
import { type Language, loadLanguages } from './language.ts';
import { withIsolatedValues } from './message-parts.ts';
import { filesOf, messagesIn, readMessages } from './messages.ts';

export type TextValues = Readonly<Record<string, string | number | boolean>>;

export type Texts = {
  readonly languages: readonly Language[];
  /** Code of the working language, whose text replaces a missing one. */
  readonly working: string;
  /** The language of a code; the working language for an unknown code. */
  readonly language: (code: string) => Language;
  /** True if the key has a text in any language. */
  readonly has: (key: string) => boolean;
  /**
   * The text of a key; if this language lacks it, in the working language after its tag. Throws if no language has
   * it, or a value is missing.
   */
  readonly say: (language: string, key: string, values?: TextValues) => string;
  /** A finding as sentences, with its correction. */
  readonly describe: (language: string, finding: Finding) => ReportedFinding;
  /** A description of a published table or column; the sentences that the language lacks remain in that of the models. */
  readonly translate: (language: string, description: string) => readonly DescriptionPart[];
  /** The message without its values filled in. Throws if this language has none. */
  readonly message: (language: string, key: string) => string;
  /** Every key of one language, in order, for checking translations. */
  readonly keys: (language: string) => readonly string[];
  /** The best available language for an Accept-Language header. */
  readonly negotiate: (acceptLanguage: string | undefined) => string;
};

/** Messages by key. */
export type AreaTexts = Readonly<Record<string, string>>;

/**
 * The messages of one area in one language by key, for lists on a terminal, which would otherwise read all texts.
 *
 * @param area - the name of its file, and the first segment of its keys
 * @throws Problem `content_faulty`
 */
export function loadArea(contentRoot: string, language: string, area: string): AreaTexts {
  const { file, faults } = openContent(contentRoot, `texts/${language}/${area}.yaml`);
  refuseFaults(faults);
  return Object.fromEntries([...messagesIn(file!, area)].map(([key, { text }]) => [key, text]));
}

/** A message of these with its values, which are texts. Throws if there is none, or if a value is missing. */
export function sayIn(texts: AreaTexts, language: Language, key: string, values: TextValues = {}): string {
  const message = texts[key];
  if (message === undefined) throw new Error(`no text "${key}" in "${language.code}"`);
  return fillIn(() => language)(language.code, key, message, values);
}

/** Keys of which it is remembered whether there is a text. */
const mostKnown = 20_000;

/**
 * Reads the texts of all languages; for a language with `on_request`, each file when a text of it is first requested.
 *
 * @param when - `on_request` for all languages: for a process that needs few of the files, after another has read all
 * @throws Problem `content_faulty` with every fault of every file that is read at once; an unreadable file that is
 *   read later counts as missing
 */
export function loadTexts(contentRoot: string, when: 'at_once' | 'on_request' = 'at_once'): Texts {
  const { languages, working, described } = loadLanguages(contentRoot);
  const isRead = ({ code, onRequest }: Language) => when === 'at_once' && (!onRequest || code === working);
  const atOnce = languages.filter(isRead);
  const written = atOnce.map(({ code, complete }) => [code, readMessages(contentRoot, code, complete)] as const);
  refuseFaults(written.flatMap(([, { faults }]) => faults));
  const byLanguage = new Map<string, Lookup>(
    written.map(([code, { messages }]) => [
      code,
      lookupOf(new Map([...messages].map(([key, { text }]) => [key, text]))),
    ]),
  );
  for (const { code } of languages) if (!byLanguage.has(code)) byLanguage.set(code, onRequest(contentRoot, code));
  const byCode = new Map(languages.map((one) => [one.code, one]));
  const language = (code: string) => byCode.get(code) ?? byCode.get(working)!;

  const filled = fillIn(language);

  const say = (code: string, key: string, values: TextValues = {}) => {
    const own = byLanguage.get(code)?.get(key);
    const message = own ?? byLanguage.get(working)?.get(key);
    if (message === undefined) throw new Error(`no text "${key}" in any language`);
    const from = own === undefined ? working : code;
    const text = filled(from, key, message, values);
    return own === undefined && code !== working ? `[${working}] ${text}` : text;
  };

  /** Asked for each text of each row. */
  const known = new Map<string, boolean>();

  return {
    languages,
    working,
    language,
    say,
    message: (code, key) => {
      const message = byLanguage.get(code)?.get(key);
      if (message === undefined) throw new Error(`no text "${key}" in "${code}"`);
      return message;
    },
    has: (key) => {
      let found = known.get(key);
      if (found === undefined) {
        found = [...byLanguage.values()].some((texts) => texts.get(key) !== undefined);
        if (known.size >= mostKnown) known.clear();
        known.set(key, found);
      }
      return found;
    },
    keys: (code) => [...(byLanguage.get(code)?.keys() ?? [])],
    translate: describer(contentRoot, described),
    describe: (code, finding) => describeFinding((key, values) => say(code, key, values), finding),
    negotiate: (header) => negotiate(header, languages, working),
  };
}

/** A message of words alone, or its words and, at odd places, the names of its values. */
type PlainMessage = readonly string[];

/** Fills in messages by the rules of their language. Each message is parsed once. */
function fillIn(language: (code: string) => Language) {
  const formats = new Map<string, Map<string, PlainMessage | IntlMessageFormat>>();
  const format = (code: string, key: string, message: string): PlainMessage | IntlMessageFormat => {
    const ofCode = formats.get(code) ?? new Map<string, PlainMessage | IntlMessageFormat>();
    formats.set(code, ofCode);
    const known = ofCode.get(key);
    if (known) return known;
    // What a person typed or a file is called keeps its own direction: `15 200` would be displayed as 200 15.
    const quotes = language(code).direction === 'rtl' && /^(?:findings|problems)\./.test(key);
    const made = (quotes ? null : plainMessage(message)) ?? parsed(message, language(code).locale, quotes);
    ofCode.set(key, made);
    return made;
  };
  return (code: string, key: string, message: string, values: TextValues): string => {
    try {
      const made = format(code, key, message);
      const text =
        'format' in made
          ? String(made.format(values))
          : (filledPlainly(made, values) ?? String(parsed(message, language(code).locale).format(values)));
      return language(code).direction === 'rtl' ? fromTheLeft(text) : text;
    } catch (cause) {
      // The original message names the missing variable, but not the text.
      throw new Error(`text "${key}" in "${code}": ${(cause as Error).message}`, { cause });
    }
  };
}

function parsed(message: string, locale: string, quotes = false): IntlMessageFormat {
  const made = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true });
  return quotes ? new IntlMessageFormat(withIsolatedValues(made.getAst()), locale) : made;
}

/** A message that needs neither a parser nor the rules of a language; null for any other. */
function plainMessage(message: string): PlainMessage | null {
  const parts = message.split(/\{(\w+)\}/);
  return parts.some((part, at) => at % 2 === 0 && /['{}<>#]/.test(part)) ? null : parts;
}

/** Null for a value that is missing or neither text nor number, which only the parser's rules know. */
function filledPlainly(parts: PlainMessage, values: TextValues): string | null {
  let text = parts[0]!;
  for (let at = 1; at < parts.length; at += 2) {
    const value = values[parts[at]!];
    if (typeof value !== 'string' && typeof value !== 'number') return null;
    text += value + parts[at + 1]!;
  }
  return text;
}

function describeFinding(say: (key: string, values: TextValues) => string, finding: Finding): ReportedFinding {
  const { details, ...rest } = finding;
  const values = {
    ...details,
    sheet: finding.sheet ?? '',
    cell: finding.cell ?? '',
    question: finding.question ?? '',
  };
  return {
    ...rest,
    message: say(`findings.${finding.code}.what`, values),
    fix: say(`findings.${finding.code}.fix`, values),
  };
}

/**
 * A date such as 2026-03-31 after a right-to-left word would be displayed as 31-03-2026, `https://` as `//:https`,
 * and in a picture the id of a release such as 4cc8cae7ee1a in two parts: left-to-right marks prevent this.
 */
const fromTheLeft = (text: string): string =>
  text
    .replace(/(?<![\u200e\d-])\d+(?:-\d+)+(?![\d-])/g, '\u200e$&')
    .replace(/(?<![\u200e\w/.-])\d+[A-Za-z]\w*/g, '\u200e$&')
    .replace(/https?:\/\/(?![\w\u200e])/g, '$&\u200e');

/** The texts of one language. */
type Lookup = { readonly get: (key: string) => string | undefined; readonly keys: () => readonly string[] };

const lookupOf = (texts: ReadonlyMap<string, string>): Lookup => ({
  get: (key) => texts.get(key),
  keys: () => [...texts.keys()],
});

/** Reads a file of the language when its first text is requested. */
function onRequest(contentRoot: string, language: string): Lookup {
  const files = new Map(filesOf(contentRoot, language).map(({ name, key }) => [key, name]));
  const read = new Map<string, ReadonlyMap<string, string>>();
  const area = (key: string): ReadonlyMap<string, string> => {
    const known = read.get(key);
    if (known) return known;
    const name = files.get(key);
    const file = name === undefined ? null : openContent(contentRoot, name).file;
    const texts = new Map(file === null ? [] : [...messagesIn(file, key)].map(([at, { text }]) => [at, text]));
    read.set(key, texts);
    return texts;
  };
  return {
    get: (key) => {
      const [first = '', second] = key.split('.');
      return area(first === 'dashboards' ? `${first}.${second}` : first).get(key);
    },
    keys: () => [...files.keys()].flatMap((key) => [...area(key).keys()]),
  };
}

function negotiate(header: string | undefined, languages: readonly Language[], working: string): string {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...settings] = part.trim().toLowerCase().split(';');
      const quality = settings.map((setting) => /^\s*q=([0-9.]+)$/.exec(setting)?.[1]).find(Boolean);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    const found = languages.find(({ code }) => tag === code || tag.startsWith(`${code}-`));
    if (found) return found.code;
  }
  return working;
}
