/**
 * Run by `start.test.ts` with few file descriptors: uses them up, asks for what needs a child process, and asks again
 * after they were returned. Prints what came of it, as JSON.
 */
import { closeSync, openSync } from 'node:fs';
import { type FileFacts, openDocumentWriter } from '../../src/document/index.ts';
import { openBuildProcess } from '../../src/release/index.ts';
import { openChecker } from '../../src/workbook/index.ts';
import { asSecretariat } from '../people.ts';
import { written } from '../workbook/checked.ts';

const root = new URL('../..', import.meta.url).pathname;
const workbook = await written();
const reports: string[] = [];
const checker = openChecker({ contentRoot: root, report: (failure) => reports.push(failure) });
const writer = openDocumentWriter();
const facts: FileFacts = {
  title: 'Scores',
  language: 'en',
  direction: 'ltr',
  lines: [],
  foot: [],
  mark: '',
  date: '2026-03-01',
};
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="9" height="9"/></svg>';

/** Every descriptor but one, so that nothing else fails. */
function useUp(): () => void {
  const held: number[] = [];
  try {
    for (;;) held.push(openSync('/dev/null', 'r'));
  } catch {
    closeSync(held.pop()!);
  }
  return () => {
    for (const one of held) closeSync(one);
  };
}

const checked = async () => {
  const { outcome, findings } = await checker.check(workbook);
  return outcome === 'refused' ? findings[0]!.code : outcome;
};
const drawn = () =>
  writer.write({ what: 'png', svg, zoom: 1, facts }).then(
    (bytes) => bytes.length > 0,
    ({ code }: { code: string }) => code,
  );
const built = async () => {
  const builder = openBuildProcess();
  const order = { contentRoot: root, folder: '/nowhere', databaseUrl: null, cycle: 'x', person: asSecretariat, at: '' };
  return builder
    .carryOut(order, () => undefined)
    .then(
      () => 'built',
      (error: Error & { code?: string }) => error.code ?? error.message,
    );
};

const giveBack = useUp();
const starved = [await checked(), await checked(), await checked(), await drawn(), await built()];
giveBack();
const fed = [await checked(), await drawn()];
console.log(JSON.stringify({ starved, fed, reports }));
checker.close();
await writer.close();
