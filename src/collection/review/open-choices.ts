/** Choices about publication that countries have yet to make: without them, given answers are in no public edition. */
import { type Cycle, choicesIn, openChoices, type PublicationRules } from '../../domain/index.ts';
import { answers, type Connection, type KeptAnswer } from '../../state/index.ts';

type Given = Pick<KeptAnswer, 'question' | 'part' | 'section' | 'state' | 'value' | 'unread' | 'publication'>;

/** Of one revision, from all its answers. */
export function openChoicesIn(given: readonly Given[], rules: PublicationRules | null): string[] {
  const uncovered = given.filter(({ publication, state }) => publication === 'not_chosen' && state !== 'blank');
  return openChoices(uncovered, rules === null ? new Map() : choicesIn(given, rules), rules);
}

/** Of the newest revisions of a cycle, by country. */
export async function openChoicesOf(connection: Connection, cycle: Cycle): Promise<Map<string, string[]>> {
  const uncovered = await answers.uncovered(connection, cycle.id);
  if (uncovered.length === 0) return new Map();
  const rules = cycle.rules?.publication ?? null;
  const questions = rules?.by === 'country' ? [rules.sections, rules.needs].filter((code) => code !== null) : [];
  const choices = Map.groupBy(
    await answers.givenTo(connection, { cycle: cycle.id, questions }),
    ({ country }) => country,
  );
  const chosenBy = (country: string) => (rules === null ? new Map() : choicesIn(choices.get(country) ?? [], rules));
  const countries = Map.groupBy(uncovered, ({ country }) => country);
  return new Map([...countries].map(([country, of]) => [country, openChoices(of, chosenBy(country), rules)]));
}
