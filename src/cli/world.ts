/** Everything external that a command may use; provided by `main.ts`, or by a test. */
export type World = {
  /** Folder that contains questionnaires/, pipelines/, dashboards/ and texts/. */
  readonly contentRoot: string;
  /** True if `GAP_CONTENT` names it, so that it may be mistyped. */
  readonly contentChosen?: boolean;
  /** Data folder (`GAP_DATA`); created when first needed. */
  readonly folder: string;
  /** PostgreSQL address, or null for SQLite in the data folder. */
  readonly databaseUrl: string | null;
  readonly host: string;
  /** As configured; parsed by commands that listen. */
  readonly port: number | string;
  /** Number of forms that one client may send per minute, as configured (`GAP_RATE_LIMIT`). */
  readonly rateLimit?: number | string;
  /**
   * Addresses of trusted proxies, which state the client of a request, as configured (`GAP_TRUSTED_PROXIES`); null
   * for none.
   */
  readonly trustedProxies?: string | null;
  /** Time that pending requests have when the server stops, as configured (`GAP_STOP_SECONDS`). */
  readonly stopSeconds?: number | string;
  /** Folder to which relative file names on the command line refer. */
  readonly workingFolder: string;
  /** How people reach the secretariat (`GAP_CONTACT`): an e-mail address, a web page or a text; null if it is not set. */
  readonly contact?: string | null;
  /** Licence of published data (`GAP_LICENCE`), such as `CC BY 4.0 https://…`; null for the default. */
  readonly licence?: string | null;
  /** Absolute address at which readers reach the site (`GAP_PUBLIC_ADDRESS`); null for the one where it listens. */
  readonly publicAddress?: string | null;
  readonly now: () => Date;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /**
   * Only with `--json`; then called once with the report, whose keys are those of `Command.json`. Output to `out` is
   * for people and is suppressed.
   */
  readonly writeJson?: (report: object) => void;
  /** True if a progress line may be redrawn. */
  readonly terminal: boolean;
  /** Asks a person on the terminal and returns the answer; undefined if that is not possible. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  /**
   * Opens the site over the data folder, at `host` and `port`, or at another port; the caller must close it.
   *
   * @param drawsLater - true to prerender pages only after `drawPages` is called
   */
  readonly serve: (options?: { readonly port?: number | undefined; readonly drawsLater?: boolean }) => Promise<Served>;
  /** The same with several processes at one address; undefined if only one can serve. */
  readonly serveInProcesses?: (count: number) => Promise<Pick<Served, 'address' | 'close'>>;
};

export type Served = {
  readonly address: string;
  /** Switches to the latest public releases, which otherwise happens within seconds. */
  readonly refresh: () => Promise<void>;
  readonly drawPages: () => void;
  /** Starts reading uploads that were stored but not read when a process ended. */
  readonly readWaiting: () => void;
  readonly close: () => Promise<void>;
};

/** One `gap` command. `name` is its words, such as `workbook check`. */
export type Command = {
  readonly name: string;
  /** Arguments, one form per line. */
  readonly usage: string;
  /**
   * Keys of its report with `--json`, in snake_case, each with its meaning; undefined if it does not accept `--json`.
   */
  readonly json?: Readonly<Record<string, string>>;
  /** Runs with the arguments after the name; resolves to the exit code. */
  readonly run: (args: readonly string[], world: World) => Promise<number>;
};
