import { readOrganization } from "./config";
import { organization } from "./program";

/** The policies as a stack of their own. */
export = () => organization(readOrganization());
