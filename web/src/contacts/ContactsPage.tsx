import { TopBar } from "@/app/Shell";

export function ContactsPage() {
  return <TopBar left={null} />;
}
