/** The upload form: drag and drop, the size of the file before the upload, and the progress during it. */

/** Touch screens cannot drop files. */
const canDrop = matchMedia('(pointer: fine)').matches;

export function prepareSending(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[type="file"]')!;
  const button = form.querySelector<HTMLButtonElement>('button[type="submit"]')!;
  const { chosen, sending } = parts(form);
  const limit = Number(form.dataset.limit);

  const showFile = () => {
    const file = input.files?.[0];
    const large = file !== undefined && file.size > limit;
    input.setCustomValidity(large ? fill(form.dataset.tooLarge!, { size: megabytes(file.size) }) : '');
    chosen.textContent = large
      ? input.validationMessage
      : file
        ? fill(form.dataset.chosen!, { name: file.name, size: megabytes(file.size) })
        : canDrop
          ? form.dataset.drop!
          : '';
    chosen.classList.toggle('wrong', large);
    sending.hidden = true;
  };
  input.addEventListener('change', showFile);
  showFile();
  takeDrops(form, input, showFile);

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    button.disabled = true;
    void send(form).finally(() => {
      button.disabled = false;
    });
  });
}

/** Submits the form and opens the receipt; errors are shown at the form. */
async function send(form: HTMLFormElement): Promise<void> {
  const { sending, progress, message } = parts(form);
  const report = (text: string, wrong = false) => {
    sending.hidden = false;
    progress.hidden = wrong;
    message.textContent = text;
    message.classList.toggle('wrong', wrong);
  };
  const request = new XMLHttpRequest();
  // Once all of it is sent, a connection that fails says nothing about whether it arrived.
  let isSent = false;
  request.open('POST', form.action);
  request.setRequestHeader('accept', 'application/json');
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    progress.max = total;
    progress.value = loaded;
    report(fill(form.dataset.sending!, { sent: megabytes(loaded), size: megabytes(total) }));
  });
  request.upload.addEventListener('load', () => {
    isSent = true;
    progress.removeAttribute('value');
    report(form.dataset.sent!);
  });
  const ended = new Promise<void>((end) => {
    request.addEventListener('loadend', () => end());
  });
  request.send(new FormData(form));
  await ended;
  const receipt = request.getResponseHeader('location');
  if (request.status === 201 && receipt) return location.assign(new URL(receipt, form.action));
  report(refusalOf(request) ?? (isSent ? form.dataset.unheard! : form.dataset.broken!), true);
}

/** The server's message about a refused form; null if there is no readable one. */
function refusalOf({ status, responseText }: XMLHttpRequest): string | null {
  if (status < 400) return null;
  try {
    const { detail, fix } = JSON.parse(responseText) as { detail: string; fix: string };
    return `${detail} ${fix}`;
  } catch {
    return null;
  }
}

/** A file may be dropped anywhere on the form. */
function takeDrops(form: HTMLFormElement, input: HTMLInputElement, showFile: () => void): void {
  const over = (event: DragEvent, inside: boolean) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    form.classList.toggle('dropping', inside);
  };
  form.addEventListener('dragover', (event) => over(event, true));
  form.addEventListener('dragleave', (event) => over(event, false));
  form.addEventListener('drop', (event) => {
    over(event, false);
    const files = event.dataTransfer?.files;
    if (!files?.length) return;
    input.files = files;
    showFile();
  });
}

const parts = (form: HTMLFormElement) => ({
  chosen: form.querySelector<HTMLElement>('.chosen')!,
  sending: form.querySelector<HTMLElement>('.sending')!,
  progress: form.querySelector('progress')!,
  message: form.querySelector<HTMLElement>('.sending p')!,
});

const fill = (text: string, values: Readonly<Record<string, string>>) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

/** In the number format of the page's language; a file that is not empty does not have 0 MB. */
const megabytes = (bytes: number) =>
  new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: bytes < 1_000_000 ? 2 : 1 }).format(
    Math.max(bytes, bytes > 0 ? 10_000 : 0) / 1_000_000,
  );
