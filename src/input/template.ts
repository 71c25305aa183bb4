export function templateKind(
  text: string,
  _o: { failedToParse: boolean },
): { line: number; sentence: string } | undefined {
  return text.includes("{{") ? { line: 1, sentence: "is a template: render it first" } : undefined;
}
