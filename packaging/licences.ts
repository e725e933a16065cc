/**
 * Writes the list of software licences into NOTICE, from package-lock.json: every package that runs in production, on
 * any platform. `npm run notice` updates it; a test checks that it is current.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const begin = 'Software that this product runs on, with its licence (made by npm run notice; do not edit by hand)';

type LockedPackage = {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
};

/** The list for NOTICE; a package without a licence is listed as such. */
export function licenceList(): string {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  const lines = new Set<string>();
  for (const [path, { version, license, dev }] of Object.entries(lock.packages)) {
    if (path === '' || dev) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licence = license ?? licenceOf(path) ?? 'no licence named in its package';
    lines.add(`  ${name} ${version}: ${licence}`);
  }
  return `${begin}\n\n${[...lines].sort().join('\n')}\n`;
}

/**
 * The licence from the package itself if the lock file lacks it. A package for another platform is not installed; it
 * has the same licence as the one for this platform.
 */
function licenceOf(path: string): string | undefined {
  const linuxBuild = path.replace('-bin-', '-').replace(/(darwin|linux|win32|win)-(arm64|x64)(-musl)?$/, 'linux-x64');
  const there = [path, linuxBuild].find((one) => existsSync(join(root, one, 'package.json')));
  if (there === undefined) return undefined;
  const read = JSON.parse(readFileSync(join(root, there, 'package.json'), 'utf8')) as {
    license?: string | { type: string };
    licenses?: readonly { type: string }[];
  };
  if (typeof read.license === 'string') return read.license;
  return read.license?.type ?? read.licenses?.map(({ type }) => type).join(' or ');
}

/** The part before the list: the sources of the data. */
export const noticeBefore = (notice: string): string => notice.split(begin)[0]!.trimEnd();

if (import.meta.main) {
  const path = join(root, 'NOTICE');
  writeFileSync(path, `${noticeBefore(readFileSync(path, 'utf8'))}\n\n${licenceList()}`);
}
