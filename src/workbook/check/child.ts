/**
 * Runs in a separate process, so that a file that exceeds a limit affects nothing else: no environment, no write
 * permission, a small heap. The parent limits its time and memory.
 */
import { constants, setPriority } from 'node:os';
import process from 'node:process';
import { inspect } from './check.ts';
import type { CheckedWorkbook } from './checked-workbook.ts';
import { openContent } from './content.ts';
import type { CheckTask, FromChild } from './messages.ts';

// Page requests have priority over checks.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const content = openContent(process.argv[2]!);
for (const [id, versions] of content.versions) content.instrument(id, versions.at(-1)!);

const send = (message: FromChild) => process.send!(message);

process.on('message', (task: CheckTask) => {
  work(task).then(send, (error: Error) => send({ failed: placeOf(error) }));
});
process.on('disconnect', () => process.exit(0));
// A signal to the whole process group, such as Ctrl-C, must not end a child that a pending request still needs: the
// parent ends it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
send({ ready: true });

async function work({ kind, bytes, options }: CheckTask): Promise<FromChild> {
  const inspected = inspect(bytes, content, options);
  if (kind === 'check') return { checked: inspected.checked };
  // The writer is loaded only for annotated copies: loading it takes longer than checking a file.
  const { annotate } = await import('../annotate/annotate.ts');
  return { checked: slim(inspected.checked), annotated: await annotate(inspected, content) };
}

/** With an annotated copy only the findings are needed; the answers were returned before. */
function slim(checked: CheckedWorkbook): CheckedWorkbook {
  return { ...checked, answers: [] };
}

/** The error's name and stack frames only, as its message may quote an answer. */
function placeOf(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 4)].join('\n');
}
