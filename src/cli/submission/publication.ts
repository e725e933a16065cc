/** Effect of an upload on what is published, one line each; changes that publish more come first. */
import type { Receipt } from '../../collection/index.ts';
import { describeChange, publishesMore, shortSubject } from '../../domain/index.ts';

/** @param words - `would`: of a file that was only checked */
export function publicationLines(
  { publication: { changes, notChosen } }: Pick<Receipt, 'publication'>,
  words: 'does' | 'would' = 'does',
): string[] {
  const wider = changes.filter(publishesMore).map(describeChange);
  const narrower = changes.filter((change) => !publishesMore(change)).map(describeChange);
  return [
    ...(wider.length === 0
      ? []
      : [
          `${words === 'does' ? 'PUBLISHES' : 'WOULD PUBLISH'} MORE than before, once a person confirms it at acceptance: ${wider.join('; ')}`,
        ]),
    ...(narrower.length === 0
      ? []
      : [
          `${words === 'does' ? 'publishes less from now on' : 'would publish less at once, and public releases that show more would be withdrawn'}: ${narrower.join('; ')}`,
        ]),
    ...(notChosen.length === 0
      ? []
      : [
          `publication not yet chosen, so not public: ${notChosen.map(shortSubject).join(', ')} (to be chosen in ${notChosen.join(', ')})`,
        ]),
  ];
}
