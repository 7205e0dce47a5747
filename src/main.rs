//! The `onrecord` program: the window, or one of the headless commands.

// A console window beside the workbench would be in the way on Windows.
#![cfg_attr(all(windows, feature = "gui", not(debug_assertions)), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    onrecord::cli::main()
}
