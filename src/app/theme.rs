//! Colours, sizes and spacing: the only place that holds them.

use egui::{Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, Style, TextStyle, Theme, Vec2, vec2};

use crate::view::Layer;

/// The colours of one theme.
#[derive(Clone, Copy, Debug)]
pub struct Tokens {
    /// Behind everything, and inside text fields.
    pub background: Color32,
    /// Behind lists, tables and the story.
    pub panel: Color32,
    /// Lines between things.
    pub hairline: Color32,
    /// Running text.
    pub text: Color32,
    /// Second lines, headings of columns.
    pub muted: Color32,
    /// Hints.
    pub faint: Color32,
    /// Links, focus, the one thing to click.
    pub accent: Color32,
    /// Text on the accent colour.
    pub on_accent: Color32,
    /// Behind the selected row.
    pub selection: Color32,
    /// Behind the row under the pointer.
    pub hover: Color32,
    /// Behind hits of the search in a story.
    pub hit: Color32,
    /// Behind the current hit.
    pub hit_current: Color32,
    /// Something failed.
    pub error: Color32,
    /// Something is done.
    pub success: Color32,
    person: Color32,
    organization: Color32,
    armed_group: Color32,
    government: Color32,
    military: Color32,
    place: Color32,
    norp: Color32,
    weapon: Color32,
    date: Color32,
    quantity: Color32,
    event: Color32,
    /// Quotes: bars, cue words, kind labels.
    pub quote: Color32,
    /// Claims: act labels.
    pub claim: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// The light theme.
pub static LIGHT: Tokens = Tokens {
    background: rgb(0xf6f7f9),
    panel: rgb(0xffffff),
    hairline: rgb(0xe2e5ea),
    text: rgb(0x1b1f26),
    muted: rgb(0x5d6673),
    faint: rgb(0x68717d),
    accent: rgb(0x1f5fd0),
    on_accent: rgb(0xffffff),
    selection: rgb(0xdce8fc),
    hover: rgb(0xf1f4f8),
    hit: rgb(0xffeda3),
    hit_current: rgb(0xffc94d),
    error: rgb(0xb3261e),
    success: rgb(0x1b7f3b),
    person: rgb(0x1f5fd0),
    organization: rgb(0x7a3fc2),
    armed_group: rgb(0xc0302b),
    government: rgb(0x0b7285),
    military: rgb(0x5c6b1e),
    place: rgb(0x1b7f3b),
    norp: rgb(0x8a5a1c),
    weapon: rgb(0xa85200),
    date: rgb(0x4b5b78),
    quantity: rgb(0x6b5b95),
    event: rgb(0x7a4a6d),
    quote: rgb(0x955f00),
    claim: rgb(0xb0306a),
};

/// The dark theme.
pub static DARK: Tokens = Tokens {
    background: rgb(0x15181d),
    panel: rgb(0x1b1f26),
    hairline: rgb(0x2e3540),
    text: rgb(0xe6e9ee),
    muted: rgb(0xa3adba),
    faint: rgb(0x8e98a6),
    accent: rgb(0x7fb0ff),
    on_accent: rgb(0x10203c),
    selection: rgb(0x26406b),
    hover: rgb(0x242a33),
    hit: rgb(0x574a12),
    hit_current: rgb(0x6b5400),
    error: rgb(0xff8a84),
    success: rgb(0x74d694),
    person: rgb(0x7fb0ff),
    organization: rgb(0xc39bff),
    armed_group: rgb(0xff8a84),
    government: rgb(0x5fd0e0),
    military: rgb(0xc3d36a),
    place: rgb(0x74d694),
    norp: rgb(0xe0b070),
    weapon: rgb(0xffb366),
    date: rgb(0xa9b8d4),
    quantity: rgb(0xb9a8e8),
    event: rgb(0xd9a8cc),
    quote: rgb(0xf0b84a),
    claim: rgb(0xf08ab8),
};

/// Colours that tags get by turns, and what they are called; seen on either ground.
pub const TAG_COLOURS: [([u8; 3], &str); 6] = [
    ([31, 95, 208], "blue"),
    ([176, 48, 106], "rose"),
    ([27, 127, 59], "green"),
    ([168, 82, 0], "orange"),
    ([122, 63, 194], "violet"),
    ([11, 114, 133], "teal"),
];

/// The colours of the theme that `ui` draws in.
pub fn tokens(ui: &egui::Ui) -> &'static Tokens {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

impl Tokens {
    /// The colour of a layer's underlines and dots.
    pub fn layer(&self, layer: Layer) -> Color32 {
        match layer {
            Layer::People => self.person,
            Layer::Organizations => self.organization,
            Layer::ArmedGroups => self.armed_group,
            Layer::Government => self.government,
            Layer::Military => self.military,
            Layer::Places => self.place,
            Layer::Groups => self.norp,
            Layer::Weapons => self.weapon,
            Layer::Others => self.muted,
            Layer::Dates => self.date,
            Layer::Quantities => self.quantity,
            Layer::Events => self.event,
            Layer::Quotes => self.quote,
            Layer::Claims => self.claim,
        }
    }

    /// The tint behind a mention.
    pub fn tint(&self, colour: Color32) -> Color32 {
        colour.gamma_multiply(if self.is_dark() { 0.16 } else { 0.13 })
    }

    /// The ground of a small label in this colour; the same on every row, so that the label stays readable.
    pub fn label_ground(&self, colour: Color32) -> Color32 {
        self.panel.blend(colour.gamma_multiply(0.1))
    }

    /// The stronger tint behind words of the selected statement.
    pub fn strong_tint(&self, colour: Color32) -> Color32 {
        colour.gamma_multiply(if self.is_dark() { 0.34 } else { 0.28 })
    }

    fn is_dark(&self) -> bool {
        self.panel.r() < 128
    }
}

/// The type scale, in points.
pub mod size {
    /// Labels inside chips.
    pub const TINY: f32 = 11.0;
    /// Second lines and column headings.
    pub const SMALL: f32 = 12.0;
    /// The interface.
    pub const BODY: f32 = 13.0;
    /// Section titles.
    pub const SECTION: f32 = 14.0;
    /// The headline above a story.
    pub const HEADLINE: f32 = 19.0;
    /// Story text at its normal size, and how far it zooms.
    pub const STORY: f32 = 16.0;
    /// Smallest story text.
    pub const STORY_MIN: f32 = 12.0;
    /// Largest story text.
    pub const STORY_MAX: f32 = 28.0;
    /// Story line height as a multiple of the size.
    pub const STORY_LEADING: f32 = 1.7;
}

/// Distances, in points; all are steps of four.
pub mod space {
    /// One step.
    pub const XS: f32 = 4.0;
    /// Two steps.
    pub const S: f32 = 8.0;
    /// Three steps.
    pub const M: f32 = 12.0;
    /// Four steps.
    pub const L: f32 = 16.0;
    /// Six steps.
    pub const XL: f32 = 24.0;
    /// Height of a table row. Even, so that a row's position is exact in 32-bit floats up to 1.29 million rows.
    pub const ROW: f32 = 26.0;
    /// Height of a tab bar and of a panel's first line.
    pub const BAR: f32 = 36.0;
    /// Longest line of a story, in characters.
    pub const MEASURE: f32 = 70.0;
    /// The column left of the story for speakers.
    pub const LEFT_MARGIN: f32 = 116.0;
    /// The column right of the story for claims.
    pub const RIGHT_MARGIN: f32 = 100.0;
}

/// Weights of the bundled family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Running text.
    Regular,
    /// Names in lists.
    Medium,
    /// Headings and cue words.
    Semibold,
    /// Figures of equal width.
    Tabular,
}

impl Weight {
    /// The family that egui knows this weight by.
    pub fn family(self) -> FontFamily {
        match self {
            Self::Regular => FontFamily::Proportional,
            Self::Medium => FontFamily::Name("medium".into()),
            Self::Semibold => FontFamily::Name("semibold".into()),
            Self::Tabular => FontFamily::Name("tabular".into()),
        }
    }

    /// A font of this weight.
    pub fn font(self, size: f32) -> FontId {
        FontId::new(size, self.family())
    }
}

/// Sets the style of both themes.
pub fn apply(ctx: &egui::Context) {
    for (theme, tokens) in [(Theme::Light, &LIGHT), (Theme::Dark, &DARK)] {
        ctx.style_mut_of(theme, |style| set(style, tokens));
    }
}

fn set(style: &mut Style, tokens: &Tokens) {
    style.text_styles = [
        (TextStyle::Small, Weight::Regular.font(size::SMALL)),
        (TextStyle::Body, Weight::Regular.font(size::BODY)),
        (TextStyle::Button, Weight::Regular.font(size::BODY)),
        (TextStyle::Heading, Weight::Semibold.font(size::SECTION)),
        (TextStyle::Monospace, FontId::new(size::SMALL, FontFamily::Monospace)),
    ]
    .into();
    style.animation_time = 0.0;
    set_spacing(style);
    set_visuals(style, tokens);
}

fn set_spacing(style: &mut Style) {
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(space::S, space::XS);
    spacing.button_padding = vec2(space::M, space::XS);
    spacing.menu_margin = Margin::same(8);
    spacing.window_margin = Margin::same(16);
    spacing.interact_size = Vec2::new(space::XL, space::XL);
    spacing.indent = space::L;
    spacing.tooltip_width = 360.0;
    spacing.scroll = egui::style::ScrollStyle {
        bar_width: 10.0,
        bar_inner_margin: 2.0,
        bar_outer_margin: 2.0,
        floating_width: 6.0,
        floating_allocated_width: 0.0,
        foreground_color: true,
        dormant_handle_opacity: 0.25,
        active_handle_opacity: 0.35,
        interact_handle_opacity: 0.55,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.1,
        ..egui::style::ScrollStyle::floating()
    };
    style.interaction.tooltip_delay = 0.3;
    style.interaction.show_tooltips_only_when_still = false;
    style.interaction.selectable_labels = false;
    style.scroll_animation = egui::style::ScrollAnimation::none();
}

fn set_visuals(style: &mut Style, tokens: &Tokens) {
    let visuals = &mut style.visuals;
    visuals.panel_fill = tokens.panel;
    visuals.window_fill = tokens.panel;
    visuals.window_stroke = Stroke::new(1.0, tokens.hairline);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(6);
    visuals.extreme_bg_color = tokens.background;
    visuals.text_edit_bg_color = Some(tokens.background);
    visuals.faint_bg_color = tokens.hover;
    visuals.code_bg_color = tokens.background;
    visuals.hyperlink_color = tokens.accent;
    visuals.error_fg_color = tokens.error;
    visuals.warn_fg_color = tokens.quote;
    visuals.weak_text_color = Some(tokens.muted);
    visuals.selection.bg_fill = tokens.selection;
    visuals.selection.stroke = Stroke::new(2.0, tokens.accent);
    visuals.button_frame = true;
    visuals.striped = false;
    visuals.interact_cursor = Some(egui::CursorIcon::PointingHand);
    let widgets = &mut visuals.widgets;
    for (state, fill, line, ink) in [
        (&mut widgets.noninteractive, tokens.panel, tokens.hairline, tokens.text),
        (&mut widgets.inactive, tokens.panel, tokens.hairline, tokens.text),
        (&mut widgets.hovered, tokens.hover, tokens.faint, tokens.text),
        (&mut widgets.active, tokens.selection, tokens.accent, tokens.text),
        (&mut widgets.open, tokens.hover, tokens.hairline, tokens.text),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(1.0, line);
        state.fg_stroke = Stroke::new(1.0, ink);
        state.corner_radius = CornerRadius::same(6);
        state.expansion = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The WCAG contrast ratio of two opaque colours.
    fn contrast(a: Color32, b: Color32) -> f32 {
        let luminance = |colour: Color32| {
            let linear = |byte: u8| {
                let c = f32::from(byte) / 255.0;
                if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn over(top: Color32, bottom: Color32) -> Color32 {
        bottom.blend(top)
    }

    #[test]
    fn every_text_colour_meets_aa_on_its_ground() {
        for tokens in [&LIGHT, &DARK] {
            for ink in [tokens.text, tokens.muted, tokens.faint, tokens.accent, tokens.error, tokens.success] {
                for ground in [tokens.panel, tokens.background] {
                    assert!(contrast(ink, ground) >= 4.5, "{ink:?} on {ground:?}: {}", contrast(ink, ground));
                }
            }
            for ink in [tokens.text, tokens.muted] {
                for ground in [tokens.selection, tokens.hover] {
                    assert!(contrast(ink, ground) >= 4.5, "{ink:?} on {ground:?}: {}", contrast(ink, ground));
                }
            }
            assert!(contrast(tokens.on_accent, tokens.accent) >= 4.5);
            for ground in [tokens.hit, tokens.hit_current] {
                assert!(contrast(tokens.text, ground) >= 4.5, "hit {ground:?}");
            }
        }
    }

    #[test]
    fn every_layer_colour_meets_aa_and_text_stays_readable_on_its_tint() {
        for tokens in [&LIGHT, &DARK] {
            for layer in Layer::ALL {
                let colour = tokens.layer(layer);
                assert!(contrast(colour, tokens.panel) >= 4.5, "{layer:?}: {}", contrast(colour, tokens.panel));
                for tint in [tokens.tint(colour), tokens.strong_tint(colour)] {
                    assert!(contrast(tokens.text, over(tint, tokens.panel)) >= 4.5, "text on the tint of {layer:?}");
                }
            }
        }
    }

    #[test]
    fn small_labels_and_cue_words_meet_aa() {
        for tokens in [&LIGHT, &DARK] {
            for colour in [tokens.quote, tokens.claim] {
                let ground = tokens.label_ground(colour);
                assert!(contrast(colour, ground) >= 4.5, "{colour:?}: {}", contrast(colour, ground));
                assert!(contrast(tokens.panel, colour) >= 4.5, "a filled label");
            }
        }
    }

    #[test]
    fn rows_of_a_long_table_stand_at_exact_places() {
        let exact = |row: u32| f64::from(row as f32 * space::ROW) == f64::from(row) * f64::from(space::ROW);
        assert!((0..1_290_000).all(exact));
    }
}
