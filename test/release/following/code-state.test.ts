import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { codeState } from '../../../src/release/build/code-state.ts';

describe('the code of a process', () => {
  it('is named by the compiled copy that runs, the version of Node and the machine', () => {
    expect(codeState('/opt/gap/copies/0123456789abcdef')).toBe(
      `0123456789abcdef ${process.version} ${process.platform} ${process.arch}`,
    );
  });

  it('is not known if it runs from its source', () => {
    expect(codeState()).toBeNull();
  });
});
