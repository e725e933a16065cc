/** How the cells of one row are combined, and what is invalid in each kind of cell. */
import { describe, expect, it } from 'vitest';
import { linkedText, readEvidence } from '../../../src/workbook/answers/remark.ts';
import { content, readCells, type TypedCell } from '../checked.ts';

type Cells = Parameters<typeof readCells>[1];
/** State, value, whether confirmed, and notes by column: `!` an error, `?` a warning. */
const read = async (cells: Cells, id = 'C04') => {
  const { answer, notes, isFilled, failed } = await readCells(id, cells);
  expect(failed).toBe(notes.some(({ severity }) => severity === 'error'));
  return {
    answer,
    isFilled,
    outcome: `${answer.withdrawn ? 'withdrawn ' : ''}${answer.state} ${answer.value}${answer.confirmed ? ' confirmed' : ''}`,
    notes: notes.map(({ code, severity, column }) => `${column}${severity === 'error' ? '!' : '?'} ${code}`).join(', '),
  };
};
const earlier = { earlier_stored: '2' } as const;

describe('answer, state and confirmation', () => {
  it.each<[Cells, string, string]>([
    [{ answer: '3' }, 'answered 3', ''],
    [{ answer: '3', state: 'answered' }, 'answered 3', ''],
    [{ answer: 'three' }, 'blank null', 'answer! choice_unknown'],
    [{ state: 'not known' }, 'not_known null', ''],
    [{ state: 'not released' }, 'not_released null', ''],
    [{ state: 'answered' }, 'blank null', 'answer! answered_without_value'],
    [{ state: 'perhaps' }, 'blank null', 'state! state_unknown'],
    [{ state: 'perhaps', answer: '3' }, 'blank null', 'state! state_unknown'],
    [{ state: 'not known', answer: '3' }, 'blank null', 'answer! value_beside_state'],
    [{ state: 'not known', answer: 'three' }, 'blank null', 'answer! value_beside_state'],
    [{ state: 'not known', answer: '–' }, 'not_known null', ''],
    [{ answer: '–' }, 'blank null', 'answer! placeholder_in_answer'],
    [{ answer: 'tbd' }, 'blank null', 'answer! placeholder_in_answer'],
    [{ answer: 'not known' }, 'not_known null', 'answer? state_in_answer'],
    [{ answer: 'N/A' }, 'not_applicable null', 'answer? state_in_answer'],
    [{ answer: 'dk' }, 'not_known null', 'answer? state_in_answer'],
    [{ answer: 'NR' }, 'not_released null', 'answer? state_in_answer'],
    [{ answer: 'withdrawn' }, 'withdrawn blank null', 'answer? state_in_answer'],
    [{ answer: 'not known', confirm: 'yes', ...earlier }, 'blank null', 'confirm! confirmed_beside_state'],
    [{ state: 'not known', confirm: 'yes', ...earlier }, 'blank null', 'confirm! confirmed_beside_state'],
    [{ state: 'not known', confirm: 'no', ...earlier }, 'not_known null', ''],
    [{ confirm: 'yes', ...earlier }, 'answered 2 confirmed', ''],
    [{ confirm: 'yes', answer: '–', ...earlier }, 'answered 2 confirmed', ''],
    [{ confirm: 'yes', answer: '2', ...earlier }, 'answered 2 confirmed', ''],
    [{ confirm: 'yes', answer: '3', ...earlier }, 'answered 3', 'answer? confirmed_but_other'],
    [{ confirm: 'yes', answer: '3' }, 'answered 3', ''],
    [{ confirm: 'yes', answer: 'three', ...earlier }, 'blank null', 'answer! choice_unknown'],
    [{ confirm: 'yes' }, 'blank null', 'confirm! confirmed_nothing'],
    [{ confirm: 'yes', earlier_stored: 'two' }, 'blank null', 'confirm! earlier_unreadable'],
    [{ confirm: 'no', ...earlier }, 'blank null', 'answer? denied_without_value'],
    [{ confirm: 'no', answer: '3', ...earlier }, 'answered 3', ''],
    [{ confirm: 'perhaps', ...earlier }, 'blank null', 'confirm! confirm_unknown'],
    [{ state: 'withdrawn' }, 'withdrawn blank null', ''],
    [{ state: 'withdrawn', answer: '3' }, 'withdrawn blank null', ''],
    [{ state: 'withdrawn', answer: 'three', confirm: 'yes', ...earlier }, 'withdrawn blank null', ''],
    [{ ...earlier }, 'blank null', ''],
    [{}, 'blank null', ''],
  ])('%j give %s, with findings', async (cells, outcome, notes) => {
    expect(await read(cells)).toMatchObject({ outcome, notes });
  });

  it('a state is read from a text only if it is complete', async () => {
    expect(await read({ answer: 'NA' }, 'K07')).toMatchObject({ outcome: 'answered NA' });
    expect(await read({ answer: 'not known' }, 'K07')).toMatchObject({ outcome: 'not_known null' });
    expect(await read({ answer: 'Unknown' }, 'K07')).toMatchObject({ outcome: 'not_known null' });
    expect(await read({ answer: 'Withdraw this answer' }, 'K07')).toMatchObject({ outcome: 'withdrawn blank null' });
    // A single word may be the text of an answer.
    expect(await read({ answer: 'withdrawn' }, 'K07')).toMatchObject({ outcome: 'answered withdrawn' });
    const long = `not known ${'and more '.repeat(8)}`;
    expect((await read({ answer: long }, 'K07')).outcome).toBe(`answered ${long.trim()}`);
  });

  it('a row has content if it has an answer, a state or a confirmation', async () => {
    const isFilled = async (cells: Cells) => (await read(cells)).isFilled;
    expect(
      await Promise.all([isFilled({ answer: 'x' }), isFilled({ state: 'x' }), isFilled({ confirm: 'no' })]),
    ).toEqual([...[true, true, true]]);
    expect(
      await Promise.all([isFilled({}), isFilled({ comment: 'x' }), isFilled(earlier), isFilled({ answer: '  ' })]),
    ).toEqual([...[false, false, false, false]]);
  });

  it('a placeholder may be written letter by letter, but not as words of several letters', async () => {
    for (const answer of ['t b d', 'x x x'])
      expect((await read({ answer }, 'K07')).notes).toBe('answer! placeholder_in_answer');
    for (const answer of ['xx x', 'x xx']) expect((await read({ answer }, 'K07')).outcome).toBe(`answered ${answer}`);
  });

  it('the answer is attributed to the cell that it was read from', async () => {
    const cell = async (cells: Cells) => (await read(cells)).answer.cell.replace(/\d+/, '');
    const [typed, confirmed] = [await cell({ answer: '3' }), await cell({ confirm: 'yes', ...earlier })];
    expect(await cell({})).toBe(typed);
    expect(await cell({ confirm: 'yes', answer: '3', ...earlier })).toBe(typed);
    expect(confirmed).not.toBe(typed);
  });
});

describe('text in the column of earlier answers', () => {
  const shown = 'covered in full\nLast round, 2024';
  it('is an answer in the wrong column where the row has no other content', async () => {
    expect((await read({ earlier: '3' })).notes).toBe('earlier! answer_in_earlier');
    expect((await read({ earlier: '3', answer: '2' })).notes).toBe('earlier? answer_in_earlier');
    expect((await read({ earlier: '3', state: 'not known' })).notes).toBe('earlier? answer_in_earlier');
  });

  it('is the earlier answer where the stored value matches', async () => {
    expect((await read({ earlier: shown, ...earlier })).notes).toBe('');
    expect((await read({ earlier: shown, earlier_stored: 'two' })).notes).toBe('');
    // A calculated stored cell is not one that we wrote.
    const calculated: TypedCell = { content: { kind: 'text', text: '2' }, formula: true };
    expect((await read({ confirm: 'yes', earlier_stored: calculated })).notes).toBe('confirm! confirmed_nothing');
  });
});

describe('a cell', () => {
  const text = { kind: 'text', text: '3' } as const;
  const cells: Record<string, Partial<TypedCell & object>> = {
    struck: { content: text, struck: 'part' },
    calculated: { content: text, formula: true },
    'calculated, without a result': { formula: true },
    'with an error': { content: { kind: 'error', text: '#DIV/0!' } },
    covered: { content: { kind: 'broken', why: 'covered' } },
    'there twice': { content: { kind: 'broken', why: 'twice' } },
  };
  it.each<[string, keyof typeof cells, string, string]>([
    ['answer', 'struck', 'blank null', 'answer! struck_through'],
    ['answer', 'calculated', 'blank null', 'answer! formula_in_answer'],
    ['answer', 'calculated, without a result', 'blank null', 'answer! formula_in_answer'],
    ['answer', 'with an error', 'blank null', 'answer! error_in_answer'],
    ['answer', 'covered', 'blank null', 'answer! cell_covered'],
    ['state', 'struck', 'blank null', 'state! struck_through'],
    ['state', 'calculated', 'blank null', 'state! formula_in_answer'],
    ['state', 'covered', 'blank null', 'state! cell_covered'],
    ['confirm', 'there twice', 'blank null', 'confirm! cell_twice'],
    // Faults in a remark do not invalidate the answer.
    ['comment', 'struck', 'answered 2', 'comment! struck_through'],
    ['comment', 'calculated', 'answered 2', 'comment? formula_in_remark'],
    ['reason', 'with an error', 'answered 2', 'reason? error_in_remark'],
    ['note', 'covered', 'answered 2', 'note! cell_covered'],
    ['evidence', 'calculated', 'answered 2', 'evidence? formula_in_remark'],
  ])('of the %s that is %s is reported', async (column, kind, outcome, notes) => {
    const about = ['comment', 'reason', 'note', 'evidence'].includes(column) ? { answer: '2' } : {};
    const { answer, notes: isFilled, outcome: found } = await readCellsOf({ ...about, [column]: cells[kind]! });
    expect([found, isFilled]).toEqual([outcome, notes]);
    expect([answer.comment, answer.reason, answer.note, answer.evidence]).toEqual([null, null, null, null]);
  });
  const readCellsOf = async (of: Cells) => {
    const { answer, notes } = await readCells('C04', of);
    return {
      answer,
      outcome: `${answer.state} ${answer.value}`,
      notes: notes
        .map(({ code, severity, column }) => `${column}${severity === 'error' ? '!' : '?'} ${code}`)
        .join(', '),
    };
  };

  it('of the confirmation may be a boolean', async () => {
    const truth = (value: boolean): TypedCell => ({ content: { kind: 'boolean', truth: value } });
    expect((await read({ confirm: truth(true), ...earlier })).outcome).toBe('answered 2 confirmed');
    expect((await read({ confirm: truth(false), ...earlier })).notes).toBe('answer? denied_without_value');
    expect((await read({ confirm: { ...(truth(true) as object), formula: true }, ...earlier })).notes).toBe(
      'confirm! formula_in_answer',
    );
  });

  it('with only spaces and invisible characters is empty', async () => {
    for (const nothing of [' ', '\u200b', '\n\t'])
      expect(await read({ answer: nothing, state: nothing, confirm: nothing })).toMatchObject({
        outcome: 'blank null',
        notes: '',
      });
    expect((await read({ answer: '2', comment: ' \n' })).answer.comment).toBeNull();
  });

  it('keeps the original text, whatever is read from it', async () => {
    expect((await read({ answer: ' 3 ' })).answer.raw).toBe(' 3 ');
    expect((await read({ answer: 'three' })).answer.raw).toBe('three');
    expect((await read({ answer: '  ' })).answer.raw).toBeNull();
    expect((await read({ answer: { formula: true } })).answer.raw).toBe('');
  });
});

describe('a remark', () => {
  it('longer than a cell can hold is truncated, and reported', async () => {
    const { answer, notes } = await readCells('C04', {
      answer: '2',
      comment: { content: { kind: 'text', text: 'x'.repeat(32_767), length: 40_000 } },
    });
    expect([answer.comment?.length, answer.value]).toEqual([32_767, 2]);
    expect(notes).toMatchObject([{ code: 'text_too_long', severity: 'warning', column: 'comment' }]);
  });
});

describe('evidence', () => {
  const link = (address: string, label: string | null, shown = ''): TypedCell => ({
    content: shown === '' ? null : { kind: 'text', text: shown },
    formula: true,
    link: { address, label },
  });
  const evidence = async (cell: TypedCell) => {
    const { answer, notes } = await read({ answer: '2', evidence: cell });
    return [answer.evidence, notes];
  };
  it('with a HYPERLINK formula is its text with the address, or only the address', async () => {
    const address = 'https://laws.example.org/5';
    expect(await evidence(link(address, 'Article 5'))).toEqual([`Article 5 (${address})`, '']);
    expect(await evidence(link(address, null, 'Article 5'))).toEqual([`Article 5 (${address})`, '']);
    expect(await evidence(link(address, null, address))).toEqual([address, '']);
    expect(await evidence(link(address, ''))).toEqual([address, '']);
    expect(await evidence(link('file:///x/law.pdf', 'Article 5'))).toEqual([null, 'evidence? formula_in_remark']);
  });

  it.each<[string, string | undefined, string | null, string | null]>([
    ['Article 5', undefined, 'Article 5', null],
    ['Article 5', '#Sheet1!A1', 'Article 5', null],
    ['Article 5', 'https://laws.example.org/5', 'Article 5 (https://laws.example.org/5)', null],
    ['See https://a.example', 'https://laws.example.org/5', 'See https://a.example', null],
    ['–', 'https://laws.example.org/5', null, null],
    ['https://', 'https://', null, '…'],
    ['Article 5', 'https://', 'Article 5', '…'],
    ['Article 5', 'law.pdf', 'Article 5', '…'],
    ['Article 5', 'laws/5', 'Article 5', '…'],
    ['Article 5', 'mailto:x@example.org', 'Article 5', '…@…'],
    ['Article 5', 'https://intranet/5', 'Article 5', 'http://…'],
    ['x@example.org', 'mailto:x@example.org', null, '…@…'],
  ])('%j with a link to %s is %j', (text, target, value, place) => {
    const cell = { row: 1, column: 1, content: { kind: 'text', text }, formula: false } as const;
    const found = readEvidence(cell, target, content.words);
    expect([found.value, found.notes[0]?.details.typed ?? null]).toEqual([value, place]);
  });

  it.each([
    ['http://example.org', 'Law', 'Law (http://example.org)'],
    ['HTTPS://example.org', 'Law', 'Law (HTTPS://example.org)'],
    ['https://example.org', '', 'https://example.org'],
    ['https://example.org', 'https://example.org', 'https://example.org'],
    ['mailto:x@example.org?body=https://example.org', 'Law', null],
    ['https://', 'Law', null],
  ])('is a link by formula to %s labelled %j: %j', (address, label, text) => {
    const cell = { row: 1, column: 1, content: null, formula: true, link: { address, label } };
    expect(linkedText(cell)).toBe(text);
  });

  it('has no location that only the author can open, which is reported once for each kind', async () => {
    expect(await evidence('Article 5\nC:\\a\\b.pdf\nD:\\c.pdf')).toEqual(['Article 5', 'evidence? evidence_link']);
    expect(await evidence('C:\\a\\b.pdf')).toEqual([null, 'evidence? evidence_link']);
    const both = await readCells('C04', { answer: '2', evidence: 'C:\\a.pdf\nx@example.org\nD:\\b.pdf' });
    expect(both.notes[0]!.details).toEqual({ typed: 'C:\\…, …@…' });
    // A comment, which may be published, may contain a mailbox but no path.
    const comment = await read({ answer: '2', comment: 'Ask x@example.org', reason: 'See C:\\a.pdf' });
    expect([comment.answer.comment, comment.answer.reason, comment.notes]).toEqual([
      'Ask x@example.org',
      'See',
      'reason? path_in_remark',
    ]);
  });
});
