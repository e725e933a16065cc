/** What can go wrong with drafts, publication and withdrawal. */

const replacement = (id: string | null) =>
  id === null ? 'No release replaces it yet; see the list of releases.' : `Release ${id} replaces it.`;

export const releaseProblems = {
  release_withdrawn: {
    status: 410,
    what: (d: { id: string; on: string; reason: string; replacement: string | null }) =>
      `Release ${d.id} was withdrawn on ${d.on}. Reason: ${d.reason}`,
    fix: (d: { replacement: string | null }) => replacement(d.replacement),
  },
  country_withdrawn: {
    status: 410,
    what: (d: { country: string; on: string; reason: string; replacement: string | null }) =>
      `The answers of ${d.country} were withdrawn on ${d.on}. Reason: ${d.reason}`,
    fix: (d: { replacement: string | null }) => replacement(d.replacement),
  },
  release_not_draft: {
    status: 409,
    what: (d: { id: string }) => `Release ${d.id} is not a draft.`,
    fix: (_: object) => 'gap release list shows the drafts; gap release build creates one.',
  },
  release_not_public: {
    status: 409,
    what: (d: { id: string }) => `Release ${d.id} is not public, so it cannot be withdrawn.`,
    fix: (_: object) => 'gap release list shows which releases are public. Discard a draft instead.',
  },
  release_holds_withdrawn: {
    status: 409,
    what: (d: { id: string; countries: readonly string[] }) =>
      `Release ${d.id} contains data that were withdrawn: ${d.countries.join(', ')}.`,
    fix: (_: object) =>
      'Build a new draft, which excludes them. If the withdrawal is no longer valid, restore the country first.',
  },
  release_against_choice: {
    status: 409,
    what: (d: { id: string; countries: readonly string[] }) =>
      `Release ${d.id} publishes more than some countries now authorise: ${d.countries.join(', ')}.`,
    fix: (_: object) => 'Build a new draft. It respects the current choice of each country.',
  },
  draft_moved: {
    status: 409,
    what: (d: { id: string }) =>
      `Another release was published since you opened this draft (${d.id}). Nothing was published.`,
    fix: (_: object) => 'Read the new comparison, then decide again.',
  },
  country_not_public: {
    status: 404,
    what: (d: { country: string }) => `No public release contains answers of ${d.country} for this choice.`,
    fix: (_: object) => 'Check the country and the cycle; gap release list shows which releases are public.',
  },
  withdrawal_unknown: {
    status: 404,
    what: (d: { country: string }) => `No withdrawal of ${d.country} is in force for this choice.`,
    fix: (_: object) => 'Name the same cycle as when it was withdrawn, or none if none was named.',
  },
  withdrawal_reason_missing: {
    status: 422,
    what: (_: object) => 'A reason is required. Nothing was changed.',
    fix: (_: object) => 'Write the reason in one sentence. It is public.',
  },
  withdrawal_of_nothing: {
    status: 422,
    what: (_: object) => 'It is not clear what to withdraw.',
    fix: (_: object) => 'Choose either a release or a country.',
  },
  not_confirmed: {
    status: 409,
    what: (_: object) => 'The action was not confirmed, so nothing was changed.',
    fix: (_: object) => 'Answer yes when asked. In a script add --yes.',
  },
} as const;
