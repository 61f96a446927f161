import { render, Text } from "ink";
import { createElement } from "react";

// What any program drawn by Ink takes to its first frame; a timer keeps it alive until it is ended.
render(createElement(Text, null, "hello"));
setInterval(() => {}, 60_000);
