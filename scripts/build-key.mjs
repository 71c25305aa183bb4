// Prints `key=<digest>` of everything that dist is built from, so that a build is used again only for the same sources.
import { buildKey } from "./build-key-of.mjs";

process.stdout.write(`key=${buildKey(new URL("..", import.meta.url))}\n`);
