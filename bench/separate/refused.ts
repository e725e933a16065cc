/** 120 files that are not workbooks, checked as by the server: duration, and number of processes. */
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { openChecker } from '../../src/workbook/index.ts';

const contentRoot = fileURLToPath(new URL('../..', import.meta.url));
const kinds: readonly (() => Uint8Array)[] = [
  () => Buffer.from('%PDF-1.7\n'),
  () => Buffer.from('<!DOCTYPE html><html>Sign in</html>'),
  () => Buffer.from('code;answer\r\nC04;3\r\n'),
  () => zipSync({ 'word/document.xml': Buffer.from('<w/>'), '[Content_Types].xml': Buffer.from('<Types/>') }),
  () => Buffer.alloc(0),
  () => zipSync({ 'a.xlsx': Buffer.from('x') }),
];

const checker = openChecker({ contentRoot });
checker.prepare();
const seen = new Set(children());
const started = performance.now();
for (let count = 0; count < 120; count += 1) {
  await checker.check(kinds[count % kinds.length]!());
  for (const child of children()) seen.add(child);
}
const seconds = (performance.now() - started) / 1000;
process.stdout.write(`120 foreign files: ${seconds.toFixed(2)} s, ${seen.size} checking processes\n`);
checker.close();

function children(): string[] {
  try {
    return readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  } catch {
    return [];
  }
}
