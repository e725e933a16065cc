/** Labels of everything that a release refers to by code, in the languages of its instrument. */
import { type Framework, type Instrument, instrumentTables } from '../../questionnaire/index.ts';
import {
  loadActors,
  loadCountries,
  loadGroups,
  loadMilestones,
  loadProjects,
  loadRecommendations,
  loadRegions,
  loadTreaties,
} from '../../reference/index.ts';
import type { InputRow } from '../input/inputs.ts';

type Label = InputRow<'labels'>;
type Names = Readonly<Record<string, string>>;

export type WorldKind = 'real' | 'illustrative';

/**
 * One row for each kind, id and language. A label that a language lacks has no row, or the working language's label
 * with its mark.
 *
 * @param instruments - newest first: where several versions label a code, the newest label is used
 * @param areaList - the choice list whose choices are the areas of need; null if there are none
 */
export function labelsOf(
  contentRoot: string,
  instruments: readonly Instrument[],
  framework: Framework,
  worlds: readonly WorldKind[],
  areaList: string | null,
): Label[] {
  const languages = instruments[0]?.languages ?? [];
  const found = new Map<string, Label>();
  const places = new Map<string, Map<string, number>>();
  const placeOf = (kind: string, id: string): number => {
    const ofKind = places.get(kind) ?? new Map<string, number>();
    places.set(kind, ofKind);
    if (!ofKind.has(id)) ofKind.set(id, ofKind.size + 1);
    return ofKind.get(id)!;
  };
  const add = (kind: string, id: string, language: string, label: string) => {
    const key = `${kind}\n${id}\n${language}`;
    if (!found.has(key)) found.set(key, { kind, id, language, label, position: placeOf(kind, id) });
  };
  const addNames = (kind: string, id: string, names: Names) => {
    for (const language of languages) if (names[language]) add(kind, id, language, names[language]);
  };
  for (const instrument of instruments) {
    for (const { kind, id, language, label } of instrumentTables(instrument).labels) {
      if (!languages.includes(language)) continue;
      add(kind, id, language, label);
      if (kind === 'choice' && areaList !== null && id.startsWith(`${areaList}:`)) {
        add('area', id.slice(areaList.length + 1), language, label);
      }
    }
  }
  for (const language of languages) addFramework(framework, language, add);
  for (const world of worlds) {
    for (const { code, names } of loadCountries(contentRoot, world)) addNames('country', code, names);
    for (const { code, level, names } of loadRegions(contentRoot, world)) {
      addNames(level === 'region' ? 'region' : 'subregion', code, names);
    }
    for (const { code, names } of loadGroups(contentRoot, world)) addNames('group', code, names);
  }
  for (const { code, names } of loadTreaties(contentRoot)) addNames('treaty', code, names);
  if (framework.recommendation_elements.length > 0) {
    for (const { code, names } of loadActors(contentRoot)) addNames('actor', code, names);
    for (const { code, names } of loadRecommendations(contentRoot)) addNames('recommendation', code, names);
    for (const { code, names } of loadMilestones(contentRoot)) addNames('milestone', code, names);
    // A project keeps the title that its source gives, in every language.
    for (const { code, title } of loadProjects(contentRoot)) {
      for (const language of languages) add('project', code, language, title);
    }
  }
  return [...found.values()];
}

/**
 * Files name kinds in the plural, such as `indicators`. The description of an element has the kind `indicator_says`.
 */
function addFramework(
  { texts }: Framework,
  language: string,
  add: (kind: string, id: string, language: string, label: string) => void,
): void {
  for (const [plural, elements] of Object.entries(texts.get(language) ?? {})) {
    if (typeof elements !== 'object') continue;
    const kind = plural.replace(/s$/, '');
    for (const [id, { label, says }] of Object.entries(elements)) {
      add(kind, id, language, label);
      if (says) add(`${kind}_says`, id, language, says);
    }
  }
}
