//! Values that take longer than a frame: made on another thread, for the last thing that was asked for.

use std::sync::mpsc::{self, Receiver, TryRecvError};

use egui::Ui;

/// A value with what it was made for. Until a new one is ready, the former one stays.
pub struct Made<K, T> {
    value: Option<(K, T)>,
    making: Option<(K, Receiver<T>)>,
}

impl<K, T> Default for Made<K, T> {
    fn default() -> Self {
        Self { value: None, making: None }
    }
}

impl<K: Clone + PartialEq, T: Send + 'static> Made<K, T> {
    /// Takes a finished value in, and begins to make one when there is none for `wanted`. One is made at a time; it wakes
    /// the window when it is done. Answers whether a new value came in.
    pub fn refresh(&mut self, ui: &Ui, wanted: &K, make: impl FnOnce() -> Box<dyn FnOnce() -> T + Send>) -> bool {
        let is_new = self.take_in();
        if self.making.is_some() || self.value(wanted).is_some() {
            return is_new;
        }
        let (sender, receiver) = mpsc::channel();
        let (make, ctx) = (make(), ui.ctx().clone());
        std::thread::spawn(move || {
            // A closed channel means that nobody waits for it any more.
            if sender.send(make()).is_ok() {
                ctx.request_repaint();
            }
        });
        self.making = Some((wanted.clone(), receiver));
        is_new
    }

    /// Makes the value within the frame where there is none for `wanted`, for what takes no time.
    pub fn refresh_now(&mut self, ui: &Ui, wanted: &K, make: impl FnOnce() -> T) {
        if self.value(wanted).is_none() {
            self.making = None;
            self.value = Some((wanted.clone(), make()));
            // Numbers on tabs are drawn before they are known.
            ui.request_repaint();
        }
    }

    fn take_in(&mut self) -> bool {
        let Some((key, receiver)) = self.making.take() else { return false };
        match receiver.try_recv() {
            Ok(value) => {
                self.value = Some((key, value));
                return true;
            }
            Err(TryRecvError::Empty) => self.making = Some((key, receiver)),
            Err(TryRecvError::Disconnected) => log::error!("work for a panel failed"),
        }
        false
    }

    /// Whether a value is being made elsewhere.
    pub fn is_making(&self) -> bool {
        self.making.is_some()
    }

    /// The last value that was made, be it for something asked for before.
    pub fn latest(&self) -> Option<&T> {
        self.value.as_ref().map(|(_, value)| value)
    }

    /// The value for `wanted`, once it is ready.
    pub fn value(&self, wanted: &K) -> Option<&T> {
        self.value.as_ref().filter(|(key, _)| key == wanted).map(|(_, value)| value)
    }

    /// What the last value was made for.
    pub fn made_for(&self) -> Option<&K> {
        self.value.as_ref().map(|(key, _)| key)
    }
}
