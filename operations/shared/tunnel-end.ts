/**
 * The end of an open tunnel, as `--via` names it.
 * @throws Error when it is no host and port
 */
export function tunnelEnd(via: string): { host: string; port: number } {
    const [, host, port] = /^([^:]+):(\d{1,5})$/.exec(via) ?? [];
    if (host === undefined || port === undefined) {
        throw new Error(`--via is ${JSON.stringify(via)}: give host and port, as 127.0.0.1:15432`);
    }
    return { host, port: Number(port) };
}
