import { Menu as MantineMenu } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import css from "./Menu.module.css";

export interface MenuItem {
  key: string;
  label: string;
  before?: ReactNode;
  detail?: string | undefined;
  chosen?: boolean;
  danger?: boolean;
  onChoose: () => void;
}

export interface MenuGroup {
  key: string;
  label?: string;
  items: readonly MenuItem[];
}

/** `trigger` is a button element; arrows, Home, End, Esc and typing ahead come from the library. */
export function Menu({
  trigger,
  groups,
  align = "start",
  width = 240,
  opened,
  onOpenedChange,
}: {
  trigger: ReactNode;
  groups: readonly MenuGroup[];
  align?: "start" | "end";
  width?: number;
  opened?: boolean;
  onOpenedChange?: (opened: boolean) => void;
}) {
  return (
    <MantineMenu
      position={`bottom-${align}`}
      width={width}
      offset={4}
      transitionProps={{ duration: 0 }}
      {...(opened === undefined ? {} : { opened })}
      {...(onOpenedChange ? { onChange: onOpenedChange } : {})}
      classNames={{
        dropdown: css.dropdown,
        item: css.item,
        label: css.label,
        divider: css.divider,
      }}
    >
      <MantineMenu.Target>{trigger}</MantineMenu.Target>
      <MantineMenu.Dropdown>
        {groups.map((group, index) => (
          <div key={group.key}>
            {index > 0 && <MantineMenu.Divider />}
            {group.label !== undefined && <MantineMenu.Label>{group.label}</MantineMenu.Label>}
            {group.items.map((item) => (
              <MantineMenu.Item
                key={item.key}
                onClick={item.onChoose}
                data-danger={item.danger || undefined}
                role={item.chosen === undefined ? "menuitem" : "menuitemradio"}
                {...(item.chosen === undefined ? {} : { "aria-checked": item.chosen })}
              >
                <span className={css.row}>
                  {item.before}
                  <span className={css.text}>{item.label}</span>
                  {item.detail !== undefined && <span className="faint detail">{item.detail}</span>}
                  {item.chosen && <IconCheck size={14} stroke={1.8} aria-hidden />}
                </span>
              </MantineMenu.Item>
            ))}
          </div>
        ))}
      </MantineMenu.Dropdown>
    </MantineMenu>
  );
}
