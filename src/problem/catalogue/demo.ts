import type { ProblemSentences } from '../sentence.ts';

/** What can go wrong while the demo is made. */
export const demoProblems = {
  demo_not_received: {
    status: 500,
    what: (d: { cycle: string; country: string; reason: string }) =>
      `The workbook of ${d.country} for ${d.cycle} was not accepted: ${d.reason}`,
    fix: (_: object) =>
      'Run the demo again: it continues where it stopped. If it stops here again, inform the developers.',
  },
} as const satisfies Readonly<Record<string, ProblemSentences>>;
