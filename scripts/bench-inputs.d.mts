/** Texts of files of ten mixed documents each, `documents` in all; one in ten is a DaemonSet. */
export function mixedTexts(documents: number): Generator<string>;
/** The folder of an input below `root`, made unless it is there. */
export function inputFolder(root: string, name: string): string;
