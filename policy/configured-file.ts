import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { configs } from "./configs";

/** Reads a file, given the names of the rules that it can be about. */
type Parse<Content> = (text: string, rules: readonly string[]) => Content;

/** The file that the parameter `file` of a rule names; without one it is an empty list. */
export class ConfiguredFile<Content extends { readonly mistakes: readonly string[] }> {
    readonly #contents = new Map<unknown, Content>();

    constructor(
        private readonly rule: string,
        private readonly parse: Parse<Content>,
    ) {}

    /** What it holds, read once. A file that cannot be read holds nothing but that mistake. */
    get content(): Content {
        const { file } = configs.of(this.rule);
        const content = this.#contents.get(file) ?? this.#read(file);
        this.#contents.set(file, content);
        return content;
    }

    #read(file: unknown): Content {
        const rules = configs.rules.filter(({ aboutRun }) => !aboutRun).map(({ name }) => name);
        if (typeof file !== "string" || file === "") {
            return this.parse("[]", rules);
        }
        // Not from the working directory: that differs with the way in which the pack is started.
        const path = resolve(__dirname, file);
        try {
            const content = this.parse(readFileSync(path, "utf8"), rules);
            return { ...content, mistakes: content.mistakes.map((what) => `${file}: ${what}`) };
        } catch (error) {
            const mistake = `${file} cannot be read: ${(error as Error).message}; give an absolute path, or one from the folder of the pack`;
            return { ...this.parse("[]", rules), mistakes: [mistake] };
        }
    }
}
