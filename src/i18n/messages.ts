/** The messages of one language, each with its position. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ContentFile, type Fault, openContent, type Path } from '../content/index.ts';
import { languagesFile } from './language.ts';

export type Message = { readonly text: string; readonly file: ContentFile; readonly path: Path };

export type Messages = {
  /** By key: the area or `dashboards.<name>`, then the keys of the file. */
  readonly messages: ReadonlyMap<string, Message>;
  /** Faults of unreadable files, or of a language without files. */
  readonly faults: readonly Fault[];
};

/** @param wanted - false for a language that is being translated, which may have no files yet */
export function readMessages(contentRoot: string, language: string, wanted = true): Messages {
  const files = filesOf(contentRoot, language);
  if (wanted && !existsSync(join(contentRoot, 'texts', language))) {
    const { file } = openContent(contentRoot, languagesFile);
    const what = `The language "${language}" is on offer, and there is no folder texts/${language}.`;
    const correction = `Add texts/${language} with the files of another language, or remove the language.`;
    return { messages: new Map(), faults: [file!.fault(['languages', language], { what, correction })] };
  }
  const messages = new Map<string, Message>();
  const faults: Fault[] = [];
  for (const { name, key } of files) {
    const opened = openContent(contentRoot, name);
    faults.push(...opened.faults);
    if (opened.file !== null) gather(opened.file, opened.file.value, key, [], messages);
  }
  return { messages, faults };
}

/** The messages of one file. @param key - prefix of the keys of its messages */
export function messagesIn(file: ContentFile, key: string): ReadonlyMap<string, Message> {
  const messages = new Map<string, Message>();
  gather(file, file.value, key, [], messages);
  return messages;
}

/** The files of a language, with the prefix of the keys of each. */
export function filesOf(contentRoot: string, language: string): { name: string; key: string }[] {
  const own = namesIn(join(contentRoot, 'texts', language))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => ({ name: `texts/${language}/${name}`, key: name.slice(0, -'.yaml'.length) }));
  const ofDashboards = namesIn(join(contentRoot, 'dashboards'))
    .map((name) => ({ name: `dashboards/${name}/texts/${language}.yaml`, key: `dashboards.${name}` }))
    .filter(({ name }) => existsSync(join(contentRoot, name)));
  return [...own, ...ofDashboards];
}

const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);

function gather(file: ContentFile, tree: unknown, key: string, path: Path, into: Map<string, Message>): void {
  if (tree !== null && typeof tree === 'object') {
    for (const [name, branch] of Object.entries(tree)) gather(file, branch, `${key}.${name}`, [...path, name], into);
  } else if (tree !== null && tree !== undefined) into.set(key, { text: String(tree), file, path });
}
