/** What a command may use of the outside world; `main.ts` fills it in, a test gives its own. */
export type World = {
  /** Folder that holds questionnaires/, pipelines/, dashboards/ and texts/. */
  readonly contentRoot: string;
  /** True if `GAP_CONTENT` names it, and so may be mistyped. */
  readonly contentChosen?: boolean;
  /** Data folder (`GAP_DATA`); made when first needed. */
  readonly folder: string;
  /** PostgreSQL address, or null for SQLite in the data folder. */
  readonly databaseUrl: string | null;
  readonly host: string;
  /** As it was set; anyone who listens reads it. */
  readonly port: number | string;
  /** Forms that one client may send in a minute, as it was set (`GAP_RATE_LIMIT`). */
  readonly rateLimit?: number | string;
  /** Addresses of proxies that state whom a request comes from, as they were set (`GAP_TRUSTED_PROXIES`); null for none. */
  readonly trustedProxies?: string | null;
  /** How long requests in flight may take when the server stops, as it was set (`GAP_STOP_SECONDS`). */
  readonly stopSeconds?: number | string;
  /** Folder that relative file names on the command line are read from. */
  readonly workingFolder: string;
  /** How people reach the secretariat (`GAP_CONTACT`): an e-mail address, a web page or a text; null if it is not set. */
  readonly contact?: string | null;
  /** Licence of published data (`GAP_LICENCE`), such as `CC BY 4.0 https://…`; null for the default. */
  readonly licence?: string | null;
  /** Absolute address under which readers reach the site (`GAP_PUBLIC_ADDRESS`); null for the one where it listens. */
  readonly publicAddress?: string | null;
  readonly now: () => Date;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /**
   * With `--json` only, and then called once: the report of a command, whose keys are those that `Command.json` lists. What
   * it writes on `out` is for people and is left out.
   */
  readonly writeJson?: (report: object) => void;
  /** True if a progress line may be redrawn. */
  readonly terminal: boolean;
  /** Asks a person on the terminal and gives the answer; not there where no one can be asked. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  /**
   * Opens the site over the data folder, at `host` and `port`, or at another port; the caller closes it.
   *
   * @param drawsLater - pages that no one asked for are drawn from `drawPages` on
   */
  readonly serve: (options?: { readonly port?: number | undefined; readonly drawsLater?: boolean }) => Promise<Served>;
  /** The same by several processes at one address; not there where only one can serve. */
  readonly serveInProcesses?: (count: number) => Promise<Pick<Served, 'address' | 'close'>>;
};

export type Served = {
  readonly address: string;
  /** Turns the pages to what was published last, which they otherwise do within seconds. */
  readonly refresh: () => Promise<void>;
  readonly drawPages: () => void;
  /** Reads what was kept and not yet read when a process ended. */
  readonly readWaiting: () => void;
  readonly close: () => Promise<void>;
};

/** One `gap` command. `name` is its words, such as `workbook check`. */
export type Command = {
  readonly name: string;
  /** Arguments, one line each. */
  readonly usage: string;
  /** Keys of what it reports with `--json`, in snake_case, each with its meaning; not there where it takes no `--json`. */
  readonly json?: Readonly<Record<string, string>>;
  /** Runs with what follows the name; resolves to the exit code. */
  readonly run: (args: readonly string[], world: World) => Promise<number>;
};
