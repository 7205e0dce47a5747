//! Moving through a list by keyboard: the whole list is one stop of the Tab key.

use egui::{Event, EventFilter, Id, InputState, Key, Modifiers, Rect, Response, Role, Sense, Ui, WidgetInfo};

use super::controls::focus_ring;

/// What the keys of this frame did to a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListKeys {
    /// The row that the keys moved to.
    pub moved_to: Option<usize>,
    /// Whether Enter was pressed.
    pub entered: bool,
}

/// Makes `rect` a list that can have the keyboard.
pub fn focusable(ui: &Ui, id: Id, rect: Rect, role: Role, name: &str) -> Response {
    let response = ui.interact(rect, id, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(role, true, name));
    response
}

/// Reads arrows, Page, Home and End while the list has the keyboard.
pub fn keys(ui: &Ui, list: &Response, current: Option<usize>, n_rows: usize, page: usize) -> ListKeys {
    if !list.has_focus() || n_rows == 0 {
        return ListKeys::default();
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(list.id, filter));
    let is_pressed = |key, with_shift: bool| {
        let held = ui.input(|input| pressed(input, key));
        held.is_some_and(|held| held.is_none() || (with_shift && held.shift_only()))
    };
    // Lists in which several rows can be picked look at Shift themselves.
    let moved_to = target(|key| is_pressed(key, true), current, n_rows, page);
    ListKeys { moved_to, entered: is_pressed(Key::Enter, false) }
}

/// What was held when a key was pressed in this frame. In a frame that took long it may be released by the end.
pub fn pressed(input: &InputState, wanted: Key) -> Option<Modifiers> {
    input.events.iter().find_map(|event| match event {
        Event::Key { key, pressed: true, modifiers, .. } if *key == wanted => Some(*modifiers),
        _ => None,
    })
}

fn target(pressed: impl Fn(Key) -> bool, current: Option<usize>, n_rows: usize, page: usize) -> Option<usize> {
    let last = n_rows - 1;
    let page = page.max(1);
    let target = match current {
        _ if pressed(Key::Home) => 0,
        _ if pressed(Key::End) => last,
        None if pressed(Key::ArrowDown) || pressed(Key::PageDown) => 0,
        None if pressed(Key::ArrowUp) || pressed(Key::PageUp) => last,
        Some(row) if pressed(Key::ArrowDown) => row + 1,
        Some(row) if pressed(Key::ArrowUp) => row.saturating_sub(1),
        Some(row) if pressed(Key::PageDown) => row + page,
        Some(row) if pressed(Key::PageUp) => row.saturating_sub(page),
        _ => return None,
    };
    Some(target.min(last))
}

/// The ring around a list that has the keyboard.
pub fn ring(ui: &Ui, list: &Response, rect: Rect) {
    focus_ring(ui, rect, list);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(key: Key, current: Option<usize>) -> Option<usize> {
        target(|pressed| pressed == key, current, 100, 10)
    }

    #[test]
    fn keys_move_and_stop_at_the_ends() {
        assert_eq!(after(Key::ArrowDown, None), Some(0));
        assert_eq!(after(Key::ArrowUp, Some(0)), Some(0));
        assert_eq!(after(Key::ArrowDown, Some(99)), Some(99));
        assert_eq!(after(Key::PageDown, Some(95)), Some(99));
        assert_eq!(after(Key::PageUp, Some(5)), Some(0));
        assert_eq!(after(Key::End, Some(5)), Some(99));
        assert_eq!(after(Key::Home, None), Some(0));
        assert_eq!(after(Key::A, Some(5)), None);
    }
}
