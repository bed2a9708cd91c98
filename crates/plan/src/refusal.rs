//! Why an event is refused.

/// A thing in the plan that a message can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are the glossary's words")]
pub enum Thing {
    Domain,
    Position,
    Link,
    Goal,
    Step,
    MiniStep,
    Appointment,
    Proposal,
    Agreement,
    Review,
    Promise,
    Voucher,
}

/// Why a command is refused, or why an entry has no effect. Screens have a text for each variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// R1: this role may not record this event.
    #[error("this role may not record this event")]
    NotYours,
    /// R2: no goal has agreed actions yet.
    #[error("no goal has agreed actions yet")]
    NothingAgreed,
    /// R2: rewards have not been announced.
    #[error("rewards have not been announced")]
    NotAnnounced,
    /// R2: the action was not agreed on before the promise.
    #[error("the action was not agreed on before the promise")]
    ActionNotAgreed,
    /// R3: it does not fit in a day, so it has to be split.
    #[error("it does not fit in a day, so it has to be split")]
    TooBigForADay,
    /// R6: nothing of the goal was done yet.
    #[error("nothing of the goal was done yet")]
    NothingDone,
    /// R5: a *compensatie* needs its actions done. A *waardering* does not.
    #[error("the promised actions are not done")]
    ActionsNotDone,
    /// A required text is blank.
    #[error("a required text is blank")]
    TextMissing,
    /// A text is too long.
    #[error("a text has {length} characters; at most {max} are allowed")]
    TextTooLong {
        /// The most characters allowed.
        max: usize,
        /// The characters that the text has.
        length: usize,
    },
    /// A list is empty or too long.
    #[error("a list is empty or too long")]
    ListLength,
    /// The thing does not exist, or no longer does.
    #[error("there is no such {0:?}")]
    NotFound(Thing),
    /// A thing with this id exists already.
    #[error("a {0:?} with this id exists already")]
    Exists(Thing),
    /// The thing's state no longer allows this: it is done, let go, answered or used.
    #[error("the state of the {0:?} no longer allows this")]
    WrongState(Thing),
    /// A link needs two different domains.
    #[error("a link needs two different domains")]
    SameDomain,
    /// A voucher's code is too long, or has characters that no till can read.
    #[error("a code has 1 to 64 printable ASCII characters")]
    BadCode,
    /// The amount is outside the team's policy.
    #[error("the amount is outside the team's policy")]
    AmountOutsidePolicy,
    /// The team's policy does not allow this kind.
    #[error("the team's policy does not allow this kind")]
    KindOutsidePolicy,
    /// A *compensatie* has to have the amount that was promised.
    #[error("the amount differs from what was promised")]
    AmountNotPromised,
    /// The last day has passed.
    #[error("the last day has passed")]
    Lapsed,
    /// It would exceed the resident's maximum for the year.
    #[error("it would exceed the resident's maximum for the year")]
    YearlyMaximum,
    /// It would exceed the team's budget.
    #[error("it would exceed the team's budget")]
    BudgetSpent,
    /// The entry's logical clock is further ahead than any device can have counted.
    #[error("the entry's logical clock is too far ahead")]
    ClockTooFarAhead,
}
