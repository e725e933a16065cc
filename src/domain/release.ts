/** The states of a release, withdrawals, and the choices that a release was built with. */
import { isWider, type SectionPublication } from './disclosure.ts';
import type { PublicationChoices } from './publication.ts';

/**
 * `draft`: built, for the secretariat only. `public`: readable by everyone. `withdrawn`: its address shows the
 * reason.
 */
export const releaseStates = ['draft', 'public', 'withdrawn'] as const;
export type ReleaseState = (typeof releaseStates)[number];

/** The submission of one country in one cycle, or with a null cycle in every cycle. */
export type CountryPart = { readonly country: string; readonly cycle: string | null };

/** True if the withdrawal covers the country's submission in the cycle. */
export const coversPart = (withdrawn: CountryPart, { country, cycle }: CountryPart): boolean =>
  withdrawn.country === country && (withdrawn.cycle === null || withdrawn.cycle === cycle);

/** The reason of a withdrawal that follows from a country's own choice; pages have it in each language. */
export const narrowedReason = 'The country now allows less of its answers to be published.';

/**
 * The choices that a release was built with, by cycle and country (`<cycle> <country>`): plain data, stored with it.
 */
export type BuiltChoices = Readonly<Record<string, Readonly<Record<string, SectionPublication>>>>;

/** @param basis - the stored basis of a release; null if it was not stored */
export const builtChoicesIn = (basis: string | null): BuiltChoices =>
  basis === null ? {} : ((JSON.parse(basis) as { choices?: BuiltChoices }).choices ?? {});

/** Submissions in a release of which the country now allows less than it shows, sorted by country and cycle. */
export function partsBeyondChoices(
  built: BuiltChoices,
  held: (cycle: string, country: string) => PublicationChoices | undefined,
): { readonly country: string; readonly cycle: string }[] {
  const parts = Object.entries(built).flatMap(([key, choices]) => {
    const [cycle = '', country = ''] = key.split(' ');
    const now = held(cycle, country);
    const narrower = Object.entries(choices).some(([subject, choice]) => isWider(now?.get(subject) ?? choice, choice));
    return narrower ? [{ country, cycle }] : [];
  });
  return parts.sort((a, b) => (`${a.country} ${a.cycle}` < `${b.country} ${b.cycle}` ? -1 : 1));
}

/** Whether a country has an accepted return, by the status of any of its scores. */
export const hasAcceptedReturn = (status: unknown): boolean => status !== 'not_reported' && status !== 'under_review';
