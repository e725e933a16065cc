/** Holds the footnotes that shapes of maps demand against the texts that there are. */
import { type Fault, listContent, nearest, openContent } from '../../content/index.ts';

type Shapes = { readonly features: readonly { readonly properties: { readonly footnote?: string } }[] };

/** A map whose footnote has no text would contain nothing about what it must not imply. */
export function checkFootnotes(contentRoot: string): Fault[] {
  const languages = openContent(contentRoot, 'texts/languages.yaml').file?.value as { working: string } | undefined;
  const name = `texts/${languages?.working}/reference.yaml`;
  const texts = openContent(contentRoot, name).file?.value as { footnotes?: Record<string, string> } | undefined;
  if (!texts) return [];
  const known = Object.keys(texts.footnotes ?? {});
  return listContent(contentRoot)
    .filter((file) => file.endsWith('.geojson'))
    .flatMap((path) => {
      const { file } = openContent(contentRoot, path);
      if (file === null) return [];
      return (file.value as Shapes).features.flatMap(({ properties: { footnote } }, at) =>
        footnote === undefined || known.includes(footnote)
          ? []
          : file.fault(['features', at, 'properties', 'footnote'], {
              what: `The footnote "${footnote}" has no text.`,
              near: nearest(footnote, known),
              correction: `Add footnotes.${footnote} to ${name}.`,
            }),
      );
    });
}
