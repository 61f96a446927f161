import type { KeyMap } from "../../model/key-actions.ts";
import type { View } from "../state/narrowing.ts";
import type { ColourLevel, ThemeName } from "../table/theme.ts";

/** How the screen is to look and what it is to show first. */
export interface ScreenSettings {
  readonly ascii: boolean;
  readonly colour: ColourLevel;
  readonly theme: ThemeName;
  /** The first nine answer to the keys 1 to 9. */
  readonly views: readonly View[];
  /** The keys of actions, where they are not the built-in ones. */
  readonly keys?: KeyMap;
  /** True takes the wheel and clicks. */
  readonly mouse?: boolean;
  readonly initialFilter?: string;
  /** The one repository to start with; the keys 0 and esc show the others. */
  readonly repo?: string;
  /** A word beside the program's name, such as `demo`. */
  readonly title?: string;
  /** The logins `actor:@me` stands for. */
  readonly me?: readonly string[];
}
