import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../source.ts';

/** Names that had a different meaning in every folder. Each may name at most one type of the whole tree. */
const words = ['Row', 'Cell', 'Reading', 'Place', 'Asked', 'Kind', 'Desk', 'CycleRules', 'KeptAnswer', 'World'];

it('each of these type names has at most one meaning', () => {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const declared = files.flatMap((name) =>
    [
      ...readFileSync(join(root, 'src', name), 'utf8').matchAll(
        /^\s*(?:export )?(?:type|interface|class) (\w+)(?=[ <][^,}]*[={])/gm,
      ),
    ].map(([, type]) => ({ name, type: type! })),
  );
  const repeated = words
    .map((word) => declared.filter(({ type }) => type === word))
    .filter((found) => found.length > 1);
  expect(repeated).toEqual([]);
});
