import { TopBar } from "@/app/Shell";

export function CallPage() {
  return <TopBar left={null} />;
}
