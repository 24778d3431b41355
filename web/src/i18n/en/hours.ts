/** Opening hours: the week as a picture, and days on which it is closed. */
export const hours = {
  "admin.hours.never": "Never open",
  "admin.hours.country": "Public holidays of",
  "admin.hours.region": "Region",
  "admin.hours.everywhere": "the whole country",
  "admin.hours.year": "Year",
  "admin.hours.take": { one: "Add {count} day", other: "Add {count} days" },
  "admin.hours.allTaken": "All are taken",
  "admin.hours.days": { one: "{count} day", other: "{count} days" },
  "admin.hours.noDays":
    "Closed on no day of its own. Take the public holidays of your region, or add single days.",
  "admin.hours.noCalendar": "The calendar could not be loaded. Single days can be added.",
  "admin.hours.tooFar":
    "Without names: a calendar knows days at most {max} years away. They are closed all the same.",
  "admin.hours.oneDay": "A single day",
  "admin.hours.takeYear": "Remove all of {year}",
} as const;
