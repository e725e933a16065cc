/** What can go wrong with drafts, publication and withdrawal. */
import { listed, type ProblemSentences } from '../sentence.ts';

const replacement = (id: string | null) =>
  id === null ? 'No release replaces it yet. "gap release list" shows all releases.' : `Release ${id} replaces it.`;

export const releaseProblems = {
  release_withdrawn: {
    status: 410,
    what: (d: { id: string; on: string; reason: string; replacement: string | null }) =>
      `Release ${d.id} was withdrawn on ${d.on}. Reason: ${d.reason}`,
    fix: (d: { replacement: string | null }) => replacement(d.replacement),
    onPage: { fix: (_: object) => 'The list of withdrawals states which release replaces it, if one does.' },
  },
  country_withdrawn: {
    status: 410,
    what: (d: { country: string; on: string; reason: string; replacement: string | null }) =>
      `The answers of ${d.country} were withdrawn on ${d.on}. Reason: ${d.reason}`,
    fix: (d: { replacement: string | null }) => replacement(d.replacement),
    onPage: {
      fix: (_: object) => 'The list of withdrawals states which release without these answers is public, if one is.',
    },
  },
  release_not_draft: {
    status: 409,
    what: (d: { id: string }) => `Release ${d.id} is not a draft.`,
    fix: (_: object) => '"gap release list" shows the drafts, and "gap release build" creates one.',
    onPage: { fix: (_: object) => 'See the drafts on the page of submissions.' },
  },
  release_not_public: {
    status: 409,
    what: (d: { id: string }) => `Release ${d.id} is not public, so it cannot be withdrawn.`,
    fix: (_: object) =>
      '"gap release list" shows which releases are public. To remove a draft, use "gap release discard".',
    onPage: { fix: (_: object) => 'Choose a public release.' },
  },
  release_holds_withdrawn: {
    status: 409,
    what: (d: { id: string; countries: readonly string[] }) => `Release ${d.id} contains data that were withdrawn.`,
    also: (d: { countries: readonly string[] }) => `Withdrawn: ${listed(d.countries)}.`,
    fix: (_: object) => 'Build a new draft, which excludes these data. To include a country again, restore it first.',
    onPage: {},
  },
  release_against_choice: {
    status: 409,
    what: (d: { id: string; countries: readonly string[] }) =>
      `Release ${d.id} publishes more than some countries now authorise.`,
    also: (d: { countries: readonly string[] }) => `The countries are: ${listed(d.countries)}.`,
    fix: (_: object) => 'Build a new draft. It respects the current choice of each country.',
    onPage: {},
  },
  draft_moved: {
    status: 409,
    what: (_: { id: string }) =>
      'Another release was published since you opened this draft. This draft was not published.',
    also: (d: { id: string }) => `The draft is ${d.id}.`,
    fix: (_: object) => 'Read the new comparison, then decide again.',
    onPage: {},
  },
  country_not_public: {
    status: 404,
    what: (d: { country: string }) => `No public release contains answers of ${d.country} for this choice.`,
    fix: (_: object) => 'Check the country and the cycle. "gap release list" shows which releases are public.',
    onPage: { fix: (_: object) => 'Choose another country or cycle.' },
  },
  withdrawal_unknown: {
    status: 404,
    what: (d: { country: string }) => `No withdrawal of ${d.country} is in force for this choice.`,
    fix: (_: object) => 'Give the same cycle as at the withdrawal, or none if none was given.',
    onPage: { fix: (_: object) => 'Open the page again. Another person may have restored the country.' },
  },
  withdrawal_reason_missing: {
    status: 422,
    what: (_: object) => 'A reason is required. Nothing was changed.',
    fix: (_: object) => 'Write the reason in one sentence. It is public.',
    onPage: {},
  },
  withdrawal_of_nothing: {
    status: 422,
    what: (_: object) => 'It is not clear what to withdraw.',
    fix: (_: object) => 'Choose either a release or a country.',
    onPage: {},
  },
  not_confirmed: {
    status: 409,
    what: (_: object) => 'The action was not confirmed, so nothing was changed.',
    fix: (_: object) => 'Answer "yes" to the question. In a script, add "--yes".',
    onPage: { fix: (_: object) => 'Tick the confirmation box, then try again.' },
  },
} as const satisfies Readonly<Record<string, ProblemSentences>>;
