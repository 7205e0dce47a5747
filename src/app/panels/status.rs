//! The line at the bottom: how much there is, and what is going on.

use egui::{Align, Layout, ProgressBar, RichText, Ui};

use super::Context;
use crate::{
    app::{
        action::Action,
        theme::{size, space, tokens},
    },
    session::{JobStatus, Session},
    view::words,
    workspace::Workspace,
};

/// Draws the line.
pub fn status_bar(ui: &mut Ui, context: &Context<'_>, session: &Session, actions: &mut Vec<Action>) {
    let muted = tokens(ui).muted;
    let small = |text: String| RichText::new(text).size(size::SMALL).color(muted);
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        ui.add_space(space::XS);
        let n_documents = context.n_documents();
        if n_documents == 0 {
            ui.label(small("No documents".to_owned()));
        } else {
            let totals = context.workspace.corpus().totals();
            for (n, noun) in [
                (n_documents, "document"),
                (totals.entities, "entity"),
                (totals.quotes, "quote"),
                (totals.claims, "claim"),
            ] {
                ui.label(small(words::counted(n, noun)));
            }
            // Documents of a workspace file were analyzed before.
            if session.analysis_micros() > 0 {
                ui.label(small(format!("analyzed in {}", duration(session.analysis_micros()))));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            ui.add_space(space::M);
            for job in session.jobs() {
                job_ui(ui, job, actions);
            }
            if session.jobs().next().is_none() && n_documents > 0 {
                let is_on_its_way = session.is_stepping();
                let words = if is_on_its_way { "saving".to_owned() } else { saved_words(context.workspace) };
                ui.label(small(words));
                ui.label(small("offline".to_owned())).on_hover_text("OnRecord never uses the network");
            }
        });
    });
}

/// Where the workspace is kept.
fn saved_words(workspace: &Workspace) -> String {
    match workspace.file() {
        Some(file) if !file.is_writable() => "read-only".to_owned(),
        Some(file) => {
            let name = file.path().file_name().map(|name| name.to_string_lossy().into_owned());
            format!("saved in {}", name.unwrap_or_default())
        }
        None if workspace.history().entries().is_empty() => "not in a file".to_owned(),
        None => "decisions not saved: Ctrl+S".to_owned(),
    }
}

fn job_ui(ui: &mut Ui, job: &JobStatus, actions: &mut Vec<Action>) {
    let muted = tokens(ui).muted;
    let (done, total) = job.progress.get();
    let cancel = ui.add(egui::Button::new(RichText::new("Cancel").size(size::SMALL)).small());
    if cancel.accessible_name(format!("Cancel: {}", job.label)).clicked() {
        actions.push(Action::Cancel(job.id));
    }
    let share = if total == 0 { 0.0 } else { done as f32 / total as f32 };
    let bar = ProgressBar::new(share).desired_width(140.0).desired_height(6.0).corner_radius(3.0);
    ui.add(bar.fill(tokens(ui).accent)).accessible_name(job.label.clone());
    let counted =
        if total > 1 { format!(" {} of {}", words::grouped(done), words::grouped(total)) } else { String::new() };
    ui.label(RichText::new(format!("{}{counted}", job.label)).size(size::SMALL).color(muted));
    // The numbers move while the job runs.
    ui.request_repaint_after(std::time::Duration::from_millis(50));
}

/// A time span for people: "9 ms", "1.2 s".
fn duration(micros: u64) -> String {
    match micros {
        0..1_000 => format!("{micros} µs"),
        1_000..1_000_000 => format!("{} ms", micros / 1_000),
        _ => format!("{:.1} s", micros as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_fitting_units() {
        assert_eq!([800, 9_400, 1_240_000].map(duration), ["800 µs", "9 ms", "1.2 s"]);
    }
}
