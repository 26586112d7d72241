import type { Resource } from "../../review/resource";
import { type Fields, resource } from "./drawn-network";

/** A resource of the type `ec2/eip`, with its name for its id. */
export function aws(type: string, name: string, fields: Fields = {}): Resource {
    const token = type.slice(type.indexOf("/") + 1);
    const full = `aws:${type}:${token.charAt(0).toUpperCase()}${token.slice(1)}`;
    return resource(full, name, name, fields);
}
