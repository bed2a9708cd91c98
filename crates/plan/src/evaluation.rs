//! What the municipality's research gets: rows about residents who said yes in their own app, without names, words of
//! their own, or days.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use crate::content::Content;
use crate::csv::{self, Cell};
use crate::ids::DomainId;
use crate::plan::{GoalState, MiniStepState, Plan};
use crate::reward::{Voucher, VoucherKind, VoucherState};

/// The fewest residents that a group may have; what fewer have in common is left out. Ten is the least that Statistics
/// Netherlands (CBS) lets leave its own research environment: in a smaller group somebody who knows a resident could tell
/// which row is theirs.
pub const GROUP_MIN: usize = 10;

/// The columns, in their order. `public/begeleider/codebook` explains them.
pub const COLUMNS: [&str; 5] = ["resident", "month", "kind", "subject", "value"];

/// The kinds of row.
pub const KINDS: [&str; 6] = [
    "position",
    "goal",
    "goal_reached",
    "mini_step_done",
    "voucher_granted",
    "voucher_used",
];

/// A table for research.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The table, as a file for a spreadsheet.
    pub csv: String,
    /// How many residents it is about.
    pub residents: usize,
    /// How many groups were too small, and are left out.
    pub left_out: usize,
}

/// Too few residents said yes: a table about them would be about recognisable people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{said_yes} residents said yes, {GROUP_MIN} are needed")]
pub struct TooFew {
    /// How many said yes.
    pub said_yes: usize,
}

/// One row. What no month belongs to has none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Row<'a> {
    resident: &'a str,
    month: Option<NaiveDate>,
    kind: &'static str,
    subject: String,
    value: Cell,
}

/// The table about those residents who said yes. Each comes with a pseudonym: a keyed hash, so that the next table has the
/// same one and nobody without the key can make it.
///
/// Residents are a group when they have rows of the same kind and subject: a level on one domain, a skill, a sort of
/// voucher. A group below [`GROUP_MIN`] is left out whole.
///
/// Domains that `content` does not know are left out too: an id is a word that another program could fill with anything.
pub fn export<'a>(
    residents: impl IntoIterator<Item = (&'a str, &'a Plan)>,
    content: &Content,
) -> Result<Export, TooFew> {
    let willing: BTreeMap<_, _> = residents
        .into_iter()
        .filter(|(_, plan)| plan.evaluation)
        .collect();
    if willing.len() < GROUP_MIN {
        return Err(TooFew {
            said_yes: willing.len(),
        });
    }
    let mut rows: Vec<_> = willing
        .iter()
        .flat_map(|(resident, plan)| rows_of(resident, plan, content))
        .collect();
    let mut groups: BTreeMap<(&str, String), BTreeSet<&str>> = BTreeMap::new();
    for row in &rows {
        let group = groups.entry((row.kind, row.subject.clone())).or_default();
        group.insert(row.resident);
    }
    let all = groups.len();
    groups.retain(|_, members| members.len() >= GROUP_MIN);
    rows.retain(|row| groups.contains_key(&(row.kind, row.subject.clone())));
    rows.sort();
    let cells = rows.into_iter().map(|row| {
        let month = row
            .month
            .map(|month| format!("{:04}-{:02}", month.year(), month.month()));
        [
            row.resident.into(),
            month.unwrap_or_default().into(),
            row.kind.into(),
            row.subject.into(),
            row.value,
        ]
    });
    Ok(Export {
        csv: csv::write(std::iter::once(COLUMNS.map(Cell::from)).chain(cells)),
        residents: willing.len(),
        left_out: all.saturating_sub(groups.len()),
    })
}

fn rows_of<'a>(resident: &'a str, plan: &Plan, content: &Content) -> Vec<Row<'a>> {
    let is_known = |domain: &DomainId| content.domain(domain).is_some();
    let row = |day: Option<NaiveDate>, kind, subject: &str, value: Cell| Row {
        resident,
        // The first of the month, so that rows of one month are in no order of days.
        month: day.and_then(|day| day.with_day(1)),
        kind,
        subject: subject.to_owned(),
        value,
    };
    let mut rows = Vec::new();
    for (domain, history) in plan.positions.iter().filter(|(domain, _)| is_known(domain)) {
        for position in history {
            let level = Cell::Count(position.level.get().into());
            rows.push(row(Some(position.day), "position", domain.as_str(), level));
        }
    }
    for goal in plan.goals.iter().filter(|goal| is_known(&goal.domain)) {
        let domain = goal.domain.as_str();
        let (state, reached) = match goal.state {
            GoalState::Active => ("active", None),
            GoalState::Reached(day) => ("reached", Some(day)),
            GoalState::LetGo => ("let_go", None),
        };
        rows.push(row(None, "goal", domain, state.into()));
        if let Some(day) = reached {
            rows.push(row(Some(day), "goal_reached", domain, Cell::Count(1)));
        }
    }
    for mini_step in plan.mini_steps.values() {
        if let MiniStepState::Done(day, skill) = mini_step.state {
            rows.push(row(Some(day), "mini_step_done", skill.key(), Cell::Count(1)));
        }
    }
    let vouchers = plan
        .rewards()
        .into_iter()
        .flat_map(|rewards| rewards.vouchers.values());
    for voucher in vouchers.filter(|voucher| !matches!(voucher.state, VoucherState::Withdrawn(_))) {
        let (kind, amount) = (kind_of(voucher), Cell::Euros(voucher.amount));
        rows.push(row(Some(voucher.day), "voucher_granted", kind, amount.clone()));
        if let VoucherState::Used(day) = voucher.state {
            rows.push(row(Some(day), "voucher_used", kind, amount));
        }
    }
    rows
}

fn kind_of(voucher: &Voucher) -> &'static str {
    match voucher.kind {
        VoucherKind::Compensation { .. } => "compensation",
        VoucherKind::Appreciation {} => "appreciation",
    }
}
