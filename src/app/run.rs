//! Opening the window, with whichever renderer works.

use std::{panic, path::PathBuf, sync::Arc};

use super::{App, desktop::Native};

/// The name under which the desktop knows the program.
const APP_ID: &str = "io.github.onrecord.OnRecord";

/// What draws the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Renderer {
    /// OpenGL first on Linux, the system's own graphics first elsewhere.
    #[default]
    Auto,
    /// OpenGL.
    Glow,
    /// Vulkan, Metal, Direct3D.
    Wgpu,
}

/// What to open, and how.
#[derive(Clone, Debug, Default)]
pub struct RunOptions {
    /// Files and folders to open at once.
    pub paths: Vec<PathBuf>,
    /// What draws the window; the other one is tried when it does not work.
    pub renderer: Renderer,
}

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// There is no display to open a window on.
    #[error("there is no display to open a window on; start it on a desktop, or use `onrecord analyze PATH ...`")]
    NoDisplay,
    /// A display is there, but nothing can draw on it.
    #[error("cannot draw the window: {reason}; try --renderer glow or --renderer wgpu")]
    NoRenderer {
        /// What each renderer says.
        reason: String,
    },
}

/// Opens the window and returns when it is closed.
///
/// # Errors
/// When there is no display, or when no renderer works on it.
pub fn run(options: RunOptions) -> Result<(), RunError> {
    let mut reasons = Vec::new();
    for renderer in order(options.renderer) {
        let paths = options.paths.clone();
        // A panic inside a graphics driver must not take the process down before the other renderer was tried.
        match panic::catch_unwind(|| open(renderer, paths)) {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(eframe::Error::WinitEventLoop(error))) => {
                log::info!("no display: {error}");
                return Err(RunError::NoDisplay);
            }
            Ok(Err(error)) => reasons.push(format!("{renderer}: {error}")),
            Err(_) => reasons.push(format!("{renderer}: the graphics driver failed")),
        }
        log::warn!("{}", reasons.join("; "));
    }
    Err(RunError::NoRenderer { reason: reasons.join("; ") })
}

/// Both renderers, the better one first.
fn order(choice: Renderer) -> [eframe::Renderer; 2] {
    use eframe::Renderer::{Glow, Wgpu};
    match choice {
        Renderer::Glow => [Glow, Wgpu],
        Renderer::Wgpu => [Wgpu, Glow],
        Renderer::Auto if cfg!(target_os = "linux") => [Glow, Wgpu],
        Renderer::Auto => [Wgpu, Glow],
    }
}

fn open(renderer: eframe::Renderer, paths: Vec<PathBuf>) -> eframe::Result {
    let mut viewport = egui::ViewportBuilder::default()
        .with_title("OnRecord")
        .with_app_id(APP_ID)
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([800.0, 500.0]);
    match eframe::icon_data::from_png_bytes(include_bytes!("../../assets/desktop/onrecord-256.png")) {
        Ok(icon) => viewport = viewport.with_icon(icon),
        Err(error) => log::warn!("the window icon cannot be read: {error}"),
    }
    let options = eframe::NativeOptions { viewport, renderer, ..eframe::NativeOptions::default() };
    eframe::run_native(APP_ID, options, Box::new(move |cc| Ok(Box::new(App::new(cc, Arc::new(Native), paths)))))
}
