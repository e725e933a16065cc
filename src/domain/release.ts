/** The states of a release, and what was removed from everything public. */

/** `draft`: built, for the secretariat only. `public`: everybody may read it. `withdrawn`: its address gives the reason. */
export const releaseStates = ['draft', 'public', 'withdrawn'] as const;
export type ReleaseState = (typeof releaseStates)[number];

/** What one country gave in one cycle; cycle null: in every cycle. */
export type CountryPart = { readonly country: string; readonly cycle: string | null };

/** True if what was withdrawn covers what the country gave in the cycle. */
export const coversPart = (withdrawn: CountryPart, { country, cycle }: CountryPart): boolean =>
  withdrawn.country === country && (withdrawn.cycle === null || withdrawn.cycle === cycle);
