import { describe, expect, it } from 'vitest';
import { logLine, reported } from '../../../src/http/server/log.ts';
import { Problem } from '../../../src/problem/index.ts';

const at = new Date('2026-03-01T10:00:00Z');

describe('the log', () => {
  it('has one line of JSON for each entry, for any error', () => {
    const line = logLine(at, reported(new Error('two\nlines " and \u2028 a mark')));
    expect(line).not.toContain('\n');
    expect(JSON.parse(line)).toMatchObject({ time: '2026-03-01T10:00:00.000Z', name: 'Error' });
  });

  it('has no answer that a parser or database quotes in an error, but has the stack positions', () => {
    const { message, at } = reported(
      new Error('Could not convert string \'bribes\' to DOUBLE near "bribes" or “bribes”'),
    );
    expect(message).toBe('Could not convert string \'…\' to DOUBLE near "…" or “…”');
    expect(at.join()).toContain('log.test.ts');
    expect(at.join()).not.toContain('bribes');
  });

  it('has the code and position of a problem', () => {
    const problem = new Problem('store_unreachable', 'DATABASE_URL', { store: 'PostgreSQL' });
    expect(reported(problem)).toMatchObject({ name: 'store_unreachable', at: ['DATABASE_URL'] });
  });
});
