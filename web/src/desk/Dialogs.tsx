import { CallbackForm } from "./CallbackForm";
import { Dial } from "./Dial";
import { Directory } from "./Directory";
import type { DialWish } from "@/softphone/dial-wish";
import type { Place } from "./controls.model";

/** What opens over the desk. Loaded after the desk is usable. */
export function Dialogs({
  place,
  wish,
  onClose,
}: {
  place: Exclude<Place, "keypad">;
  /** The number that was pressed somewhere, if that is why. */
  wish: DialWish | null;
  onClose: () => void;
}) {
  switch (place) {
    case "transfer":
    case "consult":
      return <Directory purpose={place} typed={wish?.number ?? ""} onClose={onClose} />;
    case "callback":
      return <CallbackForm onClose={onClose} />;
    case "dial":
      return <Dial number={wish?.number ?? ""} onClose={onClose} />;
  }
}
