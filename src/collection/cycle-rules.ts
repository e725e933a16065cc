/** What is set with a cycle, from `pipelines/framework/<instrument>/cycles.yaml`, as far as collecting needs it. */
import { parse } from 'yaml';
import { type SectionPublication, sectionPublications } from '../domain/index.ts';
import { cycleOf } from '../questionnaire/index.ts';

export type CycleRules = {
  /** Score, 0 to 100; null where none is set. */
  readonly target: number | null;
  readonly targetYear: number | null;
  /** Cycle id; null for the first. */
  readonly baseline: string | null;
  readonly publication: PublicationRules;
};

/** In which answers a country says what of its other answers may be shown. */
export type PublicationRules = {
  /** Grid with a row a section; null where the questionnaire does not ask. */
  readonly sectionQuestion: string | null;
  /** Question on whether its needs may be shown, and the questions in which it states them. */
  readonly needsQuestion: string | null;
  readonly needQuestions: readonly string[];
  /** What a stored choice means. */
  readonly choices: ReadonlyMap<string, SectionPublication>;
};

type Declared = {
  baseline?: unknown;
  target?: unknown;
  target_year?: unknown;
  need?: { question?: string; help?: string; readiness?: string; obstacles?: string[] };
  publication?: { sections?: string; needs?: string; choices?: Record<string, string> };
};

/**
 * @param text - of the file; empty where an instrument has none
 * @returns rules that ask nothing where the version is not declared
 */
export function parseCycleRules(text: string, instrument: string, version: string): CycleRules {
  const versions = parse(text) as Record<string, Declared> | null;
  const { baseline, target, target_year: targetYear, need, publication }: Declared = versions?.[version] ?? {};
  return {
    target: typeof target === 'number' ? target : null,
    targetYear: typeof targetYear === 'number' ? targetYear : null,
    baseline:
      baseline === undefined || baseline === null ? null : cycleOf({ id: instrument, version: String(baseline) }),
    publication: {
      sectionQuestion: publication?.sections ?? null,
      needsQuestion: publication?.needs ?? null,
      needQuestions: [need?.question, need?.help, need?.readiness, ...(need?.obstacles ?? [])].filter(
        (question) => question !== undefined,
      ),
      choices: new Map(
        Object.entries(publication?.choices ?? {}).flatMap(([choice, meaning]) => {
          const known = sectionPublications.find((one) => one === meaning);
          return known ? [[choice, known] as const] : [];
        }),
      ),
    },
  };
}
