import { render, Text } from "ink";

const { waitUntilExit } = render(<Text>hello</Text>);
setTimeout(() => {}, 60_000);
await waitUntilExit();
