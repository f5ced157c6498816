/* What helps people write: modals, picklists, dual listboxes, lookups, toasts, uploads, posts. */

import { part } from "./parts.js";
import { dualListboxes } from "./dual-listbox.js";
import { lookups } from "./lookup.js";
import { modals } from "./modal.js";
import { picklists } from "./picklist.js";
import { publishers } from "./publisher.js";
import { recordForms } from "./record-form.js";
import { toasts } from "./toast.js";
import { uploads } from "./upload.js";

for (const start of [picklists, dualListboxes, lookups, recordForms, modals, toasts, uploads, publishers]) part(start);
