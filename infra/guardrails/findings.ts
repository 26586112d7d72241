import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface FindingsArgs {
    readonly description: string;
    /** Events that somebody has to hear of, as EventBridge matches them. */
    readonly pattern: object;
    /** Its policy, and that of its key, must let `events.amazonaws.com` publish. */
    readonly topicArn: pulumi.Input<string>;
    /**
     * The message, a title and sentences: each `<path>` in it, such as `<detail.title>`, becomes what
     * the event has there.
     */
    readonly message: readonly [title: string, ...sentences: string[]];
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

/**
 * In the form of a custom notification, because Amazon Q Developer shows a chat no other words
 * (https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html).
 */
function inWords(message: FindingsArgs["message"]) {
    const paths = message.flatMap((line) =>
        [...line.matchAll(/<([\w.]+)>/g)].map(([, path = ""]) => path),
    );
    // The names of variables may have no dots.
    const variable = (path: string) => path.replaceAll(".", "_");
    const [title, ...sentences] = message.map((line) => line.replace(/<[\w.]+>/g, variable));
    const content = { textType: "client-markdown", title, description: sentences.join(" ") };
    return {
        inputPaths: Object.fromEntries(
            // Elements of lists are in brackets.
            paths.map((path) => [variable(path), `$.${path}`.replace(/\.(\d+)/g, "[$1]")]),
        ),
        inputTemplate: JSON.stringify({ version: "1.0", source: "custom", content }, undefined, 2),
    };
}
