/** A stream as far as colour goes. */
interface Stream {
  readonly isTTY?: boolean | undefined;
}

/**
 * Whether to write to a stream in colour: `--color` decides, then `FORCE_COLOR` (any value but `0` and `false`), then
 * `NO_COLOR` (any value, see no-color.org), then whether a terminal that can do it reads.
 *
 * @param flag `always`, `never` or `auto`; true where `--color` was given alone, false for `--no-color`
 */
export function wantsColor(
  flag: string | boolean | undefined,
  stream: Stream,
  env: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  if (flag === "always" || flag === true) return true;
  if (flag === "never" || flag === false) return false;
  const force = env["FORCE_COLOR"];
  if (force !== undefined) return force !== "0" && force !== "false";
  if (env["NO_COLOR"]) return false;
  return stream.isTTY === true && env["TERM"] !== "dumb";
}
