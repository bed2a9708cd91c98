//! A resident's weeks with the app, replayed as they would have happened: every command goes through `decide`, and every entry is
//! sealed by its author and opens on a phone.

use anyhow::{Context as _, Result};
use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Utc};
use mijn_brug_plan::content::Content;
use mijn_brug_plan::ids::{AuthorId, DomainId, PillarId, RecordId};
use mijn_brug_plan::sharing::{Topics, is_shared};
use mijn_brug_plan::team::Team;
use mijn_brug_plan::{Command, Context, Entry, Event, Log, Plan, Role, decide};
use mijn_brug_seal::{Caseworker, Keyring, Resident, RootKey, SealedRecord, TeamKey, Visibility};

use super::story::Story;

mod weeks;

/// The week of the first joint review, and the number of weeks between two.
const REVIEWS: (i64, i64) = (2, 6);
/// Where the team and the resident meet.
const PLACE: &str = "Het wijkhuis";

/// A granted voucher, for the team's ledger.
pub struct Issued {
    /// When it was granted.
    pub at: DateTime<Utc>,
    /// [`Event::VoucherGranted`].
    pub granted: Event,
}

/// One resident's plan, with everything that was sealed for it.
pub struct Life<'a> {
    /// The sealed records, oldest first.
    pub records: Vec<SealedRecord>,
    /// The resident's keys.
    pub keyring: Keyring<Resident>,
    /// The vouchers, oldest first.
    pub issued: Vec<Issued>,
    /// The story of this life.
    pub story: &'a Story,
    /// The resident's name.
    pub name: &'a str,
    /// The moment of the first entry.
    pub begun: DateTime<Utc>,
    today: NaiveDate,
    content: &'a Content,
    team: &'a str,
    caseworker: Keyring<Caseworker>,
    author: AuthorId,
    log: Log,
    /// Counter for ids and nonces. The keys are new for each life, so these need not be random.
    turn: u32,
}

/// The input of a life.
pub struct Start<'a> {
    /// The story to tell.
    pub story: &'a Story,
    /// The resident's new root key.
    pub root: RootKey,
    /// The team's key.
    pub team_key: &'a TeamKey,
    /// The team's name.
    pub team: &'a str,
    /// The resident's name.
    pub name: &'a str,
    /// The bridge's content.
    pub content: &'a Content,
    /// The last day of the story.
    pub today: NaiveDate,
}

impl<'a> Life<'a> {
    /// Tells a story from its first day.
    ///
    /// # Errors
    /// Fails if something in it is against the rules or cannot be sealed.
    pub fn tell(start: Start<'a>) -> Result<Self> {
        let caseworker = Keyring::caseworker(&start.root.shared_key(0), start.team_key);
        let Start { story, today, .. } = start;
        // The last such weekday before the story's weeks.
        let before = later(today, -1 - 7 * story.weeks)?;
        let days = before.weekday().days_since(story.weekday);
        let first_day = later(before, -i64::from(days))?;
        let mut life = Self {
            records: Vec::new(),
            keyring: Keyring::resident(start.root, 0),
            issued: Vec::new(),
            story,
            name: start.name,
            begun: moment(first_day, 9)?,
            today,
            content: start.content,
            team: start.team,
            caseworker,
            author: AuthorId::from_random([1; 8]),
            log: Log::default(),
            turn: 0,
        };
        life.begin(first_day)?;
        let mut since = first_day;
        for (nth, review) in story.reviews.iter().enumerate() {
            let day = life.review_day(nth)?;
            life.live(since, day)?;
            life.review(nth, review, day)?;
            since = day;
        }
        life.live(since, today)?;
        life.now()?;
        Ok(life)
    }

    /// The day of a review, counted from 0.
    ///
    /// # Errors
    /// Fails if the calendar has no such day.
    pub fn review_day(&self, nth: usize) -> Result<NaiveDate> {
        let (first, every) = REVIEWS;
        later(self.begun.date_naive(), 7 * (first + every * i64::try_from(nth)?))
    }

    /// The day on which they meet after a number of reviews: the next review, or the appointment that is to come.
    fn next_meeting(&self, n_reviews: usize) -> Result<Option<NaiveDate>> {
        if n_reviews < self.story.reviews.len() {
            return self.review_day(n_reviews).map(Some);
        }
        let days = self.story.weekday.days_since(self.today.weekday());
        let next = self
            .story
            .next
            .map(|weeks| later(self.today, i64::from(days) + 7 * weeks));
        next.transpose()
    }

    /// The current plan.
    pub fn plan(&self) -> &Plan {
        self.log.plan()
    }

    /// An id that no other life has, because the vouchers of all lives are in one ledger.
    fn id(&mut self) -> [u8; 8] {
        self.turn += 1;
        let mut id = [0; 8];
        let whose = self.keyring.log_id();
        let parts = self.turn.to_be_bytes().into_iter().chain(*whose.as_bytes());
        for (place, byte) in id.iter_mut().zip(parts) {
            *place = byte;
        }
        id
    }

    fn resident(&mut self, at: DateTime<Utc>, command: impl Into<Command>) -> Result<()> {
        self.say(Role::Resident, at, command.into())
    }

    fn caseworker(&mut self, at: DateTime<Utc>, command: impl Into<Command>) -> Result<()> {
        self.say(Role::Caseworker, at, command.into())
    }

    fn say(&mut self, role: Role, at: DateTime<Utc>, command: Command) -> Result<()> {
        // The policy of a new team. The demo's ledger stays far below its limits.
        let policy = Team::default().policy_now(at.date_naive());
        let context = Context {
            now: at,
            today: at.date_naive(),
            role,
            policy: Some(&policy),
        };
        for event in decide(self.log.plan(), command, &context)? {
            if matches!(event, Event::VoucherGranted { .. }) {
                let granted = event.clone();
                self.issued.push(Issued { at, granted });
            }
            let entry = Entry {
                v: Entry::VERSION,
                lamport: self.log.next_lamport(),
                at,
                author: self.author,
                role,
                event,
            };
            let record = self.seal(&entry)?;
            self.log.extend([(RecordId(*record.id().as_bytes()), entry)]);
            self.records.push(record);
        }
        Ok(())
    }

    fn seal(&mut self, entry: &Entry) -> Result<SealedRecord> {
        let mut nonce = [0; 24];
        for (place, byte) in nonce.iter_mut().zip(self.id()) {
            *place = byte;
        }
        let body = entry.write()?;
        if entry.role == Role::Caseworker {
            return Ok(self.caseworker.seal(&body, nonce)?);
        }
        let plan = self.log.plan();
        let topic = Topics::new(plan).of(&entry.event);
        let is_shared = is_shared(&topic, plan, |domain| self.pillar_of(domain));
        let visibility = if is_shared {
            Visibility::Shared
        } else {
            Visibility::Private
        };
        Ok(self.keyring.seal(&body, visibility, nonce)?)
    }

    fn pillar_of(&self, domain: &DomainId) -> Option<PillarId> {
        let (place, ..) = self.content.domain(domain)?;
        self.content.pillars.get(place).map(|pillar| pillar.id.clone())
    }
}

fn later(day: NaiveDate, days: i64) -> Result<NaiveDate> {
    day.checked_add_signed(TimeDelta::days(days))
        .context("a day is out of range")
}

fn moment(day: NaiveDate, hour: u32) -> Result<DateTime<Utc>> {
    let time = day.and_hms_opt(hour, 0, 0).context("no such hour")?;
    Ok(time.and_utc())
}
