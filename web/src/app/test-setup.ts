// Tests read clocks and dates in one zone, whatever the machine's is.
process.env["TZ"] = "Europe/Berlin";
