/** The only connection between the two stores: accepted answers and reference facts become the inputs of a release. */
import { createHash } from 'node:crypto';
import { compareVersions } from '../../content/index.ts';
import {
  type Cycle,
  type CycleRules,
  fullEntitlement,
  type PublicationChoices,
  type Submission,
} from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { areRulesChanged, demandFrozenMeaning, loadAllCycleRules, loadInstrument } from '../../questionnaire/index.ts';
import {
  answers,
  audit,
  type Connection,
  cycles,
  folder,
  publications,
  type ReadAnswer,
  releases,
  revisions,
  type Store,
  submissions,
  support,
  treatyFacts,
  withdrawals,
} from '../../state/index.ts';
import type { SupportReport } from '../../support/index.ts';
import { assemble } from '../build/assemble.ts';
import type { ReleaseInputs } from '../build/build.ts';
import { consented, coveringChoices } from '../build/consent.ts';
import type { Frozen, FrozenCycle, FrozenSupport, ReturnDates } from '../build/frozen.ts';
import { type Edition, manifestPath } from '../files/manifest.ts';
import { readManifest } from '../files/open.ts';
import { readRows } from '../files/rows.ts';
import { martPath } from '../files/table-files.ts';
import { type EarlierRelease, readEarlier } from '../protect/earlier.ts';
import { leaveOut } from './parts.ts';

/**
 * Freezes a cycle, and the earlier ones of its instrument for comparison.
 *
 * Everything is read from one consistent state of the store. What the edition may not contain is left out first.
 *
 * @param cycle - its id, or the version alone while only one open cycle has it
 * @param software - version of this software, for the manifest
 * @throws Problem `cycle_unknown`, `nothing_accepted`, `instrument_changed`, `content_faulty`
 */
export async function freeze({
  store,
  contentRoot,
  cycle,
  software,
  edition = 'public',
}: {
  store: Store;
  contentRoot: string;
  cycle: string;
  software: string;
  edition?: Edition;
}): Promise<ReleaseInputs> {
  const frozen = await store.snapshot((connection) => readFrozen(connection, contentRoot, cycle));
  return assemble({ frozen, contentRoot, software, edition, seal: sealOf(frozen) });
}

export async function readFrozen(connection: Connection, contentRoot: string, asked: string): Promise<Frozen> {
  const open = await cycles.list(connection);
  const meant = open.filter(({ id, version }) => id === asked || version === asked);
  const released = meant.find(({ id }) => id === asked) ?? (meant.length === 1 ? meant[0] : undefined);
  if (!released) throw new Problem('cycle_unknown', 'cycle', { cycle: asked, open: open.map(({ id }) => id) });
  const alike = open.filter(
    ({ instrument, version }) => instrument === released.instrument && compareVersions(version, released.version) <= 0,
  );
  // Read strictly even if every cycle has frozen rules: a fault in the file is refused before it can take effect.
  const current = loadAllCycleRules(contentRoot, released.instrument);
  const frozen: FrozenCycle[] = [];
  for (const cycle of alike.sort((a, b) => compareVersions(a.version, b.version))) {
    frozen.push(await readCycle(connection, contentRoot, cycle, current));
  }
  const left = leaveOut(frozen, await withdrawals.ofCountries(connection));
  if (left.cycles.at(-1)!.accepted.size === 0) throw new Problem('nothing_accepted', 'cycle', { cycle: released.id });
  return {
    ...left,
    kind: (await folder.kind(connection)) ?? 'real',
    treatyFacts: await treatyFacts.list(connection),
    support: await readSupport(connection),
    earlier: await readEverPublic(connection, left.cycles),
  };
}

/** Imported reports of support, and the decisions that people made about them. */
export async function readSupport(connection: Connection): Promise<FrozenSupport> {
  const stored = await support.list(connection);
  return {
    imported: stored.map(({ body }) => JSON.parse(body) as SupportReport),
    decisions: await support.decisions(connection),
  };
}

/**
 * Reads what earlier releases of these cycles show. Withdrawn releases are included, as someone may have kept a copy.
 * Read only if an answer is withheld now; otherwise everything is listed anyway.
 */
async function readEverPublic(connection: Connection, frozen: readonly FrozenCycle[]): Promise<EarlierRelease[]> {
  const isKeptBack = ({ publication, state }: ReadAnswer) => publication !== 'published' || state === 'not_released';
  if (!frozen.some(({ accepted }) => [...accepted.values()].some((given) => given.some(isKeptBack)))) return [];
  const ids = new Set(frozen.map(({ cycle }) => cycle.id));
  const earlier: EarlierRelease[] = [];
  for (const release of await releases.listEverPublic(connection)) {
    if (!ids.has(release.cycle)) continue;
    const rows = async (mart: string) => {
      const file = await releases.file(connection, release.id, martPath(mart, 'json'));
      return file === null ? [] : readRows(file.bytes);
    };
    const about = await releases.file(connection, release.id, manifestPath);
    const { rounding = null } = about === null ? {} : readManifest(new Map([[manifestPath, about.bytes]]));
    earlier.push(readEarlier(await rows('question_scores'), await rows('answers'), rounding));
  }
  return earlier;
}

async function readCycle(
  connection: Connection,
  contentRoot: string,
  cycle: Cycle,
  current: ReadonlyMap<string, CycleRules>,
): Promise<FrozenCycle> {
  const instrument = loadInstrument(contentRoot, cycle.instrument, cycle.version);
  demandFrozenMeaning(cycle, instrument);
  const accepted = new Map<string, ReadAnswer[]>();
  for (const { country } of await submissions.accepted(connection, cycle.id)) accepted.set(country, []);
  for (const answer of await answers.accepted(connection, cycle.id, fullEntitlement)) {
    accepted.get(answer.country)?.push(answer);
  }
  const rules = cycle.rules ?? current.get(cycle.version)!;
  const held = await publications.ofCycle(connection, cycle.id);
  const choices = new Map<string, PublicationChoices>();
  for (const [country, given] of accepted) {
    choices.set(country, coveringChoices(given, held.get(country) ?? new Map(), rules.publication));
    accepted.set(country, consented(given, held.get(country) ?? new Map(), rules.publication));
  }
  const all = await submissions.list(connection, cycle.id);
  return {
    cycle,
    rules,
    instrument,
    invited: all.map(({ country }) => country),
    receipts: await readReceipts(connection, cycle, all),
    firstDeadline: await readFirstDeadline(connection, cycle),
    accepted,
    choices,
  };
}

async function readReceipts(
  connection: Connection,
  cycle: Cycle,
  all: readonly Submission[],
): Promise<Map<string, ReturnDates>> {
  const received = Map.groupBy(await revisions.received(connection, cycle.id), ({ country }) => country);
  return new Map(
    all.flatMap(({ country, acceptedRevision }): [string, ReturnDates][] => {
      const own = received.get(country) ?? [];
      const days = own.map(({ receivedAt }) => receivedAt.slice(0, 10)).sort();
      const accepted = own.find(({ number }) => number === acceptedRevision)?.receivedAt.slice(0, 10) ?? null;
      return days.length === 0 ? [] : [[country, { first: days[0]!, accepted }]];
    }),
  );
}

/** An extension moves the deadline; the audit log has the original one. */
async function readFirstDeadline(connection: Connection, { id, closesOn }: Cycle): Promise<string | null> {
  const moves = (await audit.list(connection, { cycle: id })).filter(({ action }) => action === 'cycle.extend');
  const [first] = moves.flatMap(({ from }) => (/^\d{4}-\d{2}-\d{2}$/.test(from ?? '') ? [from!] : []));
  return first ?? closesOn;
}

/**
 * The seal is the same for the same accepted uploads, and cannot be guessed: the ids of uploads are random and never
 * published.
 */
function sealOf({ cycles: frozen }: Frozen): string {
  const hash = createHash('sha256');
  for (const { accepted } of frozen) {
    for (const given of accepted.values()) hash.update([...new Set(given.map(({ upload }) => upload))].sort().join());
  }
  return hash.digest('hex');
}

/** Cycles of an instrument whose rules in the file differ from those with which they opened; the frozen rules apply. */
export async function cyclesWithChangedRules(store: Store, contentRoot: string, id: string): Promise<Cycle[]> {
  const current = loadAllCycleRules(contentRoot, id);
  const open = await cycles.list(store.connection);
  return open.filter((cycle) => {
    const rules = cycle.instrument === id ? current.get(cycle.version) : undefined;
    return rules !== undefined && areRulesChanged(cycle, rules);
  });
}
