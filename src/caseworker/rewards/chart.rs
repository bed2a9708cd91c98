//! The amounts issued in the last months as bars, for a first look. The table below it says the same in words.

use chrono::{Datelike, Months, NaiveDate};
use leptos::prelude::*;
use mijn_brug_plan::team::ledger::IssuedSum;
use mijn_brug_plan::values::Cents;

use crate::ui::format;
use crate::ui::texts::t;

/// Number of months drawn.
const MONTHS: u32 = 12;
/// The size of the drawing, in its own units, with room above the bars for the highest amount and below them for the
/// months.
const WIDTH: u32 = 336;
const HEIGHT: u32 = 128;
const GROUND: u32 = 108;
const TALLEST: u32 = 84;
/// The width of a month, and of its bar.
const PITCH: u32 = WIDTH / MONTHS;
const BAR: u32 = 18;

/// One month: where its bar is, and the height of its two parts.
#[derive(Debug, PartialEq, Eq)]
struct Bar {
    month: NaiveDate,
    left: u32,
    compensation: u32,
    appreciation: u32,
}

/// The bars of the twelve months up to the last one in which something was issued, and the highest amount.
fn layout(sums: &[IssuedSum]) -> (Vec<Bar>, Cents) {
    let Some(last) = sums.iter().map(|sum| sum.month).max() else {
        return (Vec::new(), Cents(0));
    };
    let of = |month: NaiveDate, is_compensation: bool| {
        let those = sums
            .iter()
            .filter(|sum| sum.month == month && sum.is_compensation == is_compensation);
        those.fold(Cents(0), |all, sum| all.plus(sum.amount))
    };
    let months: Vec<_> = (0..MONTHS)
        .rev()
        .filter_map(|back| last.checked_sub_months(Months::new(back)))
        .map(|month| (month, of(month, true), of(month, false)))
        .collect();
    let highest = months
        .iter()
        .map(|(_, one, other)| one.plus(*other))
        .max()
        .unwrap_or_default();
    let tall = |amount: Cents| {
        let scaled = u64::from(amount.0) * u64::from(TALLEST) / u64::from(highest.0.max(1));
        u32::try_from(scaled).unwrap_or(TALLEST)
    };
    let bar = |(place, (month, compensation, appreciation)): (u32, &(NaiveDate, Cents, Cents))| Bar {
        month: *month,
        left: place * PITCH + (PITCH - BAR) / 2,
        compensation: tall(*compensation),
        appreciation: tall(*appreciation),
    };
    ((0..).zip(&months).map(bar).collect(), highest)
}

/// The drawing, with a legend of its two colours.
pub fn chart(sums: &[IssuedSum]) -> AnyView {
    let (bars, highest) = layout(sums);
    let bars = bars.iter().map(draw).collect_view();
    view! {
        <figure class="mb-chart">
            <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") aria-hidden="true">
                <text class="mb-chart__label" x="4" y="14">{format::euro(highest)}</text>
                {bars}
            </svg>
            <figcaption class="mb-chart__key">
                <span class="mb-chart__mark"></span>{t("reward.compensation")}
                <span class="mb-chart__mark mb-chart__mark--other"></span>{t("reward.appreciation")}
            </figcaption>
        </figure>
    }
    .into_any()
}

fn draw(bar: &Bar) -> AnyView {
    let rect = |class: &'static str, foot: u32, tall: u32| {
        view! {
            <rect
                class=class
                x=bar.left.to_string()
                y=(foot - tall).to_string()
                width=BAR.to_string()
                height=tall.to_string()
            />
        }
    };
    let middle = bar.left + BAR / 2;
    view! {
        {rect("mb-chart__bar", GROUND, bar.compensation)}
        {rect("mb-chart__bar mb-chart__bar--other", GROUND - bar.compensation, bar.appreciation)}
        <text class="mb-chart__label mb-chart__label--month" x=middle.to_string() y="122">
            {bar.month.month().to_string()}
        </text>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use chrono::NaiveDate;
    use mijn_brug_plan::team::ledger::IssuedSum;
    use mijn_brug_plan::values::Cents;

    use super::{BAR, Bar, PITCH, TALLEST, WIDTH, layout};

    fn sum(month: u32, is_compensation: bool, amount: u32) -> IssuedSum {
        IssuedSum {
            month: NaiveDate::from_ymd_opt(2026, month, 1).unwrap(),
            is_compensation,
            by: "Begeleider".to_owned(),
            count: 1,
            amount: Cents(amount),
        }
    }

    #[test]
    fn twelve_months_end_with_the_last() {
        let (bars, highest) = layout(&[sum(3, true, 3_000), sum(3, false, 3_000), sum(1, false, 2_000)]);
        assert_eq!((bars.len(), highest), (12, Cents(6_000)));
        let march = bars.last().unwrap();
        assert_eq!(
            (march.compensation, march.appreciation),
            (TALLEST / 2, TALLEST / 2)
        );
        assert!(march.left + BAR <= WIDTH && march.left >= 11 * PITCH);
        let january = &bars[9];
        assert_eq!((january.compensation, january.appreciation), (0, TALLEST / 3));
        assert_eq!(bars[0].month, NaiveDate::from_ymd_opt(2025, 4, 1).unwrap());
    }

    #[test]
    fn the_largest_amounts_fit() {
        let (bars, _) = layout(&[sum(3, true, u32::MAX), sum(3, false, u32::MAX)]);
        let tallest = |bar: &Bar| bar.compensation <= TALLEST && bar.appreciation <= TALLEST;
        assert!(bars.iter().all(tallest));
        assert_eq!(layout(&[]), (Vec::new(), Cents(0)));
    }
}
