import { createServer, type IncomingMessage, request } from "node:http";

/** Before a request reaches the registry, and after the registry has answered it. */
export type Moment = "before" | "after";

export interface Proxy {
  /** `127.0.0.1:port`. */
  readonly host: string;
  /** Ends when the registry has nothing to do any more. */
  readonly close: () => Promise<void>;
}

/**
 * Passes requests on to a registry, whole and one after the other. At one moment of one of them `strike` gets its turn, and neither this
 * one nor any later one has an answer. So the registry is idle then, and may be killed: Debian's writes its files in place, and one that
 * dies while it does leaves an empty link, which no client can mend.
 */
export const startProxy = async (
  to: string,
  at: { readonly count: number; readonly moment: Moment },
  strike: (host: string) => Promise<void>,
): Promise<Proxy> => {
  let count = 0;
  let hasStruck = false;
  let queue = Promise.resolve();
  const strikeNow = async (): Promise<void> => {
    hasStruck = true;
    await strike(host);
    end();
  };
  /** oras gives up at once where nobody listens. */
  const end = (): void => {
    server.close();
    server.closeAllConnections();
  };
  const handle = async (incoming: IncomingMessage, body: Buffer): Promise<Answer | undefined> => {
    if (hasStruck) return undefined;
    count += 1;
    const moment = count === at.count ? at.moment : undefined;
    const answer = moment === "before" ? undefined : await passOn(to, incoming, body);
    if (moment !== undefined) await strikeNow();
    return moment === undefined ? answer : undefined;
  };
  const server = createServer((incoming, outgoing) => {
    const whole = collect(incoming);
    // Who is killed does not end what it sends; that is seen to in the queue.
    whole.catch(() => undefined);
    queue = queue.then(async () => {
      try {
        const answer = await handle(incoming, await whole);
        if (answer === undefined) outgoing.destroy();
        else outgoing.writeHead(answer.message.statusCode ?? 500, answer.message.headers).end(answer.body);
      } catch {
        outgoing.destroy();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const host = `127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  return {
    host,
    close: async () => {
      hasStruck = true;
      end();
      await queue;
    },
  };
};

interface Answer {
  readonly message: IncomingMessage;
  readonly body: Buffer;
}

const passOn = (to: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const [hostname, port] = to.split(":");
    const onward = request({ hostname, port, method, path: url, headers, agent: false }, (message) => {
      collect(message).then((received) => resolve({ message, body: received }), reject);
    });
    onward.on("error", reject);
    onward.end(body);
  });

const collect = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};
