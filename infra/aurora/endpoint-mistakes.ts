import type { Mistake } from "../mistake";

/** An address that leads to some of the instances, one of `members` and `except` saying to which. */
export interface CustomEndpoint {
    /** `READER` leaves the writer of the moment out; `ANY` does not. */
    readonly type: "READER" | "ANY";
    /** Numbers of the instances that belong to it, from 1. None that is added later does. */
    readonly members?: readonly number[];
    /** Numbers of those that do not. All others do, autoscaled ones included. */
    readonly except?: readonly number[];
}

/** By name, which becomes part of the address. */
export type CustomEndpointsByName = Readonly<Record<string, CustomEndpoint>>;

/** What AWS takes of a cluster. */
const MOST_ENDPOINTS = 5;

/** Fits, with the cluster's name before it, into an identifier's 63 characters. */
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const LONGEST_NAME = 40;

/**
 * What is wrong in the endpoints.
 * @param instances of the program, the writer included
 */
export function endpointMistakes(endpoints: CustomEndpointsByName, instances: number): Mistake[] {
    const names = Object.keys(endpoints);
    return [
        ...(names.length > MOST_ENDPOINTS
            ? [
                  {
                      where: "customEndpoints",
                      got: names,
                      advice: `must be at most ${MOST_ENDPOINTS}: AWS takes no more of a cluster`,
                  },
              ]
            : []),
        ...Object.entries(endpoints).flatMap(([name, endpoint]) => [
            ...nameMistakes(name),
            ...choiceMistakes(name, endpoint),
            ...numberMistakes(`customEndpoints.${name}.members`, endpoint.members, instances),
            ...numberMistakes(`customEndpoints.${name}.except`, endpoint.except, instances),
        ]),
    ];
}

function nameMistakes(name: string): Mistake[] {
    const advice = `must be 1 to ${LONGEST_NAME} lower-case letters, digits and single hyphens, a letter first`;
    return NAME.test(name) && name.length <= LONGEST_NAME
        ? []
        : [{ where: `customEndpoints.${name}`, got: name, advice }];
}

function choiceMistakes(name: string, endpoint: CustomEndpoint): Mistake[] {
    const { members, except } = endpoint;
    const where = `customEndpoints.${name}`;
    if ((members === undefined) === (except === undefined)) {
        return [{ where, got: endpoint, advice: "must have one of members and except" }];
    }
    if (members?.length === 0) {
        const advice = "must name at least one instance";
        return [{ where: `${where}.members`, got: members, advice }];
    }
    // The writer at first; after a failover it is another one, and that one the endpoint leaves out.
    if (endpoint.type === "READER" && members?.every((number) => number === 1)) {
        const advice =
            "must name a reader: number 1 is the writer, which an endpoint of type READER leaves out";
        return [{ where: `${where}.members`, got: members, advice }];
    }
    return [];
}

function numberMistakes(
    where: string,
    numbers: readonly number[] = [],
    instances: number,
): Mistake[] {
    return numbers.flatMap((number, index) =>
        Number.isInteger(number) &&
        number >= 1 &&
        number <= instances &&
        numbers.indexOf(number) === index
            ? []
            : [
                  {
                      where: `${where}[${index}]`,
                      got: number,
                      advice: `must be the number of an instance, 1 to ${instances}, named once`,
                  },
              ],
    );
}
