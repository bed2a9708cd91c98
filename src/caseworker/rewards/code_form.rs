//! The form fields of a voucher's code: the code, how a shop reads it, and its last day.

use chrono::NaiveDate;
use leptos::prelude::*;
use mijn_brug_plan::reward::{Symbology, VoucherCode};
use mijn_brug_plan::team::codes::normalize_code;

use crate::ui::field::{Field, Segment};
use crate::ui::parsed_field::{self, ParsedField};
use crate::ui::texts::t;

/// A code being typed. Not kept as a draft, because a code is money.
#[derive(Clone, Copy)]
pub struct CodeForm {
    /// The code.
    pub text: RwSignal<String>,
    /// How a shop reads it.
    pub symbology: RwSignal<String>,
    /// A line for the shop.
    pub shop_line: RwSignal<String>,
    /// The last day on which it is valid.
    pub until: ParsedField<NaiveDate>,
}

impl CodeForm {
    /// An empty form. `id` is the element id of the field for the last day, and `until` its initial value.
    pub fn new(id: &'static str, until: NaiveDate) -> Self {
        Self {
            text: RwSignal::new(String::new()),
            symbology: RwSignal::new("qr".to_owned()),
            shop_line: RwSignal::new(String::new()),
            until: parsed_field::day(id, RwSignal::new(until.to_string())),
        }
    }

    /// Fills in the first code of a photo.
    pub fn scanned(self, codes: Vec<String>) {
        if let Some(code) = codes.into_iter().next() {
            self.text.try_set(code);
        }
    }

    /// The code as typed.
    pub fn read(self) -> VoucherCode {
        VoucherCode {
            text: normalize_code(&self.text.get_untracked()),
            symbology: read_symbology(&self.symbology.get_untracked()),
            shop_line: self.shop_line.get_untracked().trim().to_owned(),
        }
    }
}

/// The value of a symbology in a form.
pub const fn symbology_word(symbology: Symbology) -> &'static str {
    match symbology {
        Symbology::Qr => "qr",
        Symbology::Code128 => "code128",
        Symbology::Plain => "plain",
    }
}

/// The symbology of a form value.
pub fn read_symbology(word: &str) -> Symbology {
    match word {
        "code128" => Symbology::Code128,
        "plain" => Symbology::Plain,
        _ => Symbology::Qr,
    }
}

/// The fields of a code other than the code itself.
pub fn code_fields(name: &str, form: CodeForm) -> AnyView {
    view! {
        <Segment
            legend=t("reward.symbology")
            name=format!("{name}-symbology")
            options=symbologies()
            value=form.symbology
            on_choose=Callback::new(move |chosen| form.symbology.set(chosen))
        />
        <Field
            id=format!("{name}-shop-line")
            label=t("reward.shop_line")
            hint=t("reward.shop_hint")
            value=form.shop_line
        />
        {form.until.draw(t("reward.until"))}
    }
    .into_any()
}

/// The symbologies as options: a value and its label.
pub fn symbologies() -> Vec<(String, String)> {
    [
        (Symbology::Qr, t("reward.qr")),
        (Symbology::Code128, t("reward.bars")),
        (Symbology::Plain, t("reward.plain")),
    ]
    .map(|(symbology, words)| (symbology_word(symbology).to_owned(), words))
    .to_vec()
}
