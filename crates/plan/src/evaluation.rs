//! The municipality's export for research: rows about residents who consented in their own app, without names, their own words
//! or days.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use crate::content::Content;
use crate::csv::{self, Cell};
use crate::ids::DomainId;
use crate::plan::{GoalState, MiniStepState, Plan};
use crate::reward::{Voucher, VoucherKind, VoucherState};

/// The fewest residents in a group; smaller groups are left out. Statistics Netherlands (CBS) requires at least ten for what
/// leaves its research environment: in a smaller group, somebody who knows a resident could tell which rows are theirs.
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

/// The export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The table, as a CSV file.
    pub csv: String,
    /// The number of residents that it is about.
    pub residents: usize,
    /// The number of groups that were left out because they were too small.
    pub left_out: usize,
}

/// Too few residents consented: a table about them would be about recognisable people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{consented} residents consented; at least {GROUP_MIN} are needed")]
pub struct TooFew {
    /// The number of residents who consented.
    pub consented: usize,
}

/// One row. Not every kind of row has a month.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Row<'a> {
    resident: &'a str,
    month: Option<NaiveDate>,
    kind: &'static str,
    subject: String,
    value: Cell,
}

/// The table about the residents who consented. Each comes with a pseudonym, which is a keyed hash: the next table has the same
/// one, and nobody can compute it without the key.
///
/// Residents form a group when they have rows of the same kind and subject, such as a level on one domain, a skill or a kind of
/// voucher. A group below [`GROUP_MIN`] is left out as a whole.
///
/// Domains that `content` does not know are left out too, because another program could put anything in an id.
///
/// # Errors
/// [`TooFew`] when fewer than [`GROUP_MIN`] residents consented.
pub fn export<'a>(
    residents: impl IntoIterator<Item = (&'a str, &'a Plan)>,
    content: &Content,
) -> Result<Export, TooFew> {
    let consenting: BTreeMap<_, _> = residents
        .into_iter()
        .filter(|(_, plan)| plan.evaluation)
        .collect();
    if consenting.len() < GROUP_MIN {
        return Err(TooFew {
            consented: consenting.len(),
        });
    }
    let mut rows: Vec<_> = consenting
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
        residents: consenting.len(),
        left_out: all.saturating_sub(groups.len()),
    })
}

fn rows_of<'a>(resident: &'a str, plan: &Plan, content: &Content) -> Vec<Row<'a>> {
    let is_known = |domain: &DomainId| content.domain(domain).is_some();
    let row = |day: Option<NaiveDate>, kind, subject: &str, value: Cell| Row {
        resident,
        // The first of the month, so that sorting does not reveal the order of days.
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
