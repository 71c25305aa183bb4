export const FORMATS = ["text", "compact", "json", "sarif", "github", "gitlab", "junit", "markdown", "html"] as const;
export type Format = (typeof FORMATS)[number];
