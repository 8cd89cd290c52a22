/** The variable part of the error envelope. */
export interface ApiErrorParts {
  /** HTTP status. */
  status: number;
  /** Composio's own number for the error; the HTTP status if it is unknown. */
  code: number;
  /** `Area_Reason`. */
  slug: string;
  message: string;
  suggestedFix?: string;
  /** One line per invalid field. */
  details?: readonly string[];
}

/** An expected error, thrown by a use case and written as the documented envelope. */
export class ApiError extends Error {
  readonly parts: ApiErrorParts;

  constructor(parts: ApiErrorParts) {
    super(parts.message);
    this.name = 'ApiError';
    this.parts = parts;
  }
}

/** 404 for one kind of record, e.g. `notFound('ConnectedAccount', 'ca_x', 606)`. */
export function notFound(kind: string, id: string, code = 404): ApiError {
  const words = kind.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  const message = `${words.charAt(0).toUpperCase()}${words.slice(1)} "${id}" not found`;
  return new ApiError({ status: 404, code, slug: `${kind}_ResourceNotFound`, message });
}

/** 400 with the given slug. */
export function badRequest(slug: string, message: string, code = 400): ApiError {
  return new ApiError({ status: 400, code, slug, message });
}
