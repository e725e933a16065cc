import type { ProblemSentences } from '../sentence.ts';

/** What any part of the product may meet. */
export const generalProblems = {
  internal: {
    status: 500,
    what: (_: { incident: string }) => 'Something went wrong on our side. Nothing was changed.',
    fix: (d: { incident: string }) => `Try again. If it happens again, report "${d.incident}" to the secretariat.`,
    onPage: {},
  },
  not_found: {
    status: 404,
    what: (d: { thing: string; id: string }) => `"${d.id}" was not found.`,
    also: (d: { thing: string }) => `No such ${d.thing} exists, or you may not see it.`,
    fix: (d: { thing: string }) =>
      d.thing === 'submission' || d.thing === 'revision'
        ? '"gap submission list" shows the invited countries and their submissions.'
        : 'Check the name that you gave.',
    onPage: { fix: (_: object) => 'Check the address, or start from the home page.' },
  },
  setting_wrong: {
    status: 500,
    what: (d: { setting: string; given: string; expected: string }) =>
      `${d.setting} is "${d.given}", which is not ${d.expected}.`,
    fix: (d: { setting: string; expected: string }) => `Set ${d.setting} to ${d.expected}, or omit it.`,
  },
  usage: {
    status: 400,
    what: (d: { reason: string; help: string }) => d.reason,
    fix: (d: { help: string }) => d.help,
  },
} as const satisfies Readonly<Record<string, ProblemSentences>>;
