/** Invented people and words of the invented center. */
export const AGENT_NAMES = (
  "Anna Weber,Mehmet Kaya,Lena Fischer,Aylin Demir,Daniel Kurz,Sofia Lindner,Piotr Nowak,Hannah Voss,Tim Albrecht,Fatma Öztürk," +
  "Karl Brandes,Ines Moreira,Jan Petersen,Nele Hansen,Olga Sidorova,Ralf Böttcher,Greta Sommer,Ben Krause,Elif Şahin,Lukas Meier," +
  "Carla Rossi,Felix Jansen,Zoe Hartmann,Amir Haddad,Britta Lorenz,Nils Ahrens,Selma Yıldız,David Okafor,Julia Stein,Marek Dvořák," +
  "Rieke Thomsen,Samuel Beck,Alina Graf,Tobias Wolf,Leyla Arslan,Moritz Engel,Sabine Kraft,Jonas Pohl,Emma Richter,Yusuf Çelik," +
  "Katja Busch,Simon Frey,Paula Winter,Deniz Aksoy,Clara Vogt,Hugo Lehmann,Maja Franke,Viktor Braun,Nora Simon,Leon Schulz," +
  "Meryem Koç,Anton Lang,Luise Otto,Emil Sauer,Tuba Polat,Finn Maurer,Ida Krüger,Omar Farouk,Lea Jung,Kai Winkler," +
  "Romy Haas,Pavel Horák,Milena Ilić,Theo Arnold"
).split(",");

export const CALLER_NAMES = (
  "Katharina Brandt,Thomas Lindqvist,Gärtnerei Holm,Familie Aydın,Paul Jensen,Mira Novak,Bäckerei Lund,S. Albers,I. Matthies," +
  "T. Schmitz,E. Nordmann,Claudia Petersen,Autohaus Reimers,W. Claassen,Ole Petersen"
).split(",");

export const QUEUES: readonly (readonly [name: string, target: number, seconds: number])[] = [
  ["Störung Strom", 0.8, 20],
  ["Abrechnung DE", 0.8, 20],
  ["Tarife DE", 0.8, 20],
  ["Umzug", 0.8, 20],
  ["Gewerbe", 0.9, 20],
  ["Billing EN", 0.8, 20],
  ["Störung Gas", 0.95, 10],
  ["Partner", 0.8, 60],
];

export const SKILLS = ["German", "English", "Billing", "Outage", "Tariffs"];

export const NOTES = [
  "Abschlag auf 71 € gesenkt, gültig ab 1. Dezember.",
  "Zählerstand aufgenommen: 18 204 kWh.",
  "Wants the invoice as PDF; sent to the address on file.",
  "Techniker kommt morgen zwischen 8 und 12 Uhr.",
  "",
  "",
];
