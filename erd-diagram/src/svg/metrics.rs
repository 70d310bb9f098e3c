//! How wide text is, without a font at hand.

/// Advance widths of the printable ASCII characters from the space on, in thousandths of the font size: those of Helvetica
/// (Adobe Core 14 font metrics), which Arial and Liberation Sans share.
#[rustfmt::skip]
const ADVANCES: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Other fonts of user interfaces are up to that much wider, in hundredths.
const SLACK: u32 = 110;

/// A font, as far as widths go.
#[derive(Clone, Copy)]
pub(crate) enum Font {
    /// Proportional, of that size in pixels.
    Sans(f32),
    /// The same, bold.
    Bold(f32),
    /// Of characters that are all as wide, of that size in pixels.
    Mono(f32),
}

/// The width of a text in pixels, rounded up.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "no text is wider than 2^24 pixels"
)]
pub(crate) fn width(text: &str, font: Font) -> i32 {
    let thousandths: u32 = text.chars().map(|c| advance(c, font)).sum();
    let size = match font {
        Font::Sans(size) | Font::Bold(size) | Font::Mono(size) => size,
    };
    (thousandths as f32 * size / 1_000.0).ceil() as i32
}

fn advance(c: char, font: Font) -> u32 {
    if is_mark(c) {
        return 0;
    }
    if is_wide(c) {
        return 1_050;
    }
    let ascii = u32::from(c)
        .checked_sub(32)
        .and_then(|i| ADVANCES.get(i as usize));
    let sans = ascii.map_or(667, |width| u32::from(*width)) * SLACK / 100;
    match font {
        Font::Sans(_) => sans,
        Font::Bold(_) => sans * 107 / 100,
        Font::Mono(_) => 615,
    }
}

/// Characters that join the one before them: combining marks, joiners, variation selectors.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Characters of East Asian scripts and emoji (Unicode Standard Annex 11, wide and full width, in whole blocks).
const fn is_wide(c: char) -> bool {
    matches!(
        c,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f000}'..='\u{3ffff}'
    )
}

/// A text of at most that width: its beginning, and an ellipsis.
pub(crate) fn fitted(text: &str, font: Font, most: i32) -> String {
    if width(text, font) <= most {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        out.push(c);
        if width(&out, font) + width("\u{2026}", font) > most {
            out.pop();
            break;
        }
    }
    out.push('\u{2026}');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_text_is_wider() {
        assert!(width("mmm", Font::Sans(12.0)) > width("iii", Font::Sans(12.0)));
        assert_eq!(
            width("mmm", Font::Mono(12.0)),
            width("iii", Font::Mono(12.0))
        );
        assert!(width("名前", Font::Sans(12.0)) >= 24);
        assert_eq!(
            width("e\u{301}", Font::Sans(12.0)),
            width("e", Font::Sans(12.0))
        );
    }

    #[test]
    fn long_text_is_cut() {
        let font = Font::Sans(12.0);
        assert_eq!(fitted("short", font, 100), "short");
        let cut = fitted(&"long".repeat(20), font, 100);
        assert!(
            cut.ends_with('\u{2026}') && width(&cut, font) <= 100,
            "{cut}"
        );
    }
}
