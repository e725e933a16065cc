/**
 * Twins: other answers to the same questionnaires from which the same release inputs follow, and so the same files,
 * pages, images and downloads. No reader can distinguish a set of answers from its twin, whatever they compute.
 */
import type { AnswerValue } from '../../src/domain/index.ts';
import type { CellDeclaration } from '../../src/questionnaire/index.ts';
import type { FrozenCycle } from '../../src/release/build/frozen.ts';
import type { ReleaseInputs } from '../../src/release/index.ts';
import { scoringLinks } from '../../src/release/protect/groups.ts';
import { levelsOf } from '../../src/release/protect/possible.ts';
import { scoredCellsOf, uncounted } from './worlds.ts';

type Changes = ReadonlyMap<string, AnswerValue>;
/** The inputs of all public releases that these answers produce. */
export type Publish = (cycles: readonly FrozenCycle[]) => readonly ReleaseInputs[];

export type Twins = {
  readonly attempted: number;
  /** Protected answers for which fewer than three values were found, although their question has more. */
  readonly narrowed: readonly string[];
  /** The twins found; the first has the most changes. */
  readonly worlds: readonly (readonly FrozenCycle[])[];
};

const keyOf = (cycle: string, country: string, item: string): string => `${cycle} ${country} ${item}`;

/** One protected answer that feeds scores. */
type Target = {
  readonly key: string;
  readonly cycle: string;
  readonly country: string;
  readonly cell: CellDeclaration;
  readonly indicator: string;
  readonly unit: string;
  readonly weight: number;
  readonly pillar: string;
  readonly seen: Set<string>;
  /** False if the country gave no answer, for example because the question was not relevant. */
  readonly isGiven: boolean;
};

/**
 * @param random - 0 to 1
 * @param rounds - number of twins to try
 */
export function findTwins(
  cycles: readonly FrozenCycle[],
  publish: Publish,
  random: Generator<number, never>,
  rounds: number,
): Twins {
  const original = publish(cycles);
  const given = valuesOf(cycles);
  const targets = targetsOf(cycles, original, given);
  const others = unscored(cycles, original, targets);
  const worlds: FrozenCycle[][] = [];
  let last: { countries: string; before: readonly ReleaseInputs[] } | null = null;
  for (let round = 0; round < rounds && targets.some(isOpen); round += 1) {
    // Finished countries are left out, since the public data of a country do not depend on other countries.
    const countries = new Set(targets.filter(isOpen).map(({ country }) => country));
    const world = cycles.map((one) => ({
      ...one,
      accepted: new Map([...one.accepted].filter(([country]) => countries.has(country))),
    }));
    const members = targets.filter(({ country }) => countries.has(country));
    const byPillar = Map.groupBy(members, ({ cycle, country, pillar }) => `${cycle} ${country} ${pillar}`);
    const asked = [...countries].sort().join();
    const before: readonly ReleaseInputs[] = last?.countries === asked ? last.before : publish(world);
    last = { countries: asked, before };
    const shown = shownBy(before, members);
    const tried = new Map(
      [...byPillar]
        .filter(([, those]) => those.some(isOpen))
        .map(([pillar, those]) => [pillar, tryOne(those, given, random)] as const),
    );
    const after = shownBy(
      publish(withValues(world, new Map([...others, ...[...tried.values()].flatMap((one) => [...one])]))),
      members,
    );
    const same = [...tried].filter(([pillar]) =>
      byPillar.get(pillar)!.every(({ key }) => shown.get(key) === after.get(key)),
    );
    const twin = withValues(world, new Map([...others, ...same.flatMap(([, changes]) => [...changes])]));
    // Checked with all changes together, since the public data of an answer may depend on other answers of its country.
    if (!isSame(before, publish(twin))) continue;
    worlds.push(twin);
    for (const [pillar, changes] of same)
      for (const { key, cell, seen } of byPillar.get(pillar)!)
        seen.add(levelOf(cell, changes.get(key) ?? given.get(key)));
  }
  const attempted = targets.filter(({ isGiven }) => isGiven);
  const narrowed = attempted.filter(isOpen).map(({ key, seen }) => `${key}: ${[...seen]}`);
  return { attempted: attempted.length, narrowed, worlds };
}

/** The same cycles with a new random value for every protected answer. */
export function otherAnswers(
  cycles: readonly FrozenCycle[],
  publish: Publish,
  random: Generator<number, never>,
): FrozenCycle[] {
  const targets = targetsOf(cycles, publish(cycles), valuesOf(cycles)).filter(({ isGiven }) => isGiven);
  return withValues(
    cycles,
    new Map(
      targets.map(({ key, cell }) => {
        const levels = levelsOf(cell).filter(({ value }) => value !== '');
        return [key, levels[Math.floor(levels.length * random.next().value)]!.value] as const;
      }),
    ),
  );
}

const required = (cell: CellDeclaration): number => Math.min(3, levelsOf(cell).length);
const isOpen = ({ cell, seen, isGiven }: Target): boolean =>
  isGiven && [...seen].filter((level) => level !== '').length < required(cell);

/** The score for a share or a number, the code for a choice. */
function levelOf(cell: CellDeclaration, value: AnswerValue | null | undefined): string {
  if (value === null || value === undefined) return '';
  const { scorer } = cell.question;
  if (scorer?.by !== 'share') return String(value);
  const chosen = new Set(String(value).split(' '));
  return `${scorer.of.filter((choice) => chosen.has(choice)).length} chosen`;
}

const valuesOf = (cycles: readonly FrozenCycle[]): ReadonlyMap<string, AnswerValue | null> =>
  new Map(
    cycles.flatMap(({ cycle, accepted }) =>
      [...accepted].flatMap(([country, all]) =>
        all.map(({ part, question, value }) => [keyOf(cycle.id, country, part ?? question), value] as const),
      ),
    ),
  );

function targetsOf(
  cycles: readonly FrozenCycle[],
  releases: readonly ReleaseInputs[],
  given: ReadonlyMap<string, AnswerValue | null>,
): Target[] {
  const links = scoringLinks(releases.at(-1)!.tables);
  const listed = new Set(
    releases.flatMap(({ tables }) =>
      tables.answers
        .filter(({ listed, state, hidden_as }) => (listed && state !== 'not_released') || hidden_as !== null)
        .map(({ cycle, country, item }) => keyOf(cycle, country, item)),
    ),
  );
  return cycles.flatMap(({ cycle, instrument, accepted }) =>
    [...accepted.keys()].flatMap((country) =>
      scoredCellsOf(instrument).flatMap((cell): Target[] => {
        const key = keyOf(cycle.id, country, cell.id);
        if (cell.question.class !== 'public' || listed.has(key)) return [];
        const link = links.find(
          ({ question, part }) =>
            question === cell.question.code && (part === null || cell.id === `${question}.${part}`),
        );
        return [
          {
            key,
            cycle: cycle.id,
            country,
            cell,
            indicator: link?.indicator ?? '',
            unit: link?.combine ? `${link.indicator} ${link.combine}` : cell.id,
            weight: link?.weight ?? 1,
            pillar: link?.pillar ?? cell.question.section,
            seen: new Set([levelOf(cell, given.get(key))]),
            isGiven: (given.get(key) ?? null) !== null,
          },
        ];
      }),
    ),
  );
}

/** Changes one answer that has too few known values, and others so that their mean stays the same. */
function tryOne(
  members: readonly Target[],
  given: ReadonlyMap<string, AnswerValue | null>,
  random: Generator<number, never>,
): Changes {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(all.length * random.next().value)]!;
  const target = pick(members.filter(isOpen));
  const fresh = levelsOf(target.cell).filter(
    ({ value }) => value !== '' && !target.seen.has(levelOf(target.cell, value)),
  );
  if (fresh.length === 0) return new Map();
  const level = pick(fresh);
  const changes = new Map([[target.key, level.value]]);
  const scoreNow = ({ cell, key }: Target) => worth(cell, changes.get(key) ?? given.get(key) ?? null);
  let off = target.weight * ((level.score ?? 0) - (worth(target.cell, given.get(target.key) ?? null) ?? 0));
  // The other answers of its indicator, or of its pillar where the whole pillar is rounded together.
  const near = members.filter(({ indicator, key }) => indicator === target.indicator && key !== target.key);
  const wide = near.length < 2 || random.next().value < 0.3 ? members.filter(({ key }) => key !== target.key) : near;
  const withSilent = random.next().value < 0.5;
  const pool = wide.filter(({ isGiven }) => isGiven || withSilent);
  // A question that becomes relevant gets its lowest choice, which has the score that it counted with before.
  for (const { isGiven, cell, key } of pool) {
    const lowest = levelsOf(cell).find(({ score }) => score === 0);
    if (!isGiven && lowest !== undefined) changes.set(key, lowest.value === '' ? uncounted(cell) : lowest.value);
  }
  for (const other of shuffled(pool, random)) {
    if (Math.abs(off) < 1) break;
    // A question that a low answer made irrelevant counts with a score of 0.
    const now = other.isGiven ? scoreNow(other) : 0;
    if (now === null) continue;
    const options = levelsOf(other.cell).filter(({ score, value }) => score !== null && value !== '');
    const best = options.reduce((a, b) =>
      Math.abs(off + other.weight * (b.score! - now)) < Math.abs(off + other.weight * (a.score! - now)) ? b : a,
    );
    if (Math.abs(off + other.weight * (best.score! - now)) >= Math.abs(off)) continue;
    off += other.weight * (best.score! - now);
    changes.set(other.key, best.value);
  }
  return changes;
}

function worth(cell: CellDeclaration, value: AnswerValue | null): number | null {
  const at = levelOf(cell, value);
  return levelsOf(cell).find((level) => levelOf(cell, level.value) === at)?.score ?? null;
}

function shuffled<T>(all: readonly T[], random: Generator<number, never>): T[] {
  const left = [...all];
  for (let at = left.length - 1; at > 0; at -= 1) {
    const other = Math.floor((at + 1) * random.next().value);
    [left[at], left[other]] = [left[other]!, left[at]!];
  }
  return left;
}

/** New values for all other unlisted answers: texts, numbers and choices that enter no score. */
function unscored(
  cycles: readonly FrozenCycle[],
  releases: readonly ReleaseInputs[],
  targets: readonly Target[],
): Changes {
  const rows = new Set(
    releases.flatMap(({ tables }) =>
      tables.answers
        .filter(({ listed, state }) => listed && state !== 'not_released')
        .map(({ cycle, country, item }) => keyOf(cycle, country, item)),
    ),
  );
  const scored = new Set(targets.map(({ key }) => key));
  return new Map(
    cycles.flatMap(({ cycle, instrument, accepted }) => {
      const feeds = new Set(scoredCellsOf(instrument).map(({ id }) => id));
      return [...accepted].flatMap(([country, all]) =>
        all.flatMap(({ part, question, value }): [string, AnswerValue][] => {
          const key = keyOf(cycle.id, country, part ?? question);
          const asks = instrument.questions.get(question)!;
          const isText = asks.type === 'text' || typeof value === 'number';
          if (rows.has(key) || scored.has(key) || feeds.has(part ?? question) || value === null || !isText) return [];
          return [[key, typeof value === 'number' ? value + 1 : `${value} and more`]];
        }),
      );
    }),
  );
}

function withValues(cycles: readonly FrozenCycle[], changes: Changes): FrozenCycle[] {
  const byReturn = Map.groupBy(
    [...changes].map(([key, value]) => [...key.split(' '), value] as const),
    ([cycle, country]) => `${cycle} ${country}`,
  );
  return cycles.map((one) => ({
    ...one,
    accepted: new Map(
      [...one.accepted].map(([country, all]) => {
        const own = byReturn.get(`${one.cycle.id} ${country}`) ?? [];
        const left = new Map(own.map(([, , item, value]) => [item as string, value as AnswerValue]));
        const changed = all.map((answer) => {
          const item = answer.part ?? answer.question;
          const value = left.get(item);
          left.delete(item);
          return value === undefined ? answer : { ...answer, state: 'answered' as const, value };
        });
        const added = [...left].flatMap(([item, value]) => {
          const question = one.instrument.questions.get(item.split('.')[0]!)!;
          const like = all.find(({ section }) => section === question.section);
          if (like === undefined) return [];
          const place = { question: question.code, part: item === question.code ? null : item };
          return [{ ...like, ...place, state: 'answered' as const, value }];
        });
        return [country, [...changed, ...added]];
      }),
    ),
  }));
}

/** The public data of each target in each release. */
const shownBy = (releases: readonly ReleaseInputs[], targets: readonly Target[]): ReadonlyMap<string, string> => {
  const keys = new Set(targets.map(({ key }) => key));
  const shown = new Map<string, string>();
  for (const { tables } of releases) {
    for (const row of tables.answers) {
      const key = keyOf(row.cycle, row.country, row.item);
      if (keys.has(key)) shown.set(key, (shown.get(key) ?? '') + JSON.stringify(row));
    }
  }
  return shown;
};

/** Whether all inputs are equal, and so everything that is derived from them. */
const isSame = (a: readonly ReleaseInputs[], b: readonly ReleaseInputs[]): boolean =>
  a.every((one, at) => isEqual(one.about, b[at]!.about) && isEqual(one.tables, b[at]!.tables));

/** Whether two values are written alike, with their keys in the same order. Most rows are those of the content itself. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [own, other] = [Object.keys(a), Object.keys(b)];
  if (own.length !== other.length) return false;
  for (let at = 0; at < own.length; at += 1) {
    const key = own[at]!;
    if (key !== other[at] || !isEqual(a[key as keyof typeof a], b[key as keyof typeof b])) return false;
  }
  return true;
}
