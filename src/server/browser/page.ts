import { keepFocus } from "./keep-focus.ts";
import { keepOpen } from "./keep-open.ts";
import { listenForKeys } from "./keys.ts";
import { showLink } from "./link.ts";
import { keepTime } from "./time.ts";
import { showTitle } from "./title.ts";

// Loaded after htmx: what a page cannot do by being swapped alone.
showLink();
showTitle();
keepTime();
keepFocus();
keepOpen();
listenForKeys();
