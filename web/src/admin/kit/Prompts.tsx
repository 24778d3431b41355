import type { Prompt } from "@/api/flows";
import { useI18n } from "@/i18n/i18n";
import { TextArea } from "@/ui";
import { LANGUAGES, promptText, withPrompt } from "../flows/flow.model";
import css from "../flows/Flows.module.css";

const PROMPT_LENGTH_MAX = 1000;

/** What callers hear, in each language. */
export function Prompts({
  label,
  prompts,
  rows = 3,
  disabled = false,
  onChange,
}: {
  label: string;
  prompts: readonly Prompt[];
  rows?: number;
  disabled?: boolean;
  onChange: (prompts: Prompt[]) => void;
}) {
  const { t } = useI18n();
  return (
    <div className={css.pair}>
      {LANGUAGES.map((language) => (
        <TextArea
          key={language}
          label={`${label}, ${t(`admin.flows.prompt.${language}`)}`}
          lang={language}
          maxLength={PROMPT_LENGTH_MAX}
          rows={rows}
          disabled={disabled}
          value={promptText(prompts, language)}
          onChange={(event) => onChange(withPrompt(prompts, language, event.target.value))}
        />
      ))}
    </div>
  );
}
