/** The language of names and sentences that a command prints. */
import { loadLanguages } from '../i18n/index.ts';
import { Problem } from '../problem/index.ts';
import type { Command, World } from './world.ts';

/**
 * @param asked - value of `--language`
 * @returns the code of an offered language; the working language if none is asked for
 * @throws Problem `usage` for a language that is not offered
 */
export function offeredLanguage(
  { contentRoot }: Pick<World, 'contentRoot'>,
  { usage }: Command,
  asked: string | undefined,
): string {
  const { languages, working } = loadLanguages(contentRoot);
  if (asked === undefined) return working;
  const language = asked.trim().toLowerCase();
  const offered = languages.map(({ code }) => code);
  if (offered.includes(language)) return language;
  const reason = `There are no texts in "${asked}"; there are in ${offered.join(', ')}.`;
  throw new Problem('usage', '--language', { reason, help: usage });
}
