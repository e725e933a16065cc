/**
 * Starts the linter with the words given, from the folder in which it is called. Its program has more bytes than any other of
 * development, and neither the demo nor the tests need it: the first run installs it.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { installShared } from '../own-packages.ts';

/** Of all trees that share their packages. */
const place = fileURLToPath(new URL('../../node_modules/.cache/gap-lint', import.meta.url));

const linter = join(installShared(import.meta.dirname, place), 'node_modules/@biomejs/biome/bin/biome');
process.exitCode = spawnSync(process.execPath, [linter, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1;
