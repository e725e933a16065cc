/** The one reader of `cycles.yaml`: strict, with every fault of the file at once. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nearest } from '../../content/index.ts';
import type { Cycle, CycleRules } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { canonicalJson } from '../meaning/canonical.ts';
import { Faults } from '../read/fault.ts';
import { readWithoutTexts } from '../read/instrument-files.ts';
import { listInstruments } from '../read/load.ts';
import { type Mapping, openMapping } from '../read/mapping.ts';
import { readYaml } from '../read/yaml-file.ts';
import { readCycleRules } from './read.ts';

const folderOf = (instrument: string) => `pipelines/framework/${instrument}`;
const fileOf = (instrument: string) => `${folderOf(instrument)}/cycles.yaml`;

export type CycleRulesReport = {
  /** By version; only entries that can be read. */
  readonly rules: ReadonlyMap<string, CycleRules>;
  /** In order of line. */
  readonly faults: readonly Problem[];
};

/** True where the instrument has the file; one that is being drafted may have none yet. */
export const hasCycleRules = (contentRoot: string, instrument: string): boolean =>
  existsSync(join(contentRoot, fileOf(instrument)));

/**
 * Reads the rules of an instrument against the questionnaires that they name. A version without an entry is a fault, as
 * is an entry for a version that there is not.
 */
export function checkCycleRules(contentRoot: string, id: string): CycleRulesReport {
  const faults = new Faults();
  const rules = new Map<string, CycleRules>();
  const file = readYaml(contentRoot, fileOf(id), faults);
  const all = file && openMapping(file, [], 'The file', faults);
  if (!all) return { rules, faults: faults.list };
  const names = listInstruments(contentRoot).filter((name) => name.id === id);
  const known = names.map(({ version }) => version);
  for (const version of all.keys) if (!known.includes(version)) refuseVersion(all, version, id, known, faults);
  for (const name of names) {
    const cycle = `${id}-${name.version}`;
    if (!all.has(name.version)) all.missing(name.version, `the rules of the cycle ${cycle}`);
    const at = all.inner(name.version, `The cycle ${cycle}`);
    // What is wrong with the questionnaire itself, its own check reports.
    const instrument = at && readWithoutTexts(contentRoot, name);
    if (instrument) rules.set(name.version, readCycleRules(at, instrument, known, faults));
  }
  return { rules, faults: faults.list };
}

/**
 * The rules of every version.
 *
 * @throws Problem `framework_wrong` with file and line of every fault of the file
 */
export function loadAllCycleRules(contentRoot: string, id: string): ReadonlyMap<string, CycleRules> {
  const { rules, faults } = checkCycleRules(contentRoot, id);
  if (faults.length === 0) return rules;
  const folder = folderOf(id);
  throw new Problem('framework_wrong', faults[0]!.where, {
    folder,
    faults: faults.map(({ where, message, fix }) => `${where}: ${message} ${fix}`.trim()),
  });
}

/** The rules of one version, which exists. @throws as `loadAllCycleRules` */
export const loadCycleRules = (contentRoot: string, id: string, version: string): CycleRules =>
  loadAllCycleRules(contentRoot, id).get(version)!;

/** As it is kept and hashed: keys in order of name, so that the order of lines in the file does not count. */
export const canonicalRules = (rules: CycleRules): string => canonicalJson(rules);

/** SHA-256 of the canonical form, hexadecimal. */
export const rulesHash = (rules: CycleRules): string =>
  createHash('sha256').update(canonicalRules(rules)).digest('hex');

/**
 * Whether the file says otherwise than the rules with which a cycle opened; those hold. A file without a reference date
 * agrees with the one that the cycle has settled since.
 */
export function areRulesChanged({ rules, rulesHash: frozen }: Cycle, inFile: CycleRules): boolean {
  if (frozen === null) return false;
  return rulesHash({ ...inFile, referenceDate: inFile.referenceDate ?? rules?.referenceDate ?? null }) !== frozen;
}

function refuseVersion(all: Mapping, version: string, id: string, known: readonly string[], faults: Faults): void {
  faults.add('cycle_version_unknown', all.where(version), {
    instrument: id,
    version,
    known,
    near: nearest(version, known),
  });
}
