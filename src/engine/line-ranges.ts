/** Stretches of lines, as blocks of YAML make them: most of them apart from each other or one in the other. */
export class LineRanges<T> {
  readonly #ranges: readonly Range<T>[];

  constructor(ranges: readonly Omit<Range<T>, "outer">[]) {
    const sorted: Range<T>[] = ranges
      .map((range) => ({ ...range, outer: undefined }))
      .sort((a, b) => a.start - b.start || b.end - a.end);
    const open: Range<T>[] = [];
    for (const range of sorted) {
      while (open.length > 0 && (open.at(-1) as Range<T>).end < range.start) open.pop();
      range.outer = open.at(-1);
      open.push(range);
    }
    this.#ranges = sorted;
  }

  /** What stretches over a line, the innermost first. */
  *at(line: number): Generator<T> {
    let low = 0;
    let high = this.#ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ranges[middle] as Range<T>).start <= line) low = middle + 1;
      else high = middle;
    }
    for (let range = this.#ranges[low - 1]; range !== undefined; range = range.outer) {
      if (range.end >= line) yield range.value;
    }
  }
}

interface Range<T> {
  readonly start: number;
  readonly end: number;
  readonly value: T;
  /** The nearest before it that reaches its start. */
  outer: Range<T> | undefined;
}
