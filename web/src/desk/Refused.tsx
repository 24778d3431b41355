import { JudgementShape } from "@/ui";
import css from "./Directory.module.css";

/** Why something was not done, inside of the dialog that asked for it. */
export function Refused({ text }: { text: string | null }) {
  return (
    <p role="alert" className={css.refused}>
      {text !== null && (
        <>
          <JudgementShape judgement="bad" size={10} /> {text}
        </>
      )}
    </p>
  );
}
