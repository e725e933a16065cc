/**
 * Opens a cycle: freezes the questionnaire, invites the countries, and initialises an empty data folder for its kind.
 */
import type { Cycle, CycleRules, FolderKind, Person } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import {
  areRulesChanged,
  cycleOf,
  demandFrozenMeaning,
  findCycleInstrument,
  frozenMeaning,
  type Instrument,
  meaningHash,
  rulesHash,
  textsHashes,
} from '../../questionnaire/index.ts';
import { audit, type Connection, cycles, folder, submissions, type Transaction } from '../../state/index.ts';
import type { Content } from '../content.ts';
import { type DeskWorld, instant } from '../desk.ts';
import { demand } from '../permission.ts';
import { seedTreaties } from './treaties.ts';

export type OpenCycle = {
  /** Cycle id, or the version alone while only one instrument has it. */
  readonly cycle: string;
  readonly person: Person;
  /** Alpha-3 codes. Default: the UN Member States for a real folder, every State for an illustrative one. */
  readonly countries?: readonly string[];
  /** Kind of an empty folder; default real. A folder that has a kind refuses another. */
  readonly kind?: FolderKind;
  /** ISO date by which answers are due. */
  readonly closesOn?: string;
};

export type OpenedCycle = {
  readonly cycle: Cycle;
  readonly kind: FolderKind;
  /** Countries invited by this call. */
  readonly invited: readonly string[];
  /** False if the cycle was already open and countries were added. */
  readonly opened: boolean;
  /** True if the rules in the file differ from those with which the cycle opened, which apply. */
  readonly rulesChanged: boolean;
};

/**
 * Opens a cycle, or invites more countries to one that is open.
 *
 * @throws Problem `cycle_open_already`, `folder_kind_differs`, `country_unknown`, `instrument_changed`,
 *   `content_faulty` if the framework or a text in the working language is missing, and the problems of loading the
 *   questionnaire
 */
export async function openCycle(world: DeskWorld, asked: OpenCycle): Promise<OpenedCycle> {
  demand(asked.person, 'cycle.open', { country: null }, 'cycle');
  const instrument = findCycleInstrument(world.content.instruments(), asked.cycle);
  const id = cycleOf(instrument);
  return world.store.transaction(async (tx) => {
    const kind = await settleFolder(world, tx, asked);
    const countries = checkCountries(world.content, kind, asked.countries ?? everyCountry(world.content, kind));
    const before = await cycles.find(tx, id);
    if (before) demandFrozenMeaning(before, instrument);
    const rules = world.content.cycleRules(instrument.id, instrument.version);
    if (!before) world.content.demandFramework(instrument.id);
    const cycle = before ?? newCycle(instrument, rules, instant(world), asked);
    if (!before) await cycles.open(tx, cycle);
    const invited = await submissions.invite(tx, id, countries);
    const isMoved = asked.closesOn !== undefined && asked.closesOn !== cycle.closesOn;
    if (before && (invited.length === 0 || !asked.countries || isMoved)) {
      throw new Problem('cycle_open_already', 'cycle', { cycle: id, on: before.openedAt });
    }
    await audit.write(tx, asked.person, {
      at: instant(world),
      action: before ? 'cycle.invite' : 'cycle.open',
      thing: `cycle ${id}`,
      cycle: id,
      to: 'open',
      details: {
        invited: invited.length,
        meaning_hash: meaningHash(instrument),
        ...textsInWords(instrument),
        rules_hash: cycle.rulesHash,
      },
    });
    return { cycle, kind, invited, opened: !before, rulesChanged: areRulesChanged(cycle, rules) };
  });
}

/**
 * Finds an open cycle.
 *
 * @param asked - a cycle's id, or its version alone while only one open cycle has it
 * @throws Problem `cycle_unknown`, or `cycle_not_an_instrument` if several have that version
 */
export async function findCycle(connection: Connection, asked: string): Promise<Cycle> {
  const open = await cycles.list(connection);
  const meant = open.filter((cycle) => cycle.id === asked || cycle.version === asked);
  const [cycle] = meant;
  if (cycle && (meant.length === 1 || cycle.id === asked)) return cycle;
  const known = open.map(({ id }) => id);
  if (meant.length > 1)
    throw new Problem('cycle_not_an_instrument', 'cycle', { cycle: asked, meant: meant.map(({ id }) => id), known });
  throw new Problem('cycle_unknown', 'cycle', { cycle: asked, open: known });
}

/**
 * The instrument with its current texts. @throws Problem `instrument_changed` if its meaning differs from the one
 * with which the cycle was opened
 */
export function frozenInstrument(content: Content, cycle: Cycle): Instrument {
  const instrument = content.instrument(cycle.instrument, cycle.version);
  demandFrozenMeaning(cycle, instrument);
  return instrument;
}

/**
 * The rules with which a cycle opened, independent of the current file. For a cycle opened before rules were kept,
 * the current rules are stored and apply from now on.
 */
export async function frozenRules(tx: Transaction, content: Content, cycle: Cycle): Promise<CycleRules> {
  if (cycle.rules !== null) return cycle.rules;
  const rules = settleReferenceDate(content.cycleRules(cycle.instrument, cycle.version), cycle.closesOn);
  await cycles.freezeRules(tx, cycle.id, rules, rulesHash(rules));
  return rules;
}

const textsInWords = (instrument: Instrument): Record<string, string> =>
  Object.fromEntries(Object.entries(textsHashes(instrument)).map(([language, hash]) => [`texts_${language}`, hash]));

async function settleFolder(world: DeskWorld, tx: Transaction, { kind, person }: OpenCycle): Promise<FolderKind> {
  const { made } = await folder.make(tx, { kind: kind ?? 'real', at: instant(world) });
  const settled = (await folder.lock(tx))!;
  if (kind !== undefined && kind !== settled) {
    throw new Problem('folder_kind_differs', 'data folder', { folder: settled, given: kind });
  }
  if (made) {
    const facts = await seedTreaties(world.content, tx, settled);
    await audit.write(tx, person, {
      at: instant(world),
      action: 'folder.make',
      thing: 'data folder',
      to: settled,
      details: { treaty_facts: facts },
    });
  }
  return settled;
}

const everyCountry = (content: Content, kind: FolderKind): string[] =>
  [...content.countries(kind).values()]
    .filter(({ unMember }) => kind === 'illustrative' || unMember)
    .map(({ code }) => code);

function checkCountries(content: Content, kind: FolderKind, countries: readonly string[]): readonly string[] {
  const known = content.countries(kind);
  const unknown = countries.filter((country) => !known.has(country));
  if (unknown.length > 0) throw new Problem('country_unknown', 'countries', { countries: unknown, kind });
  return countries;
}

function newCycle(instrument: Instrument, inFile: CycleRules, openedAt: string, asked: OpenCycle): Cycle {
  const closesOn = asked.closesOn ?? null;
  const rules = settleReferenceDate(inFile, closesOn);
  return {
    id: cycleOf(instrument),
    instrument: instrument.id,
    version: instrument.version,
    instrumentHash: instrument.filesHash,
    ...frozenMeaning(instrument),
    openedAt,
    openedBy: asked.person.id,
    closesOn,
    target: rules.target,
    targetYear: rules.targetYear,
    baseline: rules.baseline === null ? null : cycleOf({ ...instrument, version: rules.baseline }),
    rules,
    rulesHash: rulesHash(rules),
  };
}

/** Rules without a reference date take the first deadline, so that no extension moves it. */
export const settleReferenceDate = (rules: CycleRules, closesOn: string | null): CycleRules =>
  rules.referenceDate === null && closesOn !== null ? { ...rules, referenceDate: closesOn } : rules;
