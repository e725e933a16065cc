/**
 * Runs in a separate process, where a file that is too much for it harms no one else: no environment, no right to
 * write, a small heap. Its parent counts the seconds and the memory.
 */
import { constants, setPriority } from 'node:os';
import process from 'node:process';
import { inspect } from './check.ts';
import type { CheckedWorkbook } from './checked-workbook.ts';
import { openContent } from './content.ts';
import type { CheckTask, FromChild } from './messages.ts';

// Anyone who reads a page is answered first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const content = openContent(process.argv[2]!);
for (const [id, versions] of content.versions) content.instrument(id, versions.at(-1)!);

const send = (message: FromChild) => process.send!(message);

process.on('message', (task: CheckTask) => {
  work(task).then(send, (error: Error) => send({ failed: placeOf(error) }));
});
process.on('disconnect', () => process.exit(0));
// A signal to the whole group, such as Ctrl-C, must not end what a request in flight still needs: the parent ends it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
send({ ready: true });

async function work({ kind, bytes, options }: CheckTask): Promise<FromChild> {
  const inspected = inspect(bytes, content, options);
  if (kind === 'check') return { checked: inspected.checked };
  // The writer is loaded by those alone who want a copy: it takes longer to load than a file to check.
  const { annotate } = await import('../annotate/annotate.ts');
  return { checked: slim(inspected.checked), annotated: await annotate(inspected, content) };
}

/** The findings matter next to an annotated copy; the answers were reported before. */
function slim(checked: CheckedWorkbook): CheckedWorkbook {
  return { ...checked, answers: [] };
}

/** The error's name and the lines of code it came through: its message may quote an answer. */
function placeOf(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 4)].join('\n');
}
