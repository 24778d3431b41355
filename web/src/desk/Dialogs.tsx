import { CallbackForm } from "./CallbackForm";
import { Dial } from "./Dial";
import { Directory } from "./Directory";
import type { Place } from "./controls.model";

/** What opens over the desk. Loaded after the desk is usable. */
export function Dialogs({
  place,
  onClose,
}: {
  place: Exclude<Place, "keypad">;
  onClose: () => void;
}) {
  switch (place) {
    case "transfer":
    case "consult":
      return <Directory purpose={place} onClose={onClose} />;
    case "callback":
      return <CallbackForm onClose={onClose} />;
    case "dial":
      return <Dial onClose={onClose} />;
  }
}
