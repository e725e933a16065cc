import { afterAll, describe, expect, it } from 'vitest';
import { openRelease } from '../../src/release/index.ts';
import { smallContent } from './content.ts';
import { buildFew } from './few-tables.ts';
import { frozenCycle, inputsOf } from './frozen.ts';
import { earlier, States } from './world.ts';

const { root, remove } = smallContent();
afterAll(remove);

describe('a release of an earlier version', () => {
  it('omits questions of later versions in a shared framework', async () => {
    const cycle = frozenCycle(root, 'preparedness', '2024', earlier, States);
    const inputs = inputsOf(root, [cycle]);
    const weighed = inputs.tables.indicator_questions.map(({ question }) => question);
    expect(weighed).toContain('C11');
    expect(weighed).not.toContain('B02');
    expect(cycle.instrument.questions.has('B02')).toBe(false);
    const release = openRelease((await buildFew(root, inputs, [])).files);
    const scores = release
      .rows('scores')
      .filter(({ element, status }) => element === 'RUL.POLICY' && status === 'published');
    expect(scores.map(({ country }) => country)).toEqual(['XAA', 'XAB', 'XAH']);
  });
});
