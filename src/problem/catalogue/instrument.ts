/**
 * What can go wrong with an instrument. Each names a file and line in its `where`; all errors of one instrument are
 * reported together.
 */
import { didYouMean as near } from '../fault.ts';
import { counted, listed, type ProblemSentences, quoted } from '../sentence.ts';

/** One error as `instrument_faulty` carries it. */
type Fault = { readonly code: string; readonly where: string; readonly message: string; readonly fix: string };

export const instrumentProblems = {
  instrument_faulty: {
    status: 500,
    what: (d: { instrument: string; version: string; faults: readonly Fault[] }) =>
      [
        `The questionnaire ${d.instrument} ${d.version} has ${counted(d.faults.length, { one: 'an error', other: '# errors' })}:`,
        ...d.faults.map(({ where, message, fix }) => `${where}: ${message} ${fix}`.trim()),
      ].join('\n'),
    fix: (_: object) => 'Correct the lines listed above. "gap check" lists all errors of the content.',
  },
  instrument_unknown: {
    status: 404,
    what: (d: { instrument: string; version: string; known: readonly string[] }) =>
      `There is no questionnaire "${d.instrument}"${d.version === '' ? '' : ` in a version "${d.version}"`}.`,
    fix: (d: { known: readonly string[] }) =>
      d.known.length > 0 ? `Available: ${listed(d.known)}.` : 'Add it in "questionnaires/INSTRUMENT/VERSION".',
  },
  cycle_not_an_instrument: {
    status: 404,
    what: (d: { cycle: string; meant: readonly string[]; known: readonly string[] }) =>
      d.meant.length > 1
        ? `The name "${d.cycle}" can mean more than one cycle: ${listed(d.meant)}.`
        : `No questionnaire belongs to a cycle "${d.cycle}".`,
    fix: (d: { meant: readonly string[]; known: readonly string[] }) =>
      d.meant.length > 1 ? 'Give the full name of the cycle.' : `Give one of these: ${listed(d.known)}.`,
  },
  questionnaire_file_missing: {
    status: 500,
    what: (d: { file: string }) => `The file "${d.file}" is missing.`,
    fix: (d: { file: string }) => `Add "${d.file}". An older version of the questionnaire shows its form.`,
  },
  questionnaire_key_unknown: {
    status: 500,
    what: (d: { thing: string; key: string; known: readonly string[]; near: readonly string[] }) =>
      `${d.thing} has the unknown key "${d.key}".`,
    fix: (d: { known: readonly string[]; near: readonly string[] }) =>
      near(d.near) || `The keys here are: ${quoted(d.known)}.`,
  },
  questionnaire_key_missing: {
    status: 500,
    what: (d: { thing: string; key: string; expected: string }) => `${d.thing} has no "${d.key}".`,
    fix: (d: { key: string; expected: string }) => `Add "${d.key}": ${d.expected}.`,
  },
  questionnaire_value_wrong: {
    status: 500,
    what: (d: { thing: string; key: string; given: string; expected: string; near?: readonly string[] }) =>
      `${d.thing}: "${d.key}" is ${d.given}, which is not ${d.expected}.`,
    fix: (d: { key: string; expected: string; near?: readonly string[] }) =>
      near(d.near ?? []) || `Set "${d.key}" to ${d.expected}.`,
  },
  questionnaire_quotes_wanted: {
    status: 500,
    what: (d: { given: string }) => `Without quotes, many programs read ${d.given} as true or false.`,
    fix: (d: { given: string }) => `Write '${d.given}'.`,
  },
  questionnaire_code_twice: {
    status: 500,
    what: (d: { thing: string; code: string; first: string }) =>
      `The ${d.thing} "${d.code}" is defined a second time here.`,
    fix: (d: { thing: string; first: string }) => `Give this ${d.thing} another code. The first one is at ${d.first}.`,
  },
  questionnaire_code_shape: {
    status: 500,
    what: (d: { thing: string; code: string; expected: string }) =>
      `"${d.code}" cannot be the code of a ${d.thing}: it is not ${d.expected}.`,
    fix: (d: { expected: string }) => `Use ${d.expected}.`,
  },
  questionnaire_list_unknown: {
    status: 500,
    what: (d: { question: string; list: string; near: readonly string[] }) =>
      `Question ${d.question} uses the choice list "${d.list}", which is not in "choices.yaml".`,
    fix: (d: { near: readonly string[] }) => near(d.near) || 'Add the list to "choices.yaml".',
  },
  questionnaire_scores_uneven: {
    status: 500,
    what: (d: { list: string; scores: number; choices: number }) =>
      `The list "${d.list}" has ${d.choices} choices and ${d.scores} scores.`,
    fix: (_: object) => 'Give each choice its score, in the same order. Write null for a choice that is not scored.',
  },
  questionnaire_scorer_wrong: {
    status: 500,
    what: (d: { question: string; reason: string; correction: string }) =>
      `Question ${d.question} cannot be scored in this way: ${d.reason}.`,
    fix: (d: { correction: string }) => d.correction,
  },
  questionnaire_when_hidden_missing: {
    status: 500,
    what: (d: { question: string }) =>
      `Question ${d.question} is scored and may be hidden, but its score when hidden is not declared.`,
    fix: (_: object) =>
      'Add "when_hidden: zero" if a hidden question means the lowest level, or "when_hidden: leave" if it means that the question does not apply.',
  },
  questionnaire_when_hidden_idle: {
    status: 500,
    what: (d: { question: string }) =>
      `Question ${d.question} has "when_hidden" but no "relevance", so it is never hidden.`,
    fix: (_: object) => 'Add "relevance", or remove "when_hidden".',
  },
  questionnaire_text_missing: {
    status: 500,
    what: (d: { language: string; thing: string }) => `${d.thing} has no text in the language "${d.language}".`,
    fix: (d: { file: string; key: string }) => `Add "${d.key}" to "${d.file}".`,
  },
  questionnaire_text_stray: {
    status: 500,
    what: (d: { key: string; near: readonly string[] }) =>
      `The text "${d.key}" does not belong to any question, section or choice of the questionnaire.`,
    fix: (d: { near: readonly string[] }) => near(d.near) || 'Remove the text, or add the question, section or choice.',
  },
  questionnaire_sheet_name: {
    status: 500,
    what: (d: { sheet: string; reason: string }) => `"${d.sheet}" cannot be the name of a sheet: ${d.reason}.`,
    fix: (_: object) =>
      "Choose a name of 1 to 31 characters that no other section has, without [ ] : * ? / \\ and without ' at its ends.",
  },
  relevance_unreadable: {
    status: 500,
    what: (d: { rule: string; at: number; reason: string; fix: string }) =>
      `The rule "${d.rule}" cannot be read at character ${d.at}: ${d.reason}.`,
    fix: (d: { fix: string }) => d.fix,
  },
  relevance_reference_wrong: {
    status: 500,
    what: (d: { question: string; reference: string; reason: string; correction: string }) =>
      `The rule of question ${d.question} refers to "${d.reference}": ${d.reason}.`,
    fix: (d: { correction: string }) => d.correction,
  },
  relevance_never_true: {
    status: 500,
    what: (d: { question: string; reference: string; given: string; expected: string }) =>
      `The rule of question ${d.question} compares "${d.reference}" with ${d.given}, a value that it never has.`,
    fix: (d: { expected: string }) => `Compare it with ${d.expected}.`,
  },
  relevance_not_in_workbook: {
    status: 500,
    what: (d: { function: string }) => `The function "${d.function}()" cannot be written as a formula of a workbook.`,
    fix: (_: object) => 'Use "=", "<" or "selected()" instead.',
  },
  relevance_too_long: {
    status: 500,
    what: (d: { question: string }) => `The rule of question ${d.question} is too long for a formula of a workbook.`,
    fix: (_: object) => 'Shorten it. An "if()" inside another "if()" makes a formula long.',
  },
  crosswalk_wrong: {
    status: 500,
    what: (d: { line: string; reason: string; correction: string }) => `Line ${d.line} of the crosswalk: ${d.reason}.`,
    fix: (d: { correction: string }) => d.correction,
  },
  crosswalk_incomplete: {
    status: 500,
    what: (d: { question: string; version: string; side: 'here' | 'there' }) =>
      d.side === 'here'
        ? `The crosswalk does not state which earlier question corresponds to question ${d.question} of version ${d.version}.`
        : `The crosswalk does not state what replaced question ${d.question} of version ${d.version}.`,
    fix: (d: { side: 'here' | 'there' }) =>
      d.side === 'here'
        ? 'Add a line for it: "same", "recoded" or "changed" with the earlier question, or "new".'
        : 'Add a line for it: "dropped", or its relation to the question that replaced it.',
  },
} as const satisfies Readonly<Record<string, ProblemSentences>>;
