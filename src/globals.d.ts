/** The version in package.json, put in by the build. */
declare const DSLINT_VERSION: string;
