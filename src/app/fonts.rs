//! The bundled fonts: Inter for everything, Noto for the scripts that Inter lacks, the system's fonts after them.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

use super::theme::Weight;

macro_rules! bundled {
    ($($name:literal),*) => {
        [$(($name, include_bytes!(concat!("../../assets/fonts/", $name, ".ttf")) as &[u8])),*]
    };
}

/// Faces for scripts that Inter does not hold; asked after Inter.
const SCRIPTS: [&str; 4] =
    ["NotoSansArabic-Regular", "NotoSansHebrew-Regular", "NotoSansDevanagari-Regular", "NotoSansThai-Regular"];

/// Installs the bundled families; what they lack, egui asks of the system.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(definitions());
}

/// The families behind [`Weight`], each with the same fallbacks.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    for (name, bytes) in bundled!(
        "Inter-Regular",
        "Inter-Medium",
        "Inter-SemiBold",
        "Inter-Tabular-Regular",
        "NotoSansArabic-Regular",
        "NotoSansHebrew-Regular",
        "NotoSansDevanagari-Regular",
        "NotoSansThai-Regular"
    ) {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let standard = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let family = |first: &str| -> Vec<String> {
        std::iter::once(first).chain(SCRIPTS).map(str::to_owned).chain(standard.iter().cloned()).collect()
    };
    for (weight, first) in [
        (Weight::Regular, "Inter-Regular"),
        (Weight::Medium, "Inter-Medium"),
        (Weight::Semibold, "Inter-SemiBold"),
        (Weight::Tabular, "Inter-Tabular-Regular"),
    ] {
        fonts.families.insert(weight.family(), family(first));
    }
    fonts
}
