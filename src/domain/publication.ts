/** Which answers a country allows to be published, according to its own answers. */
import type { Answer } from './answer.ts';
import type { PublicationRules } from './cycle-rules.ts';
import { isWider, type SectionPublication, sectionPublications, stricterPublication } from './disclosure.ts';

type Said = Pick<Answer, 'question' | 'part' | 'state' | 'value'> & {
  /** Content of the cell in the newest file if it could not be read; null or omitted if it could. */
  readonly unread?: string | null;
};

/** Choices by the id of their answer: `A06.C` for a section, `L07` for needs. Absent means not chosen. */
export type PublicationChoices = ReadonlyMap<string, SectionPublication>;

/** The difference between a choice and the one that applied before. */
export type PublicationChange = {
  /** Id of the answer that contains the choice. */
  readonly subject: string;
  readonly from: SectionPublication;
  readonly to: SectionPublication;
};

/** The choices in a set of answers. */
export function choicesIn(answers: Iterable<Said>, rules: PublicationRules): PublicationChoices {
  const choices = new Map<string, SectionPublication>();
  if (rules.by === 'instrument') return choices;
  for (const answer of answers) {
    const isChoice = answer.question === rules.sections ? answer.part !== null : answer.question === rules.needs;
    if (isChoice) choices.set(answer.part ?? answer.question, meaningOf(answer, rules.choices));
  }
  return choices;
}

/** Only a valid answer counts as a choice; an unreadable one does not. */
function meaningOf(
  { state, value, unread }: Said,
  meanings: Readonly<Record<string, SectionPublication>>,
): SectionPublication {
  const known = value !== null && Object.hasOwn(meanings, String(value));
  return state === 'answered' && known && (unread ?? null) === null ? meanings[String(value)]! : 'not_chosen';
}

/**
 * The choice for a question of a section: the stricter of its section's choice and, for a question that states a
 * need, of the choice about needs. Not chosen if no choice covers it.
 */
export function publicationBy(
  choices: PublicationChoices,
  rules: PublicationRules,
): (section: string, question: string) => SectionPublication {
  if (rules.by === 'instrument') return () => 'published';
  const { sections, needs, needQuestions, followWidest } = rules;
  const bySection = [...choices].filter(([subject]) => subject !== needs).map(([, choice]) => choice);
  const widest = bySection.reduce(wider, 'not_published');
  const ofSection = (section: string): SectionPublication => {
    const own = choices.get(`${sections}.${section}`);
    if (own === undefined && bySection.length > 0 && followWidest.includes(section)) return widest;
    return own ?? 'not_chosen';
  };
  return (section, question) => {
    const chosen = ofSection(section);
    if (needs === null || !needQuestions.includes(question)) return chosen;
    return stricterPublication(chosen, choices.get(needs) ?? 'not_chosen');
  };
}

/**
 * Ids of the choices that a country has yet to make for answers that it has given: `A06.C` for a section, `L07` for needs.
 * A section that follows the widest choice is named only where no other can be.
 *
 * @param uncovered - given answers that no choice covers
 * @param chosen - as the country states them, also those that a person has yet to confirm
 * @param rules - null if they were not stored; then each section is named, by its code
 */
export function openChoices(
  uncovered: Iterable<{ readonly section: string; readonly question: string }>,
  chosen: PublicationChoices,
  rules: PublicationRules | null,
): string[] {
  const isOpen = (subject: string) => (chosen.get(subject) ?? 'not_chosen') === 'not_chosen';
  const open = new Set<string>();
  const following = new Set<string>();
  for (const { section, question } of uncovered) {
    if (rules?.by !== 'country') open.add(section);
    else if (rules.followWidest.includes(section)) following.add(section);
    else {
      const own = `${rules.sections}.${section}`;
      if (isOpen(own)) open.add(own);
      if (rules.needs !== null && rules.needQuestions.includes(question) && isOpen(rules.needs)) open.add(rules.needs);
    }
  }
  const isAnyMade = [...chosen.keys()].some((subject) => !isOpen(subject));
  return [...(open.size > 0 || isAnyMade ? open : following)].sort();
}

/** These choices, each limited to the one that applies to the same subject in `limits`. */
export function narrowedBy(choices: PublicationChoices, limits: PublicationChoices): PublicationChoices {
  return new Map(
    [...choices].map(([subject, choice]) => [subject, stricterPublication(choice, limits.get(subject) ?? choice)]),
  );
}

/** Every choice that differs from the one that applied, sorted by subject; those that publish more first. */
export function publicationChanges(held: PublicationChoices, next: PublicationChoices): PublicationChange[] {
  const changes = [...next].flatMap(([subject, to]): PublicationChange[] => {
    const from = held.get(subject);
    return from === undefined || from === to ? [] : [{ subject, from, to }];
  });
  return [...changes.filter(publishesMore), ...changes.filter((change) => !publishesMore(change))];
}

export const publishesMore = ({ from, to }: PublicationChange): boolean => isWider(from, to);

const wider = (a: SectionPublication, b: SectionPublication): SectionPublication =>
  sectionPublications[Math.min(sectionPublications.indexOf(a), sectionPublications.indexOf(b))]!;

/** The section of a choice, or its question if it is not for a section: `C` for `A06.C`, `L07`. */
export const shortSubject = (subject: string): string => subject.slice(subject.lastIndexOf('.') + 1);

/** Words for the command line; pages have their own in each language. */
export const publicationWords: Readonly<Record<SectionPublication, string>> = {
  published: 'public',
  scores_only: 'scores only',
  not_published: 'not for publication',
  not_chosen: 'not yet chosen',
};

/** Such as `C: from not for publication to public`. */
export const describeChange = ({ subject, from, to }: PublicationChange): string =>
  `${shortSubject(subject)}: from ${publicationWords[from]} to ${publicationWords[to]}`;
