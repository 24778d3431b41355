/** The page of follow-ups, which no desk needs. */
export const followUpsPage = {
  "followUp.empty.others": "Nothing open here. Choose another team, or look at what is done.",
  "followUp.empty.done": "Nothing was done in the last seven days.",
  "followUp.more": "Show more",
  "followUp.whose": "Whose",
  "followUp.mine": "Mine and my teams'",
  "followUp.everybody": "Everybody's",
  "followUp.state": "Which",
  "followUp.state.open": "Open",
  "followUp.state.done": "Done",
} as const;
