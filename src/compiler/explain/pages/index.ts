import type { Pages } from "../manual";
import { account } from "./account";
import { accountRoles } from "./account-roles";
import { adopting } from "./adopting";
import { allowing } from "./allowing";
import { csr } from "./csr";
import { documents } from "./documents";
import { entries } from "./entries";
import { jobTemplates } from "./job-templates";
import { jobs } from "./jobs";
import { previous } from "./previous";
import { roles } from "./roles";
import { schema } from "./schema";
import { secrets } from "./secrets";
import { storage } from "./storage";
import { terraform } from "./terraform";
import { text } from "./text";
import { things } from "./things";
import { tombstones } from "./tombstones";
import { trust } from "./trust";
import { yaml } from "./yaml";

/** All pages, by the code of their finding. */
export const pages: Pages = {
  ...account,
  ...accountRoles,
  ...adopting,
  ...allowing,
  ...jobTemplates,
  ...previous,
  ...roles,
  ...secrets,
  ...storage,
  ...things,
  ...tombstones,
  ...trust,
  ...csr,
  ...documents,
  ...entries,
  ...jobs,
  ...schema,
  ...terraform,
  ...text,
  ...yaml,
};
