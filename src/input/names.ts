import { own } from "../text/own.ts";
import { Recent } from "./recent.ts";

/** So many names are remembered, and none that is longer. */
const MOST = 2 ** 11;
const LONGEST = 64;

const known = new Recent<string>(MOST);

/**
 * The text of a key, by itself ({@link own}), and as the one string that V8 has for names of properties: to compare two of
 * them, or one with a name in the program, is to compare addresses.
 */
export function nameOf(text: string): string {
  if (text.length > LONGEST) return own(text);
  let name = known.get(text);
  if (name === undefined) {
    if (!known.hasRoom()) return own(text);
    const holder: Record<string, true> = Object.create(null);
    holder[text] = true;
    name = Object.keys(holder)[0] as string;
    known.set(name, name);
  }
  return name;
}
