export function parseCommand(_f: string[]): number {
  return 0;
}
