interface Asked<Question, Answer> {
  question: Question;
  answer: Promise<Answer>;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

interface BatchOptions<Question, Answer> {
  /** Queries with equal names are made once. */
  nameOf: (question: Question) => string;
  /** The results in the order of the queries. */
  answerAll: (questions: Question[]) => Promise<Answer[]>;
}

/** Batch size: large enough that thousands of streams need few statements, and small enough that none is slow. */
const MAX_AT_ONCE = 500;

/** Combines all queries of one turn of the event loop: thousands of streams poll at the same moment. */
export class Batch<Question, Answer> {
  readonly #options: BatchOptions<Question, Answer>;
  #waiting = new Map<string, Asked<Question, Answer>>();

  constructor(options: BatchOptions<Question, Answer>) {
    this.#options = options;
  }

  ask(question: Question): Promise<Answer> {
    const name = this.#options.nameOf(question);
    const known = this.#waiting.get(name);
    if (known) return known.answer;
    if (this.#waiting.size === 0) setImmediate(() => void this.#flush());
    const { promise: answer, resolve, reject } = Promise.withResolvers<Answer>();
    this.#waiting.set(name, { question, answer, resolve, reject });
    return answer;
  }

  async #flush(): Promise<void> {
    const asked = [...this.#waiting.values()];
    this.#waiting = new Map();
    for (let first = 0; first < asked.length; first += MAX_AT_ONCE)
      await this.#answer(asked.slice(first, first + MAX_AT_ONCE));
  }

  async #answer(asked: Asked<Question, Answer>[]): Promise<void> {
    try {
      const answers = await this.#options.answerAll(asked.map(({ question }) => question));
      for (const [index, { resolve }] of asked.entries()) resolve(answers[index] as Answer);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}
