/**
 * The rules of the cycles of an instrument: `cycles.yaml`, checked against its schema and the questionnaires that it
 * refers to.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, inOrder, nearest, openContent, refuseFaults, unrepeated } from '../../content/index.ts';
import type { Cycle, CycleRules } from '../../domain/index.ts';
import { canonicalJson } from '../meaning/canonical.ts';
import { readWithoutTexts } from '../read/instrument-files.ts';
import { listInstruments } from '../read/load.ts';
import { checkRuleCodes } from './codes.ts';
import { type DeclaredRules, rulesOf } from './declared.ts';

const fileOf = (instrument: string) => `pipelines/framework/${instrument}/cycles.yaml`;

export type CycleRulesReport = {
  /** By version; empty if the file has any fault, so that no mistake widens what is published. */
  readonly rules: ReadonlyMap<string, CycleRules>;
  /** Sorted by line. */
  readonly faults: readonly Fault[];
};

/** True if the instrument has the file; an instrument that is being drafted may not have it yet. */
export const hasCycleRules = (contentRoot: string, instrument: string): boolean =>
  existsSync(join(contentRoot, fileOf(instrument)));

/**
 * Reads the rules of an instrument and checks them against its questionnaires. A version without an entry is a fault,
 * and so is an entry for an unknown version.
 */
export function checkCycleRules(contentRoot: string, id: string): CycleRulesReport {
  const { file, faults: ofSchema } = openContent(contentRoot, fileOf(id));
  if (file === null) return { rules: new Map(), faults: ofSchema };
  const names = listInstruments(contentRoot).filter((name) => name.id === id);
  const known = names.map(({ version }) => version);
  const declared = (isMapping(file.value) ? file.value : {}) as Readonly<Record<string, DeclaredRules>>;
  const entries = Object.keys(declared);
  const missing = known.filter((version) => !entries.includes(version));
  const strays = entries
    .filter((version) => !known.includes(version))
    .map((version) => ({ version, near: nearest(version, missing) }));
  const meant = strays.flatMap(({ near }) => near);
  const ofVersions = [
    ...strays.map(({ version, near }) => {
      const what = `The questionnaire ${id} has no version "${version}".`;
      const correction =
        near.length > 0 ? '' : `Its versions are ${known.join(', ')}; remove the entry, or add the version.`;
      return file.fault([version], { what, near, correction });
    }),
    ...missing
      .filter((version) => !meant.includes(version))
      .map((version) => {
        const correction = `Add "${version}" with the rules of the cycle ${id}-${version}.`;
        return file.fault([], { what: `The file has no "${version}", which is a version of ${id}.`, correction });
      }),
  ];
  // Faults of a questionnaire itself are reported by its own check.
  const read = names
    .filter(({ version }) => isMapping(declared[version]))
    .flatMap((name) => readWithoutTexts(contentRoot, name) ?? []);
  const ofCodes = read.flatMap((instrument) => checkRuleCodes(file, instrument, known));
  const found = [...ofVersions, ...ofCodes];
  const faults = inOrder([...found, ...unrepeated(ofSchema, found)]);
  const rules =
    faults.length > 0 ? [] : read.map(({ version }) => [version, rulesOf(declared[version]!, version)] as const);
  return { rules: new Map(rules), faults };
}

const isMapping = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The rules of every version. @throws Problem `content_faulty` with every fault of the file */
export function loadAllCycleRules(contentRoot: string, id: string): ReadonlyMap<string, CycleRules> {
  const { rules, faults } = checkCycleRules(contentRoot, id);
  refuseFaults(faults);
  return rules;
}

/** The rules of one version, which exists. @throws as `loadAllCycleRules` */
export const loadCycleRules = (contentRoot: string, id: string, version: string): CycleRules =>
  loadAllCycleRules(contentRoot, id).get(version)!;

/** The form that is stored and hashed: keys sorted by name, so that the order of lines in the file does not matter. */
export const canonicalRules = (rules: CycleRules): string => canonicalJson(rules);

/** SHA-256 of the canonical form, hexadecimal. */
export const rulesHash = (rules: CycleRules): string =>
  createHash('sha256').update(canonicalRules(rules)).digest('hex');

/**
 * Whether the file differs from the rules with which a cycle opened, which apply. A file without a reference date
 * agrees with the date that the cycle has set since.
 */
export function areRulesChanged({ rules, rulesHash: frozen }: Cycle, inFile: CycleRules): boolean {
  if (frozen === null) return false;
  return rulesHash({ ...inFile, referenceDate: inFile.referenceDate ?? rules?.referenceDate ?? null }) !== frozen;
}
