import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface FindingsArgs {
    readonly description: string;
    /** Events that somebody has to hear of, as EventBridge matches them. */
    readonly pattern: object;
    /** Its policy, and that of its key, must let `events.amazonaws.com` publish. */
    readonly topicArn: pulumi.Input<string>;
    /**
     * The message, in lines: each `<path>` in it, such as `<detail.title>`, becomes what the event
     * has there.
     */
    readonly message: readonly string[];
}

/** The resources, as children of `parent`, that tell a topic of events in words. */
export function tellOfFindings(name: string, args: FindingsArgs, parent: pulumi.Resource): void {
    const rule = new aws.cloudwatch.EventRule(
        name,
        { description: args.description, eventPattern: JSON.stringify(args.pattern) },
        { parent },
    );
    new aws.cloudwatch.EventTarget(
        name,
        { rule: rule.name, arn: args.topicArn, inputTransformer: inWords(args.message) },
        { parent },
    );
}

/** The names of variables may have no dots. */
function inWords(message: readonly string[]) {
    const paths = message.flatMap((line) =>
        [...line.matchAll(/<([\w.]+)>/g)].map(([, path = ""]) => path),
    );
    const variable = (path: string) => path.replaceAll(".", "_");
    return {
        inputPaths: Object.fromEntries(
            // Elements of lists are in brackets.
            paths.map((path) => [variable(path), `$.${path}`.replace(/\.(\d+)/g, "[$1]")]),
        ),
        // Each line of a text stands in quotes of its own.
        inputTemplate: message.map((line) => `"${line.replace(/<[\w.]+>/g, variable)}"`).join("\n"),
    };
}
