/** The content that use cases ask for, read once a process. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FolderKind } from '../domain/index.ts';
import { type Instrument, loadInstrument, loadInstruments } from '../questionnaire/index.ts';
import { type Country, loadCountries, loadKnownTreatyFacts, type TreatyFact } from '../reference/index.ts';

export type Content = {
  readonly instrument: (id: string, version: string) => Instrument;
  readonly instruments: () => readonly Instrument[];
  /** By alpha-3 code. */
  readonly countries: (kind: FolderKind) => ReadonlyMap<string, Country>;
  /** Those that a folder is made with. */
  readonly treatyFacts: (kind: FolderKind) => readonly TreatyFact[];
  /** Text of a file below the root, or null where there is none. */
  readonly text: (path: string) => string | null;
};

/** @param root - folder that holds questionnaires/, pipelines/ and texts/ */
export function openContent(root: string): Content {
  const instrument = remember((key) => loadInstrument(root, key.split('\n')[0]!, key.split('\n')[1]!));
  const instruments = remember(() => loadInstruments(root));
  const countries = remember(
    (kind) => new Map(loadCountries(root, kind as FolderKind).map((country) => [country.code, country])),
  );
  return {
    instrument: (id, version) => instrument(`${id}\n${version}`),
    instruments: () => instruments(''),
    countries: (kind) => countries(kind),
    treatyFacts: (kind) => loadKnownTreatyFacts(root, kind),
    text: (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null),
  };
}

function remember<T>(load: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    if (!known.has(key)) known.set(key, load(key));
    return known.get(key)!;
  };
}
