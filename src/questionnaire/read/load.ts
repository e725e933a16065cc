/** Loads instruments from `questionnaires/<instrument>/<version>/`, or reports all their faults. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareVersions } from '../../content/index.ts';
import { Problem } from '../../problem/index.ts';
import { checkCrosswalk, type FindInstrument } from '../check/crosswalk.ts';
import type { Instrument, InstrumentName } from '../instrument.ts';
import { Faults } from './fault.ts';
import { readInstrument, readWithoutTexts } from './instrument-files.ts';
import { shapes } from './name.ts';

/** The result of checking an instrument. */
export type InstrumentReport = InstrumentName & {
  /** Null if there is a fault. */
  readonly instrument: Instrument | null;
  /** Faults that prevent its use, sorted by file and line. */
  readonly faults: readonly Problem[];
  /** Visible deficiencies: texts that a language lacks. */
  readonly warnings: readonly Problem[];
};

/**
 * Loads one version of an instrument.
 *
 * @param contentRoot - folder that contains `questionnaires/`
 * @throws Problem `instrument_unknown` if there is none, `instrument_faulty` with every fault of it, each with file,
 *   line and how to correct it
 */
export function loadInstrument(contentRoot: string, id: string, version: string): Instrument {
  return sound(checkInstrument(contentRoot, id, version));
}

/** Every version of every instrument, sorted by name and version. Throws like `loadInstrument`. */
export function loadInstruments(contentRoot: string): Instrument[] {
  return checkInstruments(contentRoot, listInstruments(contentRoot)).map(sound);
}

/** Reads one version and reports all its faults; throws `instrument_unknown` if there is none. */
export function checkInstrument(contentRoot: string, id: string, version: string): InstrumentReport {
  return checkInstruments(contentRoot, [{ id, version }])[0]!;
}

/** The same for several versions, each read once. */
export function checkInstruments(contentRoot: string, names: readonly InstrumentName[]): InstrumentReport[] {
  const readings = new Map(names.filter(exist).map((name) => [reported(name), readInstrument(contentRoot, name)]));
  const others = new Map<string, Instrument | null>();
  const earlier: FindInstrument = (name) => {
    const known = readings.get(reported(name))?.instrument ?? others.get(reported(name));
    if (known !== undefined || !exist(name)) return known ?? null;
    const read = readWithoutTexts(contentRoot, name);
    others.set(reported(name), read);
    return read;
  };
  return names.map((name) => {
    const reading = readings.get(reported(name));
    if (!reading) {
      const details = { instrument: name.id, version: name.version, known: listInstruments(contentRoot).map(reported) };
      throw new Problem('instrument_unknown', 'questionnaires', details);
    }
    const { instrument, crosswalk, faults, warnings } = reading;
    const all = new Faults(faults);
    if (instrument) checkCrosswalk(instrument, crosswalk, earlier, all);
    const found = all.list;
    return { ...name, instrument: found.length > 0 ? null : instrument, faults: found, warnings: warnings.list };
  });

  function exist(name: InstrumentName): boolean {
    return exists(contentRoot, name);
  }
}

/** The instruments that have a folder, sorted by name and version. */
export function listInstruments(contentRoot: string): InstrumentName[] {
  const foldersIn = (path: string) =>
    existsSync(join(contentRoot, path))
      ? readdirSync(join(contentRoot, path), { withFileTypes: true })
          .filter((entry) => entry.isDirectory() && shapes.folder.test(entry.name))
          .map(({ name }) => name)
      : [];
  return foldersIn('questionnaires')
    .flatMap((id) => foldersIn(`questionnaires/${id}`).map((version) => ({ id, version })))
    .filter((name) => exists(contentRoot, name))
    .sort((a, b) => compareVersions(a.id, b.id) || compareVersions(a.version, b.version));
}

function exists(contentRoot: string, { id, version }: InstrumentName): boolean {
  if (!shapes.folder.test(id) || !shapes.folder.test(version)) return false;
  return existsSync(join(contentRoot, 'questionnaires', id, version, 'questionnaire.yaml'));
}

function reported({ id, version }: InstrumentName): string {
  return `${id} ${version}`;
}

function sound({ id, version, instrument, faults }: InstrumentReport): Instrument {
  if (instrument) return instrument;
  const reported = faults.map(({ code, where, message, fix }) => ({ code, where, message, fix }));
  throw new Problem('instrument_faulty', faults[0]!.where, { instrument: id, version, faults: reported });
}
