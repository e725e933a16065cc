/** The rules of a cycle as declared in the file, according to its schema, and as used. */
import type { CycleRules, ExplicitPublication, NeedRules, NeedVariant, PublicationRules } from '../../domain/index.ts';

/** A choice is a number or a name. */
type Choices = readonly (string | number)[];
type Factors = Readonly<Record<string, number>>;

/** The value of a version in `cycles.yaml`. */
export type DeclaredRules = {
  readonly year?: number;
  readonly reference_date?: string | null;
  readonly baseline?: string | null;
  readonly target?: number | null;
  readonly target_year?: number | null;
  readonly coverage_threshold: number;
  readonly answered_threshold?: number;
  readonly tiers: readonly number[];
  readonly least_group: number;
  readonly pace: CycleRules['pace'];
  readonly need?: DeclaredNeed | null;
  readonly publication: typeof byInstrument | DeclaredPublication;
};

type DeclaredNeed = {
  readonly target: number;
  readonly question: string;
  readonly factors: Factors;
  readonly pressing: Choices;
  readonly help?: string;
  readonly readiness?: string;
  readonly support?: NeedRules['support'];
  readonly obstacles?: Choices;
  readonly variants?: Readonly<Record<string, { target?: number; priority?: 'ignored'; factors?: Factors }>>;
};

type DeclaredPublication = {
  readonly sections: string;
  readonly needs?: string;
  readonly choices: Readonly<Record<string, ExplicitPublication>>;
  readonly follow_widest?: Choices;
};

/** The value for an instrument without a publication question. */
export const byInstrument = 'all_public_questions';

/** Half of the questions asked: a score based on fewer depends more on what was left out than on the country. */
const defaultAnswered = 0.5;

/** The year in the name of a version; null if the name is not a year. */
export const yearOfVersion = (version: string): number | null => (/^\d{4}$/.test(version) ? Number(version) : null);

/** @param declared - valid according to its schema */
export function rulesOf(declared: DeclaredRules, version: string): CycleRules {
  const need = declared.need ? needOf(declared.need) : null;
  return {
    year: declared.year ?? yearOfVersion(version)!,
    referenceDate: declared.reference_date ?? null,
    baseline: declared.baseline ?? null,
    target: declared.target ?? null,
    targetYear: declared.target_year ?? null,
    coverageThreshold: declared.coverage_threshold,
    answeredThreshold: declared.answered_threshold ?? defaultAnswered,
    tiers: declared.tiers,
    leastGroup: declared.least_group,
    pace: declared.pace,
    need,
    publication: publicationOf(declared.publication, need),
  };
}

function needOf(declared: DeclaredNeed): NeedRules {
  const { target, question, factors, support = null } = declared;
  const variants = Object.entries(declared.variants ?? {}).map(([name, variant]): [string, NeedVariant] => [
    name,
    {
      target: variant.target ?? target,
      factors: variant.priority === 'ignored' ? null : (variant.factors ?? factors),
    },
  ]);
  return {
    ...{ target, question, factors, support },
    pressing: words(declared.pressing),
    help: declared.help ?? null,
    readiness: declared.readiness ?? null,
    obstacles: words(declared.obstacles),
    variants: Object.fromEntries(variants),
  };
}

function publicationOf(declared: DeclaredRules['publication'], need: NeedRules | null): PublicationRules {
  if (declared === byInstrument) return { by: 'instrument' };
  return {
    by: 'country',
    sections: declared.sections,
    needs: declared.needs ?? null,
    // The choice about needs covers the questions in which a need is stated, and that about support: it implies needs.
    needQuestions: need === null ? [] : questionsOf(need),
    choices: declared.choices,
    followWidest: words(declared.follow_widest),
  };
}

const questionsOf = ({ question, help, readiness, obstacles, support }: NeedRules): string[] =>
  [question, help, readiness, ...obstacles, support?.question ?? null].filter((code) => code !== null);

const words = (choices: Choices | undefined): string[] => (choices ?? []).map(String);
