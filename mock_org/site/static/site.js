/* The scripts of every page of a site: pages work without them, too, except for inputs in shadow roots. */

import { forms } from "./forms.js";
import { menus } from "./menus.js";
import { enhance, part } from "./parts.js";
import { rows } from "./rows.js";
import "./write.js";

part(forms);
part(menus);
part(rows);
enhance(document);
