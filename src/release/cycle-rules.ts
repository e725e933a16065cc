/** What is set with a cycle: `pipelines/framework/<instrument>/cycles.yaml`, one entry a questionnaire version. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Problem } from '../problem/index.ts';

export type CycleRules = {
  readonly year: number;
  /** Version of the questionnaire that progress is measured from; null for the first. */
  readonly baseline: string | null;
  readonly target: number | null;
  readonly targetYear: number | null;
  readonly coverageThreshold: number;
  /** Lower bounds of the second tier and those above. */
  readonly tiers: readonly number[];
  readonly leastGroup: number;
  readonly pace: {
    readonly on_track: number;
    readonly moderate: number;
    readonly insufficient: number;
    /** Share of paired draws in which a change must have the same sign. */
    readonly same_sign: number;
  };
  /** Null where the instrument asks for no needs. */
  readonly need: NeedRules | null;
};

export type NeedRules = {
  readonly target: number;
  readonly question: string;
  /** What each stored priority multiplies the gap by. */
  readonly factors: Readonly<Record<string, number>>;
  readonly pressing: readonly string[];
  readonly help: string | null;
  readonly readiness: string | null;
  readonly support: { readonly question: string; readonly parts: Readonly<Record<string, string>> } | null;
  readonly obstacles: readonly string[];
  /** What else a need could be made of, by name: shown beside it. */
  readonly variants: Readonly<Record<string, NeedVariant>>;
};

export type NeedVariant = {
  readonly target: number;
  /** As those of the need; null where the gap alone counts, whatever the priority. */
  readonly factors: Readonly<Record<string, number>> | null;
};

const file = 'cycles.yaml';

/**
 * Rules by version.
 *
 * @throws Problem `framework_wrong` with every fault, where a version that is asked for has no entry or lacks a rule
 */
export function loadCycleRules(
  contentRoot: string,
  instrument: string,
  versions: readonly string[],
): ReadonlyMap<string, CycleRules> {
  const folder = `pipelines/framework/${instrument}`;
  const path = join(contentRoot, folder, file);
  const declared = (existsSync(path) ? parse(readFileSync(path, 'utf8')) : {}) as Record<string, Declared | undefined>;
  const faults: string[] = [];
  const rules = versions.map((version) => [version, readRules(version, declared[version], faults)] as const);
  if (faults.length > 0) throw new Problem('framework_wrong', folder, { folder, faults });
  return new Map(rules);
}

type Declared = Record<string, unknown> & { need?: Record<string, unknown> & { support?: Record<string, unknown> } };

function readRules(version: string, declared: Declared | undefined, faults: string[]): CycleRules {
  const fault = (said: string) => faults.push(`${file}: "${version}" ${said}`);
  if (!declared) fault('has no entry');
  const number = (holder: Record<string, unknown> | undefined, name: string): number => {
    const value = holder?.[name];
    if (declared && typeof value !== 'number') fault(`has no number "${name}"`);
    return value as number;
  };
  const maybe = (name: string) => (typeof declared?.[name] === 'number' ? (declared[name] as number) : null);
  const pace = declared?.pace as Record<string, unknown> | undefined;
  const baseline = declared?.baseline;
  return {
    year: maybe('year') ?? (/^\d{4}$/.test(version) ? Number(version) : number(declared, 'year')),
    baseline: baseline === undefined || baseline === null ? null : String(baseline),
    target: maybe('target'),
    targetYear: maybe('target_year'),
    coverageThreshold: number(declared, 'coverage_threshold'),
    tiers: (declared?.tiers as number[] | undefined) ?? [],
    leastGroup: number(declared, 'least_group'),
    pace: {
      on_track: number(pace, 'on_track'),
      moderate: number(pace, 'moderate'),
      insufficient: number(pace, 'insufficient'),
      same_sign: number(pace, 'same_sign'),
    },
    need: declared?.need ? readNeed(declared.need, number) : null,
  };
}

function readNeed(
  need: NonNullable<Declared['need']>,
  number: (holder: Record<string, unknown>, name: string) => number,
): NeedRules {
  const text = (name: string) => (typeof need[name] === 'string' ? (need[name] as string) : null);
  const { support } = need;
  return {
    target: number(need, 'target'),
    question: text('question') ?? '',
    factors: need.factors as Record<string, number>,
    pressing: ((need.pressing as unknown[] | undefined) ?? []).map(String),
    help: text('help'),
    readiness: text('readiness'),
    support: support
      ? { question: String(support.question), parts: (support.parts ?? {}) as Record<string, string> }
      : null,
    obstacles: (need.obstacles as string[] | undefined) ?? [],
    variants: Object.fromEntries(
      Object.entries((need.variants ?? {}) as Record<string, Record<string, unknown>>).map(([name, variant]) => [
        name,
        {
          target: typeof variant.target === 'number' ? variant.target : number(need, 'target'),
          factors:
            variant.priority === 'ignored'
              ? null
              : ((variant.factors ?? need.factors) as Readonly<Record<string, number>>),
        },
      ]),
    ),
  };
}
