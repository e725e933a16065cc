/** What changes in the made-up inputs from one release to the next. */
import { benchInputs } from './release-inputs.ts';

type Tables = ReturnType<typeof benchInputs>;

/** By kind of change; each changes the tables in place. */
export const changes = {
  answers: (tables) => {
    for (const answer of ownAnswers(tables, () => true))
      Object.assign(answer, { value: answer.value === '1' ? '2' : '1' });
  },
  texts: (tables) => {
    const isText = (value: string) => value.startsWith('Text');
    for (const answer of ownAnswers(tables, isText)) Object.assign(answer, { value: `${answer.value}, corrected` });
  },
  treaties: ({ treaty_facts }) => {
    for (const fact of treaty_facts.slice(0, 10)) Object.assign(fact, { status: 'party' });
  },
  labels: (tables) => {
    for (const { area, position } of tables.areas)
      tables.labels.push({ kind: 'area', id: area, language: 'en', label: `Area ${position}`, position });
  },
} satisfies Record<string, (tables: Tables) => void>;

export type Change = keyof typeof changes;

/** Ten answers of one country in the last cycle. */
function ownAnswers({ answers, cycles }: Tables, of: (value: string) => boolean) {
  const own = answers.filter(
    ({ country, cycle, value }) => country === 'XAC' && cycle === cycles.at(-1)!.cycle && value !== null && of(value),
  );
  return own.slice(0, 10);
}

/** The tables of a number of countries with a change; the same without one if it is null. */
export function changedInputs(size: { countries: number; cycles?: number }, change: Change | null): Tables {
  const tables = benchInputs(size);
  if (change !== null) changes[change](tables);
  return tables;
}
