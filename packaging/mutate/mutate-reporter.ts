/** Prints each surviving mutant at once, so that the results of an aborted run are not lost. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import process from 'node:process';

type Tested = {
  readonly fileName: string;
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
};

class MissedReporter {
  onMutantTested({ fileName, status, mutatorName, replacement, location: { start } }: Tested): void {
    if (status !== 'Survived' && status !== 'NoCoverage') return;
    const text = readFileSync(fileName, 'utf8').split('\n')[start.line - 1]!.trim();
    const how = status === 'NoCoverage' ? 'no test runs it' : mutatorName;
    const changed = replacement?.replace(/\s+/g, ' ').slice(0, 70);
    const place = `${relative(process.cwd(), fileName)}:${start.line}:${start.column}`;
    console.log(`${place} ${how}\n  ${text}\n  => ${changed}`);
  }
}

/** The same as Stryker's `declareClassPlugin` would return. */
export const strykerPlugins = [{ kind: 'Reporter', name: 'missed', injectableClass: MissedReporter }];
