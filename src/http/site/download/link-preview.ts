/** Link preview of a page: its title, a sentence and a picture. @see https://ogp.me */
import { html } from 'hono/html';
import { previewSize } from '../../../document/index.ts';
import { type Html, type PageContext, say } from '../page-context.ts';

export type LinkPreview = {
  readonly description: string;
  /** True if there is a picture of the page. */
  readonly picture: boolean;
};

/** Programs that read it require absolute addresses: if the site's is unknown, there is no picture. */
export function showPreview(context: PageContext, title: string, { description, picture }: LinkPreview): Html {
  const { publicAddress = null, language, path, query = '', release } = context;
  const property = (name: string, content: string | number) => html`<meta property="og:${name}" content="${content}">
`;
  const image = picture && publicAddress !== null && release !== null && !release.draft;
  const shown = release?.illustrative ? `${say(context, 'band.illustrative.word')} · ${title}` : title;
  return html`<meta name="description" content="${description}">
${property('type', 'website')}${property('title', shown)}${property('description', description)}${property('site_name', say(context, 'product.name'))}${property('locale', context.texts.language(language).locale.replace('-', '_'))}${
  publicAddress === null ? '' : property('url', `${publicAddress}${language}/${path}${query}`)
}${
  image
    ? html`${property('image', `${publicAddress}preview/${release.id}/${language}/${path}.png${query}`)}${property('image:width', previewSize.width)}${property('image:height', previewSize.height)}${property('image:alt', shown)}<meta name="twitter:card" content="summary_large_image">`
    : ''
}`;
}
