/** The version in package.json, put in by the build. */
declare const DSLINT_VERSION: string;

/** Digest of the bundle, set at build time. */
declare const DSLINT_BUILD: string;
