/** Reads the steps of `docs/authoring.md` from the page itself. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../house/source.ts';

export type Step =
  /** A command line. */
  | { readonly kind: 'command'; readonly words: string }
  /** The complete content of a file. */
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  /** Lines that are added at the end of a file. */
  | { readonly kind: 'append'; readonly path: string; readonly text: string }
  /** A line of a file that is replaced by others. */
  | { readonly kind: 'replace'; readonly path: string; readonly line: string; readonly text: string }
  /** Answers to enter into a workbook, by question. */
  | { readonly kind: 'answers'; readonly workbook: string; readonly answers: Readonly<Record<string, string>> };

export function stepsOf(page: string): Step[] {
  const steps: Step[] = [];
  let said = '';
  const lines = page.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    const fence = /^```(\w+)$/.exec(line)?.[1];
    if (fence) {
      const end = lines.indexOf('```', at);
      const text = `${lines.slice(at + 1, end).join('\n')}\n`;
      if (fence === 'console') steps.push(...commandsIn(text));
      else steps.push(stepOf(said, text));
      at = end;
    } else if (line.startsWith('| workbook')) {
      const end = lines.findIndex((one, place) => place > at && !one.startsWith('|'));
      steps.push(...answersIn(lines.slice(at, end)));
      at = end - 1;
    }
    // The paragraph directly above a block names its file.
    said =
      line === '' && lines[at + 1]?.startsWith('```') ? said : line === '' || fence ? '' : `${said} ${line}`.trim();
  }
  return steps;
}

export const tutorial = (): Step[] => stepsOf(readFileSync(join(root, 'docs/authoring.md'), 'utf8'));

const commandsIn = (text: string): Step[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => {
      if (!line.startsWith('$ ')) throw new Error(`no command: ${line}`);
      return { kind: 'command', words: line.slice(2) };
    });

function stepOf(said: string, text: string): Step {
  const path = [...said.matchAll(/`([\w./-]+\/[\w.-]+\.(?:yaml|csv|json))`/g)].at(-1)?.[1];
  if (path === undefined) throw new Error(`no file is named above this block: ${text.slice(0, 80)}`);
  if (/add at its end:$/.test(said)) return { kind: 'append', path, text };
  const line = /change the line `([^`]+)` to:$/.exec(said)?.[1];
  return line === undefined ? { kind: 'file', path, text } : { kind: 'replace', path, line, text };
}

function answersIn(rows: readonly string[]): Step[] {
  const [head, , ...body] = rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return body.map(([workbook, ...answers]) => ({
    kind: 'answers',
    workbook: workbook!,
    answers: Object.fromEntries(answers.flatMap((answer, at) => (answer === '' ? [] : [[head![at + 1]!, answer]]))),
  }));
}
