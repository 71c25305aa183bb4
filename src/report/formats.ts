export const FORMATS = ["text", "compact", "json"] as const;
export type Format = (typeof FORMATS)[number];
