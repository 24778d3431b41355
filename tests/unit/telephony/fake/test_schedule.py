"""Virtual time."""

from telephony.fake.schedule import Schedule


def test_callbacks_come_in_order_of_time_then_of_scheduling() -> None:
    schedule, heard = Schedule(100), list[str]()
    schedule.at(300, lambda: heard.append("late"))
    schedule.after(50, lambda: heard.append("first"))
    schedule.at(150, lambda: heard.append("second"))
    schedule.at(0, lambda: heard.append("overdue"))
    schedule.run(200)
    assert heard == ["overdue", "first", "second"] and schedule.now == 200 and len(schedule) == 1
    assert schedule.step() and schedule.now == 300 and not schedule.step()


def test_what_a_callback_schedules_is_run_too() -> None:
    schedule, heard = Schedule(0), list[int]()
    schedule.at(10, lambda: schedule.after(5, lambda: heard.append(schedule.now)))
    schedule.run(20)
    assert heard == [15]
