import { TopBar } from "@/app/Shell";

export function ContactPage() {
  return <TopBar left={null} />;
}
