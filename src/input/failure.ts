/** Why a document can't be read. Thrown within the readers only; {@link readDocuments} makes a result of it. */
export class ReadFailure extends Error {
  /** UTF-16 offset into the decoded text. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
