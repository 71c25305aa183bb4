export function wantsColor(_a: unknown, _s: unknown): boolean {
  return false;
}
