/** Checks the texts of every language against those of the working language. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, faultAt, faultsIn, listContent, nearest, openContent } from '../content/index.ts';
import { descriptionsFile, readDescriptions, sentencesOf } from './descriptions.ts';
import { loadLanguages } from './language.ts';
import { lackingForms, valuesOf } from './message-parts.ts';
import { filesOf, type Message, readMessages } from './messages.ts';

export type TextsReport = {
  /** Faults that prevent the use of texts: an unreadable file or message, a placeholder without a value. */
  readonly faults: readonly Fault[];
  /**
   * Deficiencies of another language, unless it is being translated: readers see the text of the working language
   * instead.
   */
  readonly warnings: readonly Fault[];
  /** Progress of each language other than the working language. */
  readonly languages: readonly LanguageReport[];
};

export type LanguageReport = {
  readonly language: string;
  readonly state: 'started' | 'needed' | 'reviewed';
  /** Number of texts of the working language and sentences of models, and of those that it lacks. */
  readonly texts: number;
  readonly missing: number;
  /** Texts of its own that neither the working language nor a model has. */
  readonly unused: number;
  /** Number of plural forms that its messages lack. */
  readonly forms: number;
};

/**
 * @param asked.descriptions - what models say about published tables; by default these are not checked
 * @param asked.onRequest - false to check only languages that are loaded at start; a language with `on_request` is
 *   loaded when someone requests it
 */
export function checkTexts(
  contentRoot: string,
  asked: { onRequest: boolean; descriptions?: readonly string[] | null } = { onRequest: true },
): TextsReport {
  const ofList = faultsIn(() => loadLanguages(contentRoot));
  if (ofList.length > 0) return { faults: ofList, warnings: [], languages: [] };
  const { languages, working, described: ofModels } = loadLanguages(contentRoot);
  const codes = languages.map(({ code }) => code);
  const own = readMessages(contentRoot, working);
  const faults: Fault[] = [
    ...own.faults,
    ...unlistedFolders(contentRoot, codes),
    ...unlistedFiles(contentRoot, codes),
    ...unreadable(own.messages, working),
  ];
  const warnings: Fault[] = [...missingForms(own.messages, working)];
  const reports: LanguageReport[] = [];
  const sentences = [...new Set((asked.descriptions ?? []).flatMap(sentencesOf))];
  const others = languages.filter((one) => one.code !== working && (asked.onRequest || !one.onRequest));
  for (const { code, complete, reviewed } of others) {
    const { messages, faults: found } = readMessages(contentRoot, code, complete);
    faults.push(...found, ...unreadable(messages, code));
    // Every text of an unreadable file would seem missing.
    if (found.length + own.faults.length > 0) continue;
    faults.push(...otherValues(messages, own.messages, code, working));
    const unused = strays(messages, own.messages, working);
    const lacking = missing(contentRoot, code, messages, own.messages);
    const forms = missingForms(messages, code);
    const described = asked.descriptions && code !== ofModels ? checkDescriptions(contentRoot, code, sentences) : none;
    // For a language that is being translated, later changes of the working language are left to the translator.
    if (complete) faults.push(...unused);
    if (complete) warnings.push(...lacking, ...forms, ...described.faults);
    reports.push({
      language: code,
      state: complete ? (reviewed ? 'reviewed' : 'needed') : 'started',
      texts: own.messages.size + described.texts,
      missing: lacking.length + described.missing,
      unused: unused.length + described.unused,
      forms: forms.length,
    });
  }
  return { faults, warnings, languages: reports };
}

type All = ReadonlyMap<string, Message>;

type DescriptionsReport = {
  /** Number of sentences, of those without a translation, and of translations of no sentence. */
  readonly texts: number;
  readonly missing: number;
  readonly unused: number;
  /** A reworded sentence is one fault: its earlier wording is not used, and names the new one. */
  readonly faults: readonly Fault[];
};

const none: DescriptionsReport = { texts: 0, missing: 0, unused: 0, faults: [] };

/** Sentences of models without a translation, which readers see in the language of the models, and translations of no sentence. */
function checkDescriptions(contentRoot: string, language: string, sentences: readonly string[]): DescriptionsReport {
  const name = descriptionsFile(language);
  const translations = readDescriptions(contentRoot, language);
  const known = new Set(sentences);
  const missing = sentences.filter((sentence) => !translations.has(sentence));
  const unused = [...translations.keys()].filter((sentence) => !known.has(sentence));
  const reworded = new Set<string>();
  const strays = unused.map((sentence) => {
    const near = nearest(sentence, missing);
    for (const one of near) reworded.add(one);
    return openContent(contentRoot, name).file!.fault([sentence], {
      what: `No model says "${sentence}".`,
      near,
      correction: near.length > 0 ? 'Translate what the model says now.' : 'Remove the line.',
    });
  });
  const lacking = missing.filter((sentence) => !reworded.has(sentence));
  const untranslated = lacking.map((sentence) =>
    faultAt(name, null, {
      what: `The description "${sentence}" has no translation in the language "${language}".`,
      correction: `Add it to ${name}.`,
    }),
  );
  return {
    texts: sentences.length,
    missing: missing.length,
    unused: unused.length,
    faults: [...strays, ...untranslated],
  };
}

function unlistedFolders(contentRoot: string, codes: readonly string[]): Fault[] {
  return readdirSync(join(contentRoot, 'texts'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !codes.includes(entry.name))
    .map(({ name }) =>
      faultAt(`texts/${name}`, null, {
        what: `The folder is of a language "${name}" that texts/languages.yaml does not list.`,
        near: nearest(name, codes),
        correction: 'List the language, or remove the folder.',
      }),
    );
}

/** Texts of dashboards, frameworks and models and names of reference tables in a language that is not listed. */
const unlistedFiles = (contentRoot: string, codes: readonly string[]): Fault[] =>
  listContent(contentRoot).flatMap((name) => {
    const language = /^(?:dashboards|pipelines)\/(?:.*\/)?(?:texts|names)\/([^/]+)\.(?:yaml|csv)$/.exec(name)?.[1];
    if (language === undefined || codes.includes(language)) return [];
    const what = `The file is of a language "${language}" that texts/languages.yaml does not list.`;
    const near = nearest(language, codes);
    return faultAt(name, null, { what, near, correction: 'List the language, or remove the file.' });
  });

function unreadable(messages: All, language: string): Fault[] {
  return [...messages.values()].flatMap((message) => {
    const values = valuesOf(message.text, language);
    if (typeof values !== 'string') return [];
    const what = `The message cannot be read: ${values.toLowerCase().replaceAll('_', ' ')}.`;
    return fault(message, { what, correction: 'Look at its braces { } and at "other" of each choice.' });
  });
}

/** Texts that the working language does not have, so that nothing uses them. */
const strays = (messages: All, own: All, working: string): Fault[] =>
  [...messages].flatMap(([key, message]) =>
    own.has(key)
      ? []
      : fault(message, {
          what: `The text ${key} is used by nothing: the working language "${working}" has no such text.`,
          near: nearest(
            key,
            [...own.keys()].filter((one) => !messages.has(one)),
          ),
          correction: `Remove it, or add it in "${working}" first.`,
        }),
  );

function otherValues(messages: All, own: All, language: string, working: string): Fault[] {
  return [...messages].flatMap(([key, message]) => {
    const original = own.get(key);
    const [theirs, ours] = [valuesOf(message.text, language), original && valuesOf(original.text, working)];
    if (typeof theirs === 'string' || ours === undefined || typeof ours === 'string') return [];
    const unknown = theirs.filter((name) => !ours.includes(name));
    const unsaid = ours.filter((name) => !theirs.includes(name));
    return [
      ...unknown.map((name) => ({
        what: `The text ${key} takes a value {${name}}, which the text in "${working}" does not have.`,
        near: nearest(name, unsaid),
        correction: ours.length === 0 ? 'Remove it.' : `Its values are ${ours.map((one) => `{${one}}`).join(', ')}.`,
      })),
      ...(unknown.length > 0 ? [] : unsaid).map((name) => ({
        what: `The text ${key} lacks the value {${name}} of the text in "${working}".`,
        correction: `Add {${name}}.`,
      })),
    ].flatMap((wording) => fault(message, wording));
  });
}

function missing(contentRoot: string, language: string, messages: All, own: All): Fault[] {
  const files = new Map(filesOf(contentRoot, language).map(({ name, key }) => [key, name]));
  const siblings = new Map<string, Message>();
  for (const message of messages.values())
    if (!siblings.has(message.file.name)) siblings.set(message.file.name, message);
  return [...own].flatMap(([key, { path }]): Fault[] => {
    if (messages.has(key)) return [];
    const area = key.slice(0, key.length - path.join('.').length - 1);
    const folder = area.startsWith('dashboards.') ? `dashboards/${area.slice('dashboards.'.length)}/texts` : '';
    const name = files.get(area) ?? (folder === '' ? `texts/${language}/${area}.yaml` : `${folder}/${language}.yaml`);
    const wording = {
      what: `The text ${path.join('.')} is missing in the language "${language}".`,
      correction: `Add ${path.join('.')} to ${name}.`,
    };
    const sibling = siblings.get(name);
    return [sibling ? sibling.file.fault(path, wording) : faultAt(name, null, wording)];
  });
}

const fault = ({ file, path }: Message, wording: Parameters<typeof faultAt>[2]): Fault[] => [file.fault(path, wording)];

/** Plural forms that a language requires and a message lacks. */
const missingForms = (messages: All, language: string): Fault[] =>
  [...messages].flatMap(([key, message]) =>
    lackingForms(message.text, language).flatMap(({ value, forms }) =>
      fault(message, {
        what: `The text ${key} lacks the plural ${forms.length === 1 ? 'form' : 'forms'} ${forms.join(', ')} of {${value}}, which "${language}" needs.`,
        correction: `Add ${forms.map((form) => `${form} {…}`).join(' ')}.`,
      }),
    ),
  );
