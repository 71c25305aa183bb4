import { readFileSync, statSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import type { RunError } from "../engine/finding.ts";
import type { Rule } from "../engine/rule.ts";
import { findConfigFile } from "./find-file.ts";
import { readConfig } from "./read.ts";
import type { PlacedConfig } from "./source.ts";

/** A configuration is small; anything larger is none. */
const MAX_BYTES = 2 ** 20;

/** A configuration that can't be used, with each reason at its place. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly errors: readonly RunError[];
  constructor(errors: readonly RunError[]) {
    super(errors.map(({ message }) => message).join("; "));
    this.errors = errors;
  }
}

/** A configuration with the folder that its globs and paths start from. */
export interface FoundConfig extends PlacedConfig {
  readonly folder: string;
}

/** Reads a configuration file. Throws {@link ConfigError}. */
export function loadConfig(path: string, cwd: string, catalogue: readonly Rule[]): FoundConfig {
  const file = relative(cwd, path).split(sep).join("/") || path;
  const fail = (message: string) => new ConfigError([{ file, line: 1, column: 1, message }]);
  let text: string;
  try {
    const { size } = statSync(path);
    if (size > MAX_BYTES) throw fail(`a configuration of more than ${MAX_BYTES} bytes is not read`);
    text = readFileSync(path, "utf8");
  } catch (thrown) {
    if (thrown instanceof ConfigError) throw thrown;
    throw fail(`the configuration can't be read: ${(thrown as NodeJS.ErrnoException).code ?? thrown}`);
  }
  const read = readConfig(text, file, catalogue);
  if ("errors" in read) throw new ConfigError(read.errors);
  const folder = dirname(resolve(path));
  return { config: read.config, folder, relative: (of) => below(folder, resolve(cwd, of)) };
}

function below(folder: string, path: string): string | undefined {
  const way = relative(folder, path);
  return way.startsWith("..") || isAbsolute(way) ? undefined : way.split(sep).join("/");
}

/** Finds the configuration of each file, reading each but once. `lookup` throws {@link ConfigError}. */
export class Configs {
  readonly #cwd: string;
  readonly #catalogue: readonly Rule[];
  readonly #byFolder = new Map<string, FoundConfig | undefined>();
  readonly #byPath = new Map<string, FoundConfig>();
  readonly #fixed: FoundConfig | undefined;

  /** @param fixed a configuration file that governs everything, whatever lies nearer */
  constructor(cwd: string, catalogue: readonly Rule[], fixed?: string) {
    this.#cwd = cwd;
    this.#catalogue = catalogue;
    this.#fixed = fixed === undefined ? undefined : loadConfig(resolve(cwd, fixed), cwd, catalogue);
  }

  /** The configuration of a file, named as from the working directory. */
  of(file: string): FoundConfig | undefined {
    return this.#fixed ?? this.ofFolder(dirname(resolve(this.#cwd, file)));
  }

  ofFolder(folder: string): FoundConfig | undefined {
    if (this.#fixed !== undefined) return this.#fixed;
    if (this.#byFolder.has(folder)) return this.#byFolder.get(folder);
    const path = findConfigFile(folder, this.#cwd);
    const found = path === undefined ? undefined : this.#load(path);
    this.#byFolder.set(folder, found);
    return found;
  }

  #load(path: string): FoundConfig {
    let config = this.#byPath.get(path);
    if (config === undefined) {
      config = loadConfig(path, this.#cwd, this.#catalogue);
      this.#byPath.set(path, config);
    }
    return config;
  }
}
