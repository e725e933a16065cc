import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { readDecision } from '../../src/cli/submission/decision.ts';
import { command } from '../../src/cli/submission/return.ts';

const read = (...args: string[]) => readDecision(args, command);

describe('a decision on the command line', () => {
  it('takes a cycle, a country in upper or lower case, and a reason', () => {
    expect(read('x-2026', 'xab', '--reason', 'B10: which policy?')).toEqual({
      cycle: 'x-2026',
      country: 'XAB',
      reason: 'B10: which policy?',
    });
  });

  it.each([
    [['x-2026'], 'needs a cycle and a country'],
    [['x-2026', 'XAB', 'XAC', '--reason', 'why'], 'does not know what to do with "XAC"'],
    [['x-2026', 'XAB'], 'needs --reason'],
    [['x-2026', 'XAB', '--because', 'why'], '--because'],
  ])('is refused as %j', (args, said) => {
    expect(() => read(...args)).toThrow(said);
  });
});

describe('a decision about reasons on the command line', () => {
  it.each(['accept', 'refuse'])('%s-reasons takes a cycle, a country and any number of answers', async (verb) => {
    const { command: reasons } = await commands[`submission ${verb}-reasons`]!.load();
    expect(reasons.usage).toContain(`gap submission ${verb}-reasons CYCLE COUNTRY [ANSWER…]`);
    await expect((async () => reasons.run(['x-2026'], null as never))()).rejects.toThrow('needs a cycle');
  });
});
