/** An answer as a person would enter it: labels of choices, numbers as numbers, dates as dates. */
import type { AnswerValue } from '../../domain/index.ts';
import type { CellDeclaration } from '../../questionnaire/index.ts';
import { separator } from '../layout-words.ts';
import type { Wording } from '../wording.ts';
import type { WorkbookOrder } from './order.ts';

export function cellValue(
  cell: CellDeclaration,
  value: AnswerValue,
  wording: Wording,
  countries: WorkbookOrder['countries'],
): string | number | Date {
  switch (cell.type) {
    case 'select_one':
      return choice(String(value));
    case 'select_multiple':
      return String(value).split(' ').filter(Boolean).map(choice).join(separator);
    case 'date': {
      const day = new Date(`${value}T00:00:00Z`);
      return Number.isNaN(day.getTime()) ? String(value) : day;
    }
    default:
      return value;
  }

  function choice(name: string): string {
    if (cell.list?.openEnded) return countries?.find(({ code }) => code === name)?.name ?? name;
    return wording.choices(cell).find((one) => one.name === name)?.text ?? name;
  }
}
