/** An IP address: 4 or 16 bytes. */
export interface IpAddress {
  readonly bytes: readonly number[];
  /** True where it is written with leading zeros, which some software takes for octal. */
  readonly leadingZeros: boolean;
}

/** Reads an address as the API server does, leading zeros and all: `k8s.io/utils/net.ParseIPSloppy`. No zones. */
export function parseIp(text: string): IpAddress | undefined {
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}

/** What is wrong with an address in an older field, to be read after the value: `apimachinery/pkg/util/validation.IsValidIPForLegacyField`. */
export function ipFault(text: string): { readonly reason: string; readonly suggestion?: string } | undefined {
  const ip = parseIp(text);
  if (ip === undefined) return { reason: text === "" ? "is empty" : "is no IP address" };
  const suggestion = formatIp(ip);
  if (ip.leadingZeros) return { reason: "has leading zeros, which some programs read as octal", suggestion };
  if (isMapped(ip.bytes)) return { reason: "is an IPv4 address written as an IPv6 one", suggestion };
  return undefined;
}

/** The canonical spelling (RFC 5952), of an IPv4-mapped IPv6 address the IPv4 one: `net.IP.String`. */
export function formatIp({ bytes }: IpAddress): string {
  if (bytes.length === 4) return bytes.join(".");
  if (isMapped(bytes)) return bytes.slice(12).join(".");
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0));
  // The longest run of zero groups, the first of equals, gives way to "::".
  let [start, length] = [-1, 1];
  for (let i = 0; i < 8; i++) {
    let run = 0;
    while (groups[i + run] === 0) run++;
    if (run > length) [start, length] = [i, run];
    i += run;
  }
  const written = (part: readonly number[]) => part.map((group) => group.toString(16)).join(":");
  if (start === -1) return written(groups);
  return `${written(groups.slice(0, start))}::${written(groups.slice(start + length))}`;
}

function isMapped(bytes: readonly number[]): boolean {
  return (
    bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255
  );
}

function parseIpv4(text: string): IpAddress | undefined {
  const parts = text.split(".");
  // Upstream reads any number of leading zeros.
  if (parts.length !== 4 || !parts.every((part) => /^0*[0-9]{1,3}$/.test(part))) return undefined;
  const bytes = parts.map(Number);
  if (bytes.some((byte) => byte > 255)) return undefined;
  return { bytes, leadingZeros: parts.some((part) => part.length > 1 && part.startsWith("0")) };
}

function parseIpv6(text: string): IpAddress | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head = "", tail] = halves;
  const first = parseGroups(head, tail === undefined);
  const second = tail === undefined ? { bytes: [], leadingZeros: false } : parseGroups(tail, true);
  if (first === undefined || second === undefined) return undefined;
  const missing = 16 - first.bytes.length - second.bytes.length;
  // "::" stands for at least one group.
  if (tail === undefined ? missing !== 0 : missing < 2) return undefined;
  return {
    bytes: [...first.bytes, ...new Array<number>(missing).fill(0), ...second.bytes],
    leadingZeros: first.leadingZeros || second.leadingZeros,
  };
}

/** Groups between colons, the last of them an IPv4 address if it may be. */
function parseGroups(text: string, last: boolean): IpAddress | undefined {
  if (text === "") return { bytes: [], leadingZeros: false };
  const groups = text.split(":");
  const bytes: number[] = [];
  let leadingZeros = false;
  for (const [index, group] of groups.entries()) {
    if (last && index === groups.length - 1 && group.includes(".")) {
      const ipv4 = parseIpv4(group);
      if (ipv4 === undefined) return undefined;
      bytes.push(...ipv4.bytes);
      leadingZeros ||= ipv4.leadingZeros;
    } else {
      if (!/^0*[0-9A-Fa-f]{1,4}$/.test(group)) return undefined;
      leadingZeros ||= group.length > 4;
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 255);
    }
  }
  return { bytes, leadingZeros };
}
