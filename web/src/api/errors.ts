/** The service answered, and said no. `message` is the sentence to show. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly requestId: string | null = null,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** No answer arrived at all. */
export class UnreachableError extends Error {
  constructor(readonly address: string) {
    super(
      `The service at ${address} can’t be reached. Check that it is running and that ` +
        'this device is online, then try again.',
    );
    this.name = 'UnreachableError';
  }
}

/** An answer arrived that is not what this page understands. */
export class UnexpectedAnswerError extends Error {
  constructor(address: string) {
    super(`The service at ${address} gave an answer that this page can’t read.`);
    this.name = 'UnexpectedAnswerError';
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Builds the error from a failed response's status and parsed body. */
export function apiError(status: number, body: unknown): ApiError {
  const fields = isRecord(body) ? body : {};
  // API Gateway's own errors say `message` where the service says `error`.
  const sentence =
    text(fields['error']) ?? text(fields['message']) ?? fallbackSentence(status);
  return new ApiError(
    status,
    text(fields['code']) ?? 'unknown',
    sentence,
    text(fields['request_id']),
  );
}

function fallbackSentence(status: number): string {
  if (status === 413) return 'The picture is too large for the service.';
  if (status === 429) return 'The service is busy. Wait a moment, then try again.';
  if (status === 504) return 'The service took too long to answer. Try again.';
  return `The service failed with status ${status} and gave no reason.`;
}

/** The sentence a person reads, whatever was thrown. */
export function sentenceFor(error: unknown): string {
  if (error instanceof ApiError && error.requestId !== null) {
    return `${error.message} (request ${error.requestId})`;
  }
  if (error instanceof Error && error.message !== '') return error.message;
  return 'Something went wrong in this page. Reload it and try again.';
}

/** Whether asking again is of no use until somebody has changed something. */
export function needsSomebody(error: unknown): boolean {
  return error instanceof ApiError && error.status < 500 && error.status !== 429;
}

/** Whether the same request may do better a moment later. */
export function isWorthRetrying(error: unknown): boolean {
  if (error instanceof ApiError) return !needsSomebody(error);
  return error instanceof UnreachableError || error instanceof UnexpectedAnswerError;
}

/** Whether the caller has to sign in, or to do so again. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
