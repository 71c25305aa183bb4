/**
 * Why a document can't be read. Thrown within the readers only; {@link readDocuments} makes a result of it. It is no
 * Error, since a file may hold a million broken documents, and the stack of each would cost more than to read it.
 */
export class ReadFailure {
  readonly message: string;
  /** UTF-16 offset into the decoded text. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    this.message = message;
    this.offset = offset;
  }
}
