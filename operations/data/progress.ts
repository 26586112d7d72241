import { Presets, SingleBar } from "cli-progress";
import { counted } from "./numbers";

/** How far something has come, as a person sees it. */
export interface Progress {
    at(done: number): void;
    end(): void;
}

/** A bar that moves, for a terminal. */
export function bar(title: string, total: number, done: number): Progress {
    const format = `${title} {bar} {percentage} % | {done} of ${counted(total)} | {speed}/s | {eta_formatted} to go`;
    const single = new SingleBar(
        { format, hideCursor: true, etaBuffer: 200, gracefulExit: false },
        Presets.shades_classic,
    );
    const start = performance.now();
    single.start(total, done, { done: counted(done), speed: "-" });
    return {
        at: (now) => {
            const speed = ((now - done) / (performance.now() - start)) * 1000;
            single.update(now, { done: counted(now), speed: counted(Math.round(speed)) });
        },
        end: () => {
            single.stop();
        },
    };
}

/** A line at each tenth, for everything that is no terminal. */
export function lines(say: (line: string) => void) {
    return (title: string, total: number, done: number): Progress => {
        let tenth = Math.floor((done / total) * 10);
        return {
            at: (now) => {
                const reached = Math.floor((now / total) * 10);
                if (reached > tenth) {
                    tenth = reached;
                    say(`${title}: ${counted(now)} of ${counted(total)}`);
                }
            },
            end: () => undefined,
        };
    };
}
